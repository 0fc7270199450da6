/** A version's SDK as a module proxy hands it to Go. */

import { zip } from "../../lib/base/zip.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { generate } from "../generate.ts";
import { modulePath } from "../go/go-names.ts";
import { goVersion } from "../go/module-version.ts";

export async function goModule(published: PublishedPlan): Promise<Buffer> {
  const { plan, version } = published;
  const root = `${modulePath(plan.slug)}@${goVersion(version)}`;
  const files = await generate(published, { target: "go" });
  return zip([...files].map(([path, text]) => [`${root}/${path}`, text]));
}
