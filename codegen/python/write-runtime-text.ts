/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/python/write-runtime-text.ts */

import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { embeddedText } from "../embed-text.ts";

const FOLDER = new URL(".", import.meta.url);

export function runtimeText(): string {
  const names = readdirSync(new URL("runtime/", FOLDER), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".py"),
  );
  return embeddedText(FOLDER, names.sort());
}

const target = new URL("runtime-text.ts", FOLDER);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, runtimeText());
