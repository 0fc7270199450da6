/** The folder of a plan on disk: found, read whole, and brought to say what it should. */

import { type Dirent, existsSync, readFileSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import {
  FOLDER_KINDS,
  FOLDER_MAIN,
  FOLDER_ORDER,
  type FolderFiles,
  isFolderMain,
  memberOf,
} from "../lib/format/plan-folder.ts";
import type { CliContext } from "./context.ts";
import { note } from "./output.ts";
import { removeInside, writeTexts } from "./write-inside.ts";

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The folder of a plan that a path names, itself or by its main file; one that ends with `/` may be still to be made. */
export function folderAt({ io }: CliContext, path: string): string | undefined {
  const full = resolve(io.cwd, path);
  if (isFolder(full)) return path;
  if (/[\\/]$/.test(path) && !existsSync(full)) return path;
  const isMain = basename(path) === FOLDER_MAIN && existsSync(full) && isFolderMain(readFileSync(full, "utf8"));
  return isMain ? dirname(path) : undefined;
}

const YAML = /\.ya?ml$/i;
/** Beside a plan people explain it; programs keep what is theirs in hidden files. */
const isQuiet = (name: string) => name.startsWith(".") || /\.md$/i.test(name);

interface FoundFiles {
  readonly files: Map<string, string>;
  /** What looks as if it were meant to be read and is not. */
  readonly strays: string[];
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function readMembers(root: string, inner: string, found: FoundFiles): Promise<void> {
  for (const entry of await entriesOf(join(root, inner))) {
    const path = `${inner}/${entry.name}`;
    if (isQuiet(entry.name)) continue;
    if (entry.isDirectory()) await readMembers(root, path, found);
    else if (entry.isFile() && memberOf(path) !== undefined)
      found.files.set(path, await readFile(join(root, path), "utf8"));
    else found.strays.push(path);
  }
}

async function holdsYaml(folder: string): Promise<boolean> {
  return (await entriesOf(folder)).some((entry) => entry.isFile() && YAML.test(entry.name));
}

async function findFiles(root: string): Promise<FoundFiles> {
  const found: FoundFiles = { files: new Map(), strays: [] };
  const folders = new Set(FOLDER_KINDS.map(({ folder }) => folder));
  for (const entry of await entriesOf(root)) {
    const path = join(root, entry.name);
    if (isQuiet(entry.name)) continue;
    if (entry.isDirectory()) {
      if (folders.has(entry.name)) await readMembers(root, entry.name, found);
      else if (await holdsYaml(path)) found.strays.push(`${entry.name}/`);
    } else if (entry.isFile() && [FOLDER_MAIN, FOLDER_ORDER].includes(entry.name))
      found.files.set(entry.name, await readFile(path, "utf8"));
    else if (YAML.test(entry.name) || folders.has(entry.name)) found.strays.push(entry.name);
  }
  return found;
}

/** Every file of the folder; undefined where there is none. Files that are no part of a plan are told. */
export async function readFolder(context: CliContext, folder: string): Promise<FolderFiles | undefined> {
  const root = resolve(context.io.cwd, folder);
  if (!existsSync(root)) return undefined;
  const { files, strays } = await findFiles(root);
  for (const path of strays) note(context, context.t("folder.stray", { path: join(folder, path) }));
  return files.size === 0 ? undefined : files;
}

/** Brings the folder from what was read of it to what it should be; other files stay. */
export async function writeFolder(
  context: CliContext,
  folder: string,
  { files, previous }: { readonly files: FolderFiles; readonly previous: FolderFiles | undefined },
): Promise<void> {
  await writeTexts(context, folder, files);
  const gone = [...(previous ?? new Map()).keys()].filter((path) => !files.has(path));
  await removeInside(context, folder, gone);
}
