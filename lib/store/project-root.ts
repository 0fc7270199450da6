/** The folder of the installation: where package.json, the migrations and the event store's layout lie. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { invariant } from "../base/error.ts";

function isRoot(folder: string): boolean {
  const file = join(folder, "package.json");
  return existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === "gabarit";
}

/** Found from this file upwards, so that it is the same from the sources and from a bundle in `build/`. */
export function projectRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (isRoot(folder)) return folder;
  }
  invariant(isRoot(process.cwd()), "run from outside the installation");
  return process.cwd();
}
