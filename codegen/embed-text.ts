/** Runtimes as text: one string per file in a module of its own, so that they survive every bundler without reading the disk. */

import { readFileSync } from "node:fs";

/** The text of `runtime-text.ts` beside a folder `runtime` with these files. */
export function embeddedText(folder: URL, names: readonly string[]): string {
  const files = names.map((name) => {
    const text = readFileSync(new URL(`runtime/${name}`, folder), "utf8");
    return `  ${JSON.stringify(name)}:\n    // biome-ignore format: one string per file\n    ${JSON.stringify(text)},\n`;
  });
  return `/** The runtime as shipped. Written from \`runtime/\` by \`write-runtime-text.ts\`; a test compares. */

export const RUNTIME_FILES: Readonly<Record<string, string>> = {
${files.join("")}};
`;
}
