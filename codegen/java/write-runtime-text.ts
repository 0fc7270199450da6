/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/java/write-runtime-text.ts */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** These stand in for files that are generated. */
const GENERATED = ["ConsentPurpose.java", "Plan.java", "SuperProperties.java", "UserTraits.java"];

/** The module's text: one string per file, so that it survives every bundler without reading the disk. */
export function runtimeText(): string {
  const names = readdirSync(new URL("runtime", import.meta.url)).sort();
  const files = names
    .filter((name) => !GENERATED.includes(name))
    .map((name) => {
      const text = readFileSync(new URL(`runtime/${name}`, import.meta.url), "utf8");
      return `  ${JSON.stringify(name)}:\n    // biome-ignore format: one string per file\n    ${JSON.stringify(text)},\n`;
    });
  return `/** The runtime as shipped. Written from \`runtime/\` by \`write-runtime-text.ts\`; a test compares. */

export const RUNTIME_FILES: Readonly<Record<string, string>> = {
${files.join("")}};
`;
}

const target = new URL("runtime-text.ts", import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, runtimeText());
