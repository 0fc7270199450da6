/** The files of an application that are code, without what others made: dependencies, output, what git ignores. */

import { type Dirent, existsSync } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { posix, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { CodeLanguage, SourceText } from "./site.ts";

/** Folders that hold no code of the application, whatever git says of them. */
const SKIPPED = new Set(["node_modules", "bower_components", "dist", "coverage", "venv", "__pycache__"]);

/** What is larger was made by a program. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Systems let a program open some thousand files, some fewer. */
const OPEN_AT_ONCE = 100;

const LOCK = "plan.lock.json";
/** How far below an ignored folder a generated SDK is looked for. */
const LOCK_DEPTH = 5;

const LANGUAGE_OF: Readonly<Record<string, CodeLanguage>> = {
  ...{ ".ts": "typescript", ".tsx": "typescript", ".mts": "typescript", ".cts": "typescript" },
  ...{ ".js": "typescript", ".jsx": "typescript", ".mjs": "typescript", ".cjs": "typescript" },
  ...{ ".vue": "typescript", ".svelte": "typescript" },
  ...{ ".py": "python", ".go": "go", ".java": "java", ".kt": "kotlin", ".kts": "kotlin" },
};

export interface FoundFiles {
  /** Paths relative to the root, in order, by language. */
  readonly byLanguage: ReadonlyMap<CodeLanguage, readonly string[]>;
  /** Folders with a `plan.lock.json`, absolute. */
  readonly locked: readonly string[];
}

function languageOf(name: string): CodeLanguage | undefined {
  return /\.d\.[cm]?ts$/.test(name) ? undefined : LANGUAGE_OF[posix.extname(name)];
}

export function posixPath(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

/** The rules of one `.gitignore`, for paths below its folder. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

async function rulesIn(folder: string): Promise<Rules[]> {
  const text = await readFile(posix.join(folder, ".gitignore"), "utf8").catch(() => undefined);
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** Of the folders above: up to the repository's own, or where there is none up to the root. */
async function rulesAbove(folder: string, root: string): Promise<Rules[]> {
  const found: Rules[] = [];
  for (let at = folder; !existsSync(posix.join(at, ".git")); ) {
    const parent = posix.dirname(at);
    if (parent === at) return found.filter((one) => `${one.folder}/`.startsWith(`${root}/`));
    at = parent;
    found.unshift(...(await rulesIn(at)));
  }
  return found;
}

function isIgnored(path: string, isFolder: boolean, all: readonly Rules[]): boolean {
  return all.reduce((ignored, { folder, rules }) => {
    const below = posix.relative(folder, path);
    // Patterns of the folder one stands in say nothing of a folder elsewhere.
    if (below.startsWith("../")) return ignored;
    const { ignored: now, unignored } = rules.test(`${below}${isFolder ? "/" : ""}`);
    return now || (ignored && !unignored);
  }, false);
}

export interface FileSearch {
  /** Absolute, with `/`: what paths are relative to. */
  readonly root: string;
  /** Folders below it, absolute. */
  readonly folders: readonly string[];
  /** Patterns as in a `.gitignore`, relative to the root. */
  readonly ignored: readonly string[];
}

export async function findFiles({ root, folders, ignored }: FileSearch): Promise<FoundFiles> {
  const byLanguage = new Map<CodeLanguage, string[]>();
  const locked = new Set<string>();
  const asked: Rules = { folder: root, rules: ignore().add([...ignored]) };

  const walk = async (folder: string, above: readonly Rules[], ignoredFor: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    const own = [...above, ...(await rulesIn(folder))];
    for (const entry of entries.sort(byName)) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) await inside(path, entry, own, ignoredFor);
      else if (entry.name === LOCK) locked.add(folder);
      else if (entry.isFile() && ignoredFor === 0) take(path, own);
    }
  };
  const inside = async (path: string, { name }: Dirent, own: readonly Rules[], ignoredFor: number): Promise<void> => {
    if (name === "node_modules") await lockedPackages(path, locked);
    if (SKIPPED.has(name) || name.startsWith(".")) return;
    const deeper = ignoredFor > 0 || isIgnored(path, true, own) ? ignoredFor + 1 : 0;
    // A generated SDK may be ignored by git; its lock file still says what it is.
    if (deeper <= LOCK_DEPTH) await walk(path, own, deeper);
  };
  const take = (path: string, own: readonly Rules[]): void => {
    const language = languageOf(path);
    if (language === undefined || isIgnored(path, false, own)) return;
    const known = byLanguage.get(language) ?? [];
    known.push(posixPath(relative(root, path)));
    byLanguage.set(language, known);
  };

  for (const folder of folders) {
    for (let at = posix.dirname(folder); ; at = posix.dirname(at)) {
      await lockedPackages(posix.join(at, "node_modules"), locked);
      if (at === posix.dirname(at)) break;
    }
    await walk(folder, [asked, ...(await rulesAbove(folder, root))], 0);
  }
  return { byLanguage, locked: [...locked] };
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** Installed packages that are an SDK; links lead to where a workspace has them. */
async function lockedPackages(modules: string, locked: Set<string>): Promise<void> {
  const names = await readdir(modules).catch(() => []);
  for (const name of names) {
    const inner = name.startsWith("@") ? await readdir(posix.join(modules, name)).catch(() => []) : [""];
    for (const one of inner) {
      const folder = posix.join(modules, name, one);
      if (existsSync(posix.join(folder, LOCK))) locked.add(posixPath(await realpath(folder)));
    }
  }
}

/** The texts of files, without those that only a program can have written. */
export async function readSources(root: string, paths: readonly string[]): Promise<SourceText[]> {
  const texts: SourceText[] = [];
  const read = async (path: string): Promise<SourceText[]> => {
    const file = posix.join(root, path);
    if ((await stat(file)).size > MAX_BYTES) return [];
    return [{ path, text: await readFile(file, "utf8") }];
  };
  for (let at = 0; at < paths.length; at += OPEN_AT_ONCE)
    texts.push(...(await Promise.all(paths.slice(at, at + OPEN_AT_ONCE).map(read))).flat());
  return texts;
}
