/** The corpora of real plans, read where they lie. Absent corpora are said aloud, never passed over in silence. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDevelopmentVariable } from "../../base/env.ts";
import type { InputFile } from "../format.ts";

const folder =
  readDevelopmentVariable("GABARIT_CORPORA") ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url));

export const hasCorpora = existsSync(join(folder, "plans"));
if (!hasCorpora) console.warn(`Skipped: the corpora are not at ${folder}; set GABARIT_CORPORA to run their tests.`);

/** A file under `plans/`. */
export function corpusFile(path: string): InputFile {
  return { name: path.split("/").at(-1) ?? path, content: readFileSync(join(folder, "plans", path)) };
}

/** Every file of a folder under `plans/`. */
export function corpusFolder(path: string): InputFile[] {
  return readdirSync(join(folder, "plans", path))
    .sort()
    .map((name) => corpusFile(`${path}/${name}`));
}

/** A file by its path under the corpora; its name is the whole path. */
export function corpusPath(path: string): InputFile {
  return { name: path, content: readFileSync(join(folder, path)) };
}

/** The objects of an NDJSON file. */
export function corpusLines<T>(path: string): T[] {
  const lines = readFileSync(join(folder, path), "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as T);
}
