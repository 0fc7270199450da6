/** Reads a folder of plan files: the plan, or every error with its file, line and column. */

import { type Document, LineCounter, parseDocument } from "yaml";
import type { FormatError } from "./format.ts";
import { type PlanFileSuccess, placeProblems, planOfValue } from "./plan-file/read.ts";
import {
  FOLDER_KINDS,
  FOLDER_MAIN,
  FOLDER_ORDER,
  type FolderFiles,
  type FolderKey,
  inFolderOrder,
  memberOf,
} from "./plan-folder.ts";
import type { Problem } from "./problem.ts";
import { yamlValue } from "./yaml-error.ts";

/** The paths of each list's files, in the order of the plan. */
export type FolderPaths = ReadonlyMap<FolderKey, readonly string[]>;

export type PlanFolderResult =
  | (PlanFileSuccess & { readonly paths: FolderPaths })
  | { readonly ok: false; readonly errors: readonly FormatError[] };

interface Parsed {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: unknown;
}

class FolderReading {
  readonly errors: FormatError[] = [];
  private readonly parsed = new Map<string, Parsed>();

  constructor(
    private readonly files: FolderFiles,
    /** How the folder is called in messages. */
    private readonly name: string,
  ) {}

  fileName(path: string): string {
    return this.name === "" ? path : `${this.name.replace(/\/+$/, "")}/${path}`;
  }

  report(path: string, problems: readonly Problem[]): void {
    const found = this.parsed.get(path);
    const { document, lines } = found ?? { document: parseDocument(""), lines: new LineCounter() };
    this.errors.push(...placeProblems(problems, document, lines, this.fileName(path)));
  }

  /** The value of a file; undefined with an error where it is no YAML. */
  value(path: string): unknown {
    const text = this.files.get(path) ?? "";
    const file = this.fileName(path);
    const marker = /^<{7} /m.exec(text);
    if (marker !== null) {
      const message = {
        en: "A merge of the repository is not resolved here.",
        fr: "Une fusion du dépôt n’est pas résolue ici.",
      };
      this.errors.push({ file, code: "merge_conflict", line: text.slice(0, marker.index).split("\n").length, message });
      return undefined;
    }
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const read = yamlValue(document, lines, file);
    if (!read.ok) {
      this.errors.push(...read.errors);
      return undefined;
    }
    this.parsed.set(path, { document, lines, value: read.value });
    return read.value;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `order.yaml` says: names of files by folder. Names of files that are gone say nothing. */
function orderOf(reading: FolderReading, files: FolderFiles): ReadonlyMap<string, readonly string[]> {
  if (!files.has(FOLDER_ORDER)) return new Map();
  const value = reading.value(FOLDER_ORDER) ?? {};
  const folders = FOLDER_KINDS.map(({ folder }) => folder);
  const problems: Problem[] = [];
  const found = new Map<string, readonly string[]>();
  const expected = { en: "for each folder a list of its files", fr: "pour chaque dossier, la liste de ses fichiers" };
  const message = { en: "This is no order of files.", fr: "Ceci n’est pas un ordre de fichiers." };
  if (!isMapping(value)) problems.push({ path: [], code: "invalid", message, expected });
  for (const [folder, names] of Object.entries(isMapping(value) ? value : {})) {
    if (!folders.includes(folder)) {
      const list = folders.join(", ");
      const wanted = { en: `one of ${list}`, fr: `l’un de ${list}` };
      problems.push({ path: [folder], code: "unknown_key", message, expected: wanted });
    } else if (!Array.isArray(names) || names.some((name) => typeof name !== "string"))
      problems.push({ path: [folder], code: "invalid", message, expected });
    else found.set(folder, names as string[]);
  }
  if (problems.length > 0) reading.report(FOLDER_ORDER, problems);
  return found;
}

/** The paths of every list, in the order of the plan. */
function pathsOf(files: FolderFiles, order: ReadonlyMap<string, readonly string[]>): FolderPaths {
  const byKey = new Map(FOLDER_KINDS.map(({ key }) => [key, new Map<string, string[]>()]));
  for (const path of files.keys()) {
    const member = memberOf(path);
    const names = member && byKey.get(member.key);
    if (member !== undefined && names !== undefined)
      names.set(member.name, [...(names.get(member.name) ?? []), path].sort());
  }
  return new Map(
    FOLDER_KINDS.map(({ key, folder }) => {
      const names = byKey.get(key) ?? new Map<string, string[]>();
      return [key, inFolderOrder([...names.keys()], order.get(folder)).flatMap((name) => names.get(name) ?? [])];
    }),
  );
}

function noMain(reading: FolderReading): FormatError {
  return {
    file: reading.fileName(FOLDER_MAIN),
    code: "no_main_file",
    message: {
      en: "The folder has no main file.",
      fr: "Le dossier n’a pas de fichier principal.",
    },
    expected: { en: "a file that says `gabarit` and `slug`", fr: "un fichier qui dit `gabarit` et `slug`" },
  };
}

/** A list belongs into its folder: written here too, one of both would be lost. */
function strayLists(main: unknown): Problem[] {
  return FOLDER_KINDS.flatMap(({ key, folder }): Problem[] => {
    if (!isMapping(main) || !Object.hasOwn(main, key)) return [];
    const message = {
      en: `In a folder, “${key}” stands in files of its own.`,
      fr: `Dans un dossier, «\u00A0${key}\u00A0» se trouve dans ses propres fichiers.`,
    };
    return [
      {
        path: [key],
        code: "list_in_main",
        message,
        expected: { en: `files in ${folder}/`, fr: `des fichiers dans ${folder}/` },
      },
    ];
  });
}

/** Sends each problem to the file that says what is wrong. */
function place(reading: FolderReading, problems: readonly Problem[], paths: FolderPaths): void {
  for (const problem of problems) {
    const [key, index, ...rest] = problem.path;
    const path = paths.get(key as FolderKey)?.[Number(index)];
    if (path === undefined) reading.report(FOLDER_MAIN, [problem]);
    else reading.report(path, [{ ...problem, path: rest }]);
  }
}

/** `name` is how the folder is called in messages. Files that are no part of a plan folder are not looked at. */
export function readPlanFolder(files: FolderFiles, name = ""): PlanFolderResult {
  const reading = new FolderReading(files, name);
  if (!files.has(FOLDER_MAIN)) return { ok: false, errors: [noMain(reading)] };
  const main = reading.value(FOLDER_MAIN);
  const paths = pathsOf(files, orderOf(reading, files));
  const lists = [...paths].map(([key, list]) => [key, list.map((path) => reading.value(path))] as const);
  if (reading.errors.length === 0) reading.report(FOLDER_MAIN, strayLists(main));
  if (reading.errors.length > 0) return { ok: false, errors: reading.errors };
  const value = isMapping(main) ? { ...main, ...Object.fromEntries(lists) } : main;
  const result = planOfValue(value);
  if (result.ok) return { ...result, paths };
  place(reading, result.problems, paths);
  return { ok: false, errors: reading.errors };
}
