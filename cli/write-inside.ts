/** Writes files under one folder and nowhere else: a symbolic link on the way is refused, never followed. */

import { lstat, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type CliContext, CliFailure } from "./context.ts";
import { makeFolder } from "./make-folder.ts";

export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

async function safeTarget(context: CliContext, root: string, path: string): Promise<string> {
  const target = join(root, path);
  await makeFolder(dirname(target));
  const straight = (await realpath(dirname(target))) === dirname(target) && !(await isLink(target));
  if (!straight) throw new CliFailure(context.t("error.link", { path }));
  return target;
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

async function rootOf(context: CliContext, folder: string): Promise<string> {
  const wanted = resolve(context.io.cwd, folder);
  await makeFolder(wanted);
  return realpath(wanted);
}

/** Whole or not at all: whoever reads meanwhile, and whoever comes after an end halfway, finds the old text or the new. */
async function replace(target: string, text: string): Promise<void> {
  const fresh = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const mode = await lstat(target).then(
    (stats) => stats.mode,
    () => undefined,
  );
  try {
    await writeFile(fresh, text, mode === undefined ? {} : { mode: mode & 0o777 });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Paths of `gone` that differ from one of the others in case alone, with that one: on many disks they are one file. */
function renamed(gone: readonly string[], files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const kept = new Map([...files.keys()].map((path) => [path.toLowerCase(), path]));
  return new Map(
    gone.flatMap((path) => {
      const next = kept.get(path.toLowerCase());
      return next === undefined ? [] : [[path, next] as const];
    }),
  );
}

/**
 * Writes what differs, takes away what is gone, and answers the paths of what was written. Every path is looked at before the
 * first of them is touched.
 */
export async function writeTexts(
  context: CliContext,
  folder: string,
  files: ReadonlyMap<string, string>,
  gone: readonly string[] = [],
): Promise<string[]> {
  const root = await rootOf(context, folder);
  const targets = new Map<string, string>();
  for (const path of [...files.keys(), ...gone]) targets.set(path, await safeTarget(context, root, path));
  const at = (path: string) => targets.get(path) ?? "";
  const cases = renamed(gone, files);
  for (const [path, next] of cases) await rename(at(path), at(next));
  const written: string[] = [];
  for (const [path, text] of files) {
    if ((await textOf(at(path))) === text) continue;
    await replace(at(path), text);
    written.push(path);
  }
  for (const path of gone) if (!cases.has(path)) await rm(at(path));
  return written;
}

/** Writes what differs; files in the folders of `files` that `isOurs` and that no longer belong are removed. */
export async function writeInside(
  context: CliContext,
  folder: string,
  files: ReadonlyMap<string, string>,
  isOurs: (path: string) => boolean,
): Promise<Written> {
  const written = await writeTexts(context, folder, files);
  const root = await rootOf(context, folder);
  const removed: string[] = [];
  for (const inner of new Set([...files.keys()].map((path) => dirname(path)))) {
    for (const name of await readdir(join(root, inner))) {
      const path = inner === "." ? name : `${inner}/${name}`;
      if (!files.has(path) && isOurs(path)) removed.push(path);
    }
  }
  for (const path of removed) await rm(await safeTarget(context, root, path));
  return { written, removed };
}
