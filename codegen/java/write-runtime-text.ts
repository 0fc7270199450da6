/** Writes `runtime-text.ts` from the sources in `runtime/`. Run after changing them: npx tsx codegen/java/write-runtime-text.ts */

import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { embeddedText } from "../embed-text.ts";

/** These stand in for files that are generated. */
const GENERATED = ["ConsentPurpose.java", "Plan.java", "SuperProperties.java", "UserTraits.java"];

export function runtimeText(): string {
  const names = readdirSync(new URL("runtime", import.meta.url)).sort();
  return embeddedText(
    new URL(".", import.meta.url),
    names.filter((name) => !GENERATED.includes(name)),
  );
}

const target = new URL("runtime-text.ts", import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, runtimeText());
