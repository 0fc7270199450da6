/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/go/write-runtime-text.ts */

import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { embeddedText } from "../embed-text.ts";

/** This stands in for files that are generated. */
const GENERATED = "plan.go";

export function runtimeText(): string {
  const names = readdirSync(new URL("runtime", import.meta.url), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".go") && name !== GENERATED);
  return embeddedText(new URL(".", import.meta.url), names.sort());
}

const target = new URL("runtime-text.ts", import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, runtimeText());
