/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/typescript/write-runtime-text.ts */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SHIPPED = [
  "adapters.ts",
  "automatic.ts",
  "consent.ts",
  "development.ts",
  "formats.ts",
  "offline.ts",
  "react.ts",
  "runtime.ts",
  "settings.ts",
  "testing.ts",
  "transport.ts",
  "validate.ts",
];

/** The module's text: one string per file, so that it survives every bundler without reading the disk. */
export function runtimeText(): string {
  const files = SHIPPED.map((name) => {
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
