/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/kotlin/write-runtime-text.ts */

import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { embeddedText } from "../embed-text.ts";

export function runtimeText(): string {
  return embeddedText(new URL(".", import.meta.url), readdirSync(new URL("runtime", import.meta.url)).sort());
}

const target = new URL("runtime-text.ts", import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, runtimeText());
