/** Comparing generated files with those on disk, and writing them, without ever leaving the output folder. */

import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, posix, relative, sep } from "node:path";
import { UserError } from "../lib/base/error.ts";
import { type GeneratedFiles, sortedBy } from "./file.ts";

export interface FileDifference {
  readonly path: string;
  /** `missing` on disk, `changed` on disk, or `stale`: on disk, but no longer part of the plan's code. */
  readonly state: "missing" | "changed" | "stale";
}

/** Folders that hold nothing but generated files; elsewhere a file we did not make is somebody's own. */
const OWNED_FOLDERS = ["events", "groups", "specs"];

/** What differs between the generated files and the folder, by path; empty when the folder is up to date. */
export async function checkGenerated(files: GeneratedFiles, folder: string): Promise<FileDifference[]> {
  const differences: FileDifference[] = [];
  for (const [path, text] of files) {
    const found = await readIfThere(join(folder, path));
    if (found === undefined) differences.push({ path, state: "missing" });
    else if (found !== text) differences.push({ path, state: "changed" });
  }
  for (const path of await ownedFiles(files, folder)) if (!files.has(path)) differences.push({ path, state: "stale" });
  return sortedBy(differences, (difference) => difference.path);
}

/**
 * Writes what differs and removes what is stale; resolves to what was done. Unchanged files keep their times.
 *
 * @throws UserError `invalid_input` when a symbolic link would lead a file out of the folder.
 */
export async function writeGenerated(files: GeneratedFiles, folder: string): Promise<FileDifference[]> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const differences = await checkGenerated(files, root);
  for (const { path, state } of differences) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    await refuseEscape(root, target, path);
    if (state === "stale") await rm(target);
    else await writeFile(target, files.get(path) ?? "");
  }
  return differences;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

const SOURCE = /\.(?:go|java|js|kt|md|py|sql|ts|yml)$/;

/** Where source files are generated: folders, each with an extension. */
function sourceFolders(files: GeneratedFiles): (readonly [folder: string, extension: string])[] {
  const sources = [...files.keys()].filter(
    (path) => SOURCE.test(path) && basename(path) !== "README.md" && !OWNED_FOLDERS.includes(basename(dirname(path))),
  );
  const pairs = sources.map((path) => [posix.dirname(path), extname(path)] as const);
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}

async function ownedFiles(files: GeneratedFiles, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const [parent, extension] of sourceFolders(files)) {
    for (const owned of OWNED_FOLDERS.map((name) => posix.join(parent, name))) {
      const names = await readdir(join(folder, owned)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      found.push(...names.filter((name) => name.endsWith(extension)).map((name) => `${owned}/${name}`));
    }
  }
  return found;
}

/** A folder inside may be a link to elsewhere, and so may the file itself. */
async function refuseEscape(root: string, target: string, path: string): Promise<void> {
  const inside = relative(root, await realpath(dirname(target)));
  const linked = await lstat(target).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  if (inside === dirname(path).split("/").join(sep).replace(/^\.$/, "") && !linked) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path,
        en: `${path} is reached through a symbolic link. Generated files stay inside the output folder.`,
        fr: `${path} passe par un lien symbolique. Les fichiers générés restent dans le dossier de sortie.`,
      },
    ],
  });
}
