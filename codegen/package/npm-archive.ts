/** What `npm install` takes from an address: the package of a version, packed as npm packs. */

import { tgz } from "../../lib/base/tar.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { generate } from "../generate.ts";

export async function npmArchive(published: PublishedPlan): Promise<Buffer> {
  return tgz(await generate(published, { target: "typescript", mode: "package" }), "package");
}
