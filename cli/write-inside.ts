/** Writes files under one folder and nowhere else: a symbolic link on the way is refused, never followed. */

import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type CliContext, CliFailure } from "./context.ts";

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
  await mkdir(dirname(target), { recursive: true });
  const straight = (await realpath(dirname(target))) === dirname(target) && !(await isLink(target));
  if (!straight) throw new CliFailure(context.t("error.link", { path }));
  return target;
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

async function rootOf(context: CliContext, folder: string): Promise<string> {
  const wanted = resolve(context.io.cwd, folder);
  await mkdir(wanted, { recursive: true });
  return realpath(wanted);
}

/** Writes what differs, and answers the paths of it. */
export async function writeTexts(
  context: CliContext,
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const root = await rootOf(context, folder);
  const written: string[] = [];
  for (const [path, text] of files) {
    const target = await safeTarget(context, root, path);
    if ((await textOf(target)) === text) continue;
    await writeFile(target, text);
    written.push(path);
  }
  return written;
}

export async function removeInside(context: CliContext, folder: string, paths: readonly string[]): Promise<void> {
  const root = await rootOf(context, folder);
  for (const path of paths) await rm(await safeTarget(context, root, path));
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
  await removeInside(context, folder, removed);
  return { written, removed };
}
