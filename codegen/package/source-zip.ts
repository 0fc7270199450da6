/** The generated files of one target as an archive, for languages whose packages only a compiler makes. */

import { zip } from "../../lib/base/zip.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { generate } from "../generate.ts";
import type { Target } from "../targets.ts";

export async function sourceZip(published: PublishedPlan, target: Target): Promise<Buffer> {
  const folder = `${published.plan.slug}-${target}-${published.version}`;
  const files = await generate(published, { target });
  return zip([...files].map(([path, text]) => [`${folder}/${path}`, text]));
}
