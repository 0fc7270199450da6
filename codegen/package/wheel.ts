/** A wheel (PEP 427): the Python package of a version as pip installs it, with what pip reads before it unpacks. */

import { createHash } from "node:crypto";
import { zip } from "../../lib/base/zip.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { generate } from "../generate.ts";
import { REQUIRES_PYTHON, summaryOf } from "../python/print-project.ts";
import { distributionOf, WHEEL_TAG, wheelStem } from "../python/wheel-name.ts";

/** What pip needs and an installed package does not. */
const FOR_BUILDS: ReadonlySet<string> = new Set(["README.md", "pyproject.toml"]);

/** Headers as in letters, then the README. */
function metadata(slug: string, version: number, readme: string): string {
  return `Metadata-Version: 2.1
Name: ${distributionOf(slug)}
Version: ${version}.0.0
Summary: ${summaryOf(slug)}
Requires-Python: ${REQUIRES_PYTHON}
Description-Content-Type: text/markdown

${readme}`;
}

const WHEEL = `Wheel-Version: 1.0
Generator: gabarit
Root-Is-Purelib: true
Tag: ${WHEEL_TAG}
`;

/** Paths of generated files hold neither commas nor quotes. */
function recordLine([path, text]: readonly [string, string]): string {
  const hash = createHash("sha256").update(text, "utf8").digest("base64url");
  return `${path},sha256=${hash},${Buffer.byteLength(text)}\n`;
}

export async function wheel(published: PublishedPlan): Promise<Buffer> {
  const { plan, version } = published;
  const generated = await generate(published, { target: "python" });
  const info = `${wheelStem(plan.slug, version)}.dist-info`;
  const files: [string, string][] = [
    ...[...generated].filter(([path]) => !FOR_BUILDS.has(path)),
    [`${info}/METADATA`, metadata(plan.slug, version, generated.get("README.md") ?? "")],
    [`${info}/WHEEL`, WHEEL],
  ];
  const record = `${info}/RECORD`;
  return zip([...files, [record, `${files.map(recordLine).join("")}${record},,\n`]]);
}
