/** The version of this installation, as in package.json. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { processState } from "../lib/base/process-state.ts";
import { projectRoot } from "../lib/store/project-root.ts";

export function version(): string {
  return processState("version", () => {
    const manifest = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { version: string };
    return manifest.version;
  });
}
