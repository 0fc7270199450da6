/** For tests of this folder: where the corpora lie, and calls as clients send them. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readDevelopmentVariable } from "../../base/env.ts";
import type { Call } from "../call.ts";
import { readCall } from "../read-call.ts";

const DEFAULT_CORPORA = fileURLToPath(new URL("../../../../shared/corpora", import.meta.url));

/** The folder of the corpora (or of a sibling such as `corpora-wire`), or `undefined` with a line saying what is skipped. */
export function findCorpora(what: string, sibling?: string): string | undefined {
  const corpora = readDevelopmentVariable("GABARIT_CORPORA") ?? DEFAULT_CORPORA;
  const folder = sibling === undefined ? corpora : join(corpora, "..", sibling);
  if (existsSync(folder)) return folder;
  console.warn(`SKIPPED ${what}: no corpora at ${folder} (set GABARIT_CORPORA)`);
  return undefined;
}

/** Every file below a folder, as paths relative to it. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export function readNdjson<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

/** A readable call made from a message; throws when it is not readable. */
export function callOf(message: Readonly<Record<string, unknown>>): Call {
  const read = readCall({ userId: "u1", messageId: "m1", ...message });
  if ("unreadable" in read) throw new Error(`Unreadable: ${JSON.stringify(read.unreadable.problem)}`);
  return read.call;
}
