/** Writes a plan as a folder of files: what did not change keeps its file as it is, comments and layout included. */

import { parse } from "yaml";
import { canonicalJson } from "../plan/canonical-json.ts";
import type { Plan } from "../plan/plan.ts";
import { compactPlan } from "./plan-file/compact.ts";
import type { PlanFile } from "./plan-file/file-schema.ts";
import { writeYaml } from "./plan-file/write.ts";
import {
  FOLDER_KINDS,
  FOLDER_MAIN,
  FOLDER_ORDER,
  type FolderFiles,
  type FolderKey,
  folderSchemaPath,
  memberOf,
  orderNeeded,
} from "./plan-folder.ts";
import { objectStem, objectTail } from "./plan-folder-name.ts";
import { type FolderPaths, readPlanFolder } from "./plan-folder-read.ts";

export interface PlanFolderOptions {
  /** The folder as it stands. One that cannot be read is written anew. */
  readonly previous?: FolderFiles;
  /** Address of the server whose JSON Schemas editors follow. */
  readonly schemaServer?: string;
}

/** An object of the plan file. */
type FileObject = Readonly<Record<string, unknown>> & { readonly id: string };

interface Before {
  readonly path: string;
  readonly text: string;
  readonly object: FileObject;
}

interface Previous {
  readonly files: FolderFiles;
  readonly main: string;
  readonly objects: ReadonlyMap<string, Before>;
}

function objectsOf(file: PlanFile, key: FolderKey): readonly FileObject[] {
  return (file[key] ?? []) as unknown as readonly FileObject[];
}

function mainOf(file: PlanFile): Readonly<Record<string, unknown>> {
  const lists = new Set<string>(FOLDER_KINDS.map(({ key }) => key));
  return Object.fromEntries(Object.entries(file).filter(([key]) => !lists.has(key)));
}

function previousOf(files: FolderFiles | undefined): Previous | undefined {
  const read = files && readPlanFolder(files);
  if (files === undefined || read?.ok !== true) return undefined;
  const file = compactPlan(read.plan);
  const objects = FOLDER_KINDS.flatMap(({ key }) =>
    objectsOf(file, key).map((object, index): [string, Before] => {
      const path = read.paths.get(key)?.[index] ?? "";
      return [object.id, { path, text: files.get(path) ?? "", object }];
    }),
  );
  return { files, main: canonicalJson(mainOf(file)), objects: new Map(objects) };
}

const beside = (path: string, stem: string) => `${path.slice(0, path.lastIndexOf("/") + 1)}${stem}.yaml`;

/** A file follows the name of its object unless somebody called it otherwise. */
function pathKept(object: FileObject, before: Before): boolean {
  const own = objectStem(before.object);
  if (own === objectStem(object)) return true;
  const stem = before.path.slice(before.path.lastIndexOf("/") + 1).replace(/\.ya?ml$/i, "");
  return stem !== own && stem !== `${own}-${objectTail(object.id)}`;
}

/** A path for every object: its own if it has one, else made of its name, in the order of ids where names are alike. */
function choosePaths(
  folder: string,
  objects: readonly FileObject[],
  previous: Previous | undefined,
): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>();
  const taken = new Set<string>();
  const take = (id: string, path: string): void => {
    chosen.set(id, path);
    taken.add(path.toLowerCase().replace(/\.ya?ml$/, ""));
  };
  const isFree = (path: string) => !taken.has(path.toLowerCase().replace(/\.ya?ml$/, ""));
  for (const object of objects) {
    const before = previous?.objects.get(object.id);
    if (before?.path.startsWith(`${folder}/`) && isFree(before.path) && pathKept(object, before))
      take(object.id, before.path);
  }
  const others = objects.filter(({ id }) => !chosen.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const object of others) {
    const before = previous?.objects.get(object.id)?.path ?? `${folder}/`;
    const [stem, tail] = [objectStem(object), objectTail(object.id)];
    const place = (name: string) => beside(before.startsWith(`${folder}/`) ? before : `${folder}/`, name);
    let path = place(stem);
    for (let at = 1; !isFree(path); at++) path = place(at === 1 ? `${stem}-${tail}` : `${stem}-${tail}-${at}`);
    take(object.id, path);
  }
  return chosen;
}

