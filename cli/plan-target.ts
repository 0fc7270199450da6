/** A plan file or a folder of plan files that is read to be written over: what people wrote around the plan stays. */

import type { FormatError } from "../lib/format/format.ts";
import { type PlanFileSuccess, readPlanFile } from "../lib/format/plan-file/read.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { FOLDER_KINDS, type FolderFiles } from "../lib/format/plan-folder.ts";
import { type FolderPaths, readPlanFolder } from "../lib/format/plan-folder-read.ts";
import { writePlanFolder } from "../lib/format/plan-folder-write.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { errorLine, note, planFileOptions, readTextIfThere, schemaServer, writeOutput } from "./output.ts";
import { folderAt, readFolder, writeFolder } from "./plan-folder.ts";

interface Read extends Pick<PlanFileSuccess, "plan" | "derivedIdentifiers"> {
  readonly path: string;
}

interface TargetFile extends Read {
  /** As written by people, comments included. */
  readonly text: string;
}

interface TargetFolder extends Read {
  readonly files: FolderFiles;
  /** Files beside it that look as if they were meant to be read and are not. */
  readonly strays: readonly string[];
  readonly paths: FolderPaths;
}

export type Target = TargetFile | TargetFolder;

/** What is said where a file or folder cannot be read as a plan. */
type Sentence = "error.unreadable" | "import.brokenTarget";

export function unreadable(
  context: CliContext,
  path: string,
  errors: readonly FormatError[],
  sentence: Sentence = "error.unreadable",
): CliFailure {
  const lines = errors.map((error) => errorLine(error, context));
  return new CliFailure(context.t(sentence, { path }), lines, { errors });
}

/** The plan file, or the folder, at a path; undefined when there is none yet. */
export async function readTarget(context: CliContext, path: string, sentence?: Sentence): Promise<Target | undefined> {
  const folder = folderAt(context, path);
  if (folder !== undefined) {
    const found = await readFolder(context, folder);
    for (const stray of found?.strays ?? []) note(context, context.t("folder.stray", { path: stray }));
    if (found === undefined || found.files.size === 0) return undefined;
    const { files, strays } = found;
    const read = readPlanFolder(files, folder);
    if (!read.ok) throw unreadable(context, folder, read.errors, sentence);
    const { plan, derivedIdentifiers, paths } = read;
    return { path: folder, files, strays, plan, derivedIdentifiers, paths };
  }
  const text = await readTextIfThere(context, path);
  if (text === undefined) return undefined;
  const read = readPlanFile(text, path);
  if (!read.ok) throw unreadable(context, path, read.errors, sentence);
  const { plan, derivedIdentifiers } = read;
  return { path, text, plan, derivedIdentifiers };
}

/** Whether the disk still says what was read of it: somebody may have written there meanwhile. */
export async function isAsRead(context: CliContext, path: string, read: Target | undefined): Promise<boolean> {
  const folder = folderAt(context, path);
  if (folder === undefined) {
    const text = read !== undefined && "text" in read ? read.text : undefined;
    return (await readTextIfThere(context, path)) === text;
  }
  const [now, before] = [
    (await readFolder(context, folder))?.files ?? new Map<string, string>(),
    read !== undefined && "files" in read ? read.files : new Map<string, string>(),
  ];
  return now.size === before.size && [...now].every(([file, text]) => before.get(file) === text);
}

/** Writes a plan over a plan file or a folder; comments stay, and what says the same. */
export async function writeTarget(
  context: CliContext,
  path: string,
  plan: Plan,
  previous: Target | undefined,
): Promise<void> {
  const folder = folderAt(context, path);
  if (folder === undefined) {
    const text = previous !== undefined && "text" in previous ? previous.text : undefined;
    await writeOutput(context, path, writePlanFile(plan, planFileOptions(context, text)));
    return;
  }
  const before = previous !== undefined && "files" in previous ? previous.files : undefined;
  const options = { ...schemaServer(context), ...(before === undefined ? {} : { previous: before }) };
  await writeFolder(context, folder, { files: writePlanFolder(plan, options), previous: before });
}

/** The file of a folder that each object stands in, by id. */
export function filesById(target: Target | undefined): ReadonlyMap<string, string> {
  if (target === undefined || !("files" in target)) return new Map();
  const { plan, paths, path: folder } = target;
  return new Map(
    FOLDER_KINDS.flatMap(({ key }) =>
      (plan[key] as readonly { readonly id: string }[]).map(({ id }, index): [string, string] => [
        id,
        `${folder.replace(/[\\/]+$/, "")}/${paths.get(key)?.[index] ?? ""}`,
      ]),
    ),
  );
}
