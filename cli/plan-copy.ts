/** A plan file, or a folder of them, that follows a branch: what is written, and beside it the plan of the branch as it was when they last agreed. */

import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { canonicalJson } from "../lib/plan/canonical-json.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { planSchema } from "../lib/plan/schema.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { readTextIfThere, writeOutput } from "./output.ts";
import { folderAt } from "./plan-folder.ts";
import { parseReference } from "./plan-source.ts";
import { type Target, writeTarget } from "./plan-target.ts";

const baseSchema = z.object({ project: z.string(), branch: z.string(), plan: planSchema });

/** What both sides had in common the last time. */
export interface Base {
  /** The project's slug. */
  readonly project: string;
  readonly branch: string;
  readonly plan: Plan;
}

export function samePlans(a: Plan, b: Plan): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

export function targetOf({ project, branch }: Pick<Base, "project" | "branch">): string {
  return `${project}@${branch}`;
}

export interface BranchReference {
  readonly slug: string;
  readonly branch: string;
}

/** The branch that `slug[@branch]` names; `main` unless said. */
export function branchReference(context: CliContext, text: string): BranchReference {
  const reference = parseReference(context, text);
  if ("file" in reference || /^\d+$/.test(reference.at ?? "")) throw new CliFailure(context.t("pull.needsBranch"));
  return { slug: reference.slug, branch: reference.at ?? "main" };
}

/** Kept beside the file, or in the folder, and with it in the repository: everybody then merges from the same state. */
function basePath(context: CliContext, path: string): string {
  const folder = folderAt(context, path);
  if (folder !== undefined) return join(folder, ".base.json");
  return join(dirname(path), `.${basename(path)}.base.json`);
}

/** The common state of the file and a branch of this project; undefined when the file never followed one. */
export async function readBase(context: CliContext, path: string, project: string): Promise<Base | undefined> {
  const { t } = context;
  const text = await readTextIfThere(context, basePath(context, path));
  if (text === undefined) return undefined;
  const parsed = baseSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new CliFailure(t("pull.badBase", { path: basePath(context, path) }));
  if (parsed.data.project !== project) {
    throw new CliFailure(t("pull.otherProject", { path, project: parsed.data.project }));
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the plan over the file, whose comments stay, and what both sides have in common from now on. */
export async function writeCopy(
  context: CliContext,
  { path, plan, previous }: { readonly path: string; readonly plan: Plan; readonly previous: Target | undefined },
  base: Base,
): Promise<void> {
  // A file that says the same stays as people wrote it; in a folder each of them does, once it holds its id.
  const stays = previous !== undefined && "text" in previous && samePlans(previous.plan, plan);
  if (!stays) await writeTarget(context, path, plan, previous);
  await writeBase(context, path, base);
}

/** In one order and a line for each value: it is committed, and its differences are read with the others. */
export async function writeBase(context: CliContext, path: string, base: Base): Promise<void> {
  await writeOutput(context, basePath(context, path), `${JSON.stringify(JSON.parse(canonicalJson(base)), null, 2)}\n`);
}