/** What objects are recognised by, and called in code, wherever it stands. */
function marksOf(value: unknown, found: string[] = []): string[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === "id" || key === "identifier") && typeof inner === "string") found.push(`${key} ${inner}`);
    else marksOf(inner, found);
  }
  return found;
}

/** Whether a text says every mark of its object: one that is left out is made of a name, and another one after a rename. */
function hasMarks(text: string, object: FileObject): boolean {
  const written = marksOf(parse(text));
  return marksOf(object).every((mark) => {
    const at = written.indexOf(mark);
    if (at !== -1) written.splice(at, 1);
    return at !== -1;
  });
}

/** What of the folder as it stands is kept: texts that say the same as they are, or the comments of all. */
type Keep = "texts" | "comments";

class FolderWriting {
  readonly files = new Map<string, string>();

  constructor(
    private readonly previous: Previous | undefined,
    private readonly keep: Keep,
    private readonly server: string | undefined,
  ) {}

  private write(path: string, value: object, old: string | undefined, part?: FolderKey | "main"): void {
    const schemaUrl =
      part === undefined || this.server === undefined ? undefined : this.server + folderSchemaPath(part);
    this.files.set(
      path,
      writeYaml(value, {
        ...(old === undefined ? {} : { previous: old }),
        ...(schemaUrl === undefined ? {} : { schemaUrl }),
      }),
    );
  }

  main(file: PlanFile): void {
    const value = mainOf(file);
    const old = this.previous?.files.get(FOLDER_MAIN);
    if (old !== undefined && this.keep === "texts" && this.previous?.main === canonicalJson(value))
      this.files.set(FOLDER_MAIN, old);
    else this.write(FOLDER_MAIN, value, old, "main");
  }

  object(path: string, key: FolderKey, object: FileObject): void {
    const before = this.previous?.objects.get(object.id);
    const same = before !== undefined && canonicalJson(before.object) === canonicalJson(object);
    if (same && this.keep === "texts" && hasMarks(before.text, object)) this.files.set(path, before.text);
    else this.write(path, object, before?.text, key);
  }

  order(paths: FolderPaths): void {
    const orders = FOLDER_KINDS.flatMap(({ key, folder }) => {
      const names = orderNeeded((paths.get(key) ?? []).map((path) => memberOf(path)?.name ?? ""));
      return names.length === 0 ? [] : [[folder, names] as const];
    });
    if (orders.length > 0) this.write(FOLDER_ORDER, Object.fromEntries(orders), this.previous?.files.get(FOLDER_ORDER));
  }
}

function written(
  plan: Plan,
  { previous, keep, server }: { previous: Previous | undefined; keep: Keep; server: string | undefined },
) {
  const file = compactPlan(plan);
  const writing = new FolderWriting(previous, keep, server);
  writing.main(file);
  const paths = new Map<FolderKey, readonly string[]>();
  for (const { key, folder } of FOLDER_KINDS) {
    const objects = objectsOf(file, key);
    const chosen = choosePaths(folder, objects, previous);
    for (const object of objects) writing.object(chosen.get(object.id) ?? "", key, object);
    paths.set(
      key,
      objects.map(({ id }) => chosen.get(id) ?? ""),
    );
  }
  writing.order(paths);
  return writing.files;
}

/**
 * Every file of the folder. What is read back is the plan, whole: where texts that were kept would say something else beside
 * the new ones (another first language, another policy of identifiers), they are written too.
 */
export function writePlanFolder(plan: Plan, { previous, schemaServer }: PlanFolderOptions = {}): FolderFiles {
  const before = previousOf(previous);
  const wanted = canonicalJson(plan);
  const tries = [
    { previous: before, keep: "texts" },
    { previous: before, keep: "comments" },
    { previous: undefined, keep: "texts" },
  ] as const;
  for (const { previous: known, keep } of tries) {
    const files = written(plan, { previous: known, keep, server: schemaServer });
    const read = readPlanFolder(files);
    if (read.ok && canonicalJson(read.plan) === wanted) return files;
  }
  throw new Error("Invariant: a folder was written that does not read back as its plan");
}
