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
import { type CliContext, CliFailure } from "./context.ts";
import { writeTexts } from "./write-inside.ts";

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

async function holdsYaml(folder: string): Promise<boolean> {
  return (await entriesOf(folder)).some((entry) => entry.isFile() && YAML.test(entry.name));
}

const KIND_FOLDERS = FOLDER_KINDS.map(({ folder }) => folder);
const OWN_NAMES: readonly string[] = [FOLDER_MAIN, FOLDER_ORDER, ...KIND_FOLDERS];

class FolderFinding {
  readonly found: FoundFiles = { files: new Map(), strays: [] };

  constructor(
    private readonly context: CliContext,
    /** As it is called in messages. */
    private readonly folder: string,
  ) {}

  private at(path: string): string {
    return join(this.folder, path);
  }

  private async read(path: string): Promise<void> {
    this.found.files.set(path, await readFile(resolve(this.context.io.cwd, this.at(path)), "utf8"));
  }

  /** A link may hold objects of the plan: it is not passed over. */
  private stray(entry: Dirent, path: string): void {
    if (entry.isSymbolicLink()) throw new CliFailure(this.context.t("folder.link", { path: this.at(path) }));
    this.found.strays.push(this.at(path));
  }

  private async members(inner: string): Promise<void> {
    for (const entry of await entriesOf(resolve(this.context.io.cwd, this.at(inner)))) {
      const path = `${inner}/${entry.name}`;
      if (isQuiet(entry.name)) continue;
      if (entry.isDirectory()) await this.members(path);
      else if (entry.isFile() && memberOf(path) !== undefined) await this.read(path);
      else this.stray(entry, path);
    }
  }

  /** Where upper and lower case are one, `Events` is `events` until the repository is checked out elsewhere. */
  private requireCase({ name }: Dirent): void {
    const own = OWN_NAMES.find((one) => one === name.toLowerCase());
    if (own === undefined || own === name) return;
    throw new CliFailure(this.context.t("folder.case", { path: this.at(name), name: own }));
  }

  async all(): Promise<FoundFiles> {
    const root = resolve(this.context.io.cwd, this.folder);
    for (const entry of await entriesOf(root)) {
      const { name } = entry;
      if (isQuiet(name)) continue;
      this.requireCase(entry);
      const isOwn = OWN_NAMES.includes(name);
      if (entry.isDirectory()) {
        if (KIND_FOLDERS.includes(name)) await this.members(name);
        else if (await holdsYaml(join(root, name))) this.stray(entry, `${name}/`);
      } else if (entry.isFile() && isOwn && YAML.test(name)) await this.read(name);
      else if (YAML.test(name) || isOwn) this.stray(entry, name);
    }
    return this.found;
  }
}

/** Every file of the folder; undefined where there is none. Refused with a link, or a folder in another case, among them. */
export async function readFolder(context: CliContext, folder: string): Promise<FoundFiles | undefined> {
  if (!existsSync(resolve(context.io.cwd, folder))) return undefined;
  return new FolderFinding(context, folder).all();
}

/** Brings the folder from what was read of it to what it should be; other files stay. */
export async function writeFolder(
  context: CliContext,
  folder: string,
  { files, previous }: { readonly files: FolderFiles; readonly previous: FolderFiles | undefined },
): Promise<void> {
  const gone = [...(previous ?? new Map<string, string>()).keys()].filter((path) => !files.has(path));
  await writeTexts(context, folder, files, gone);
}
