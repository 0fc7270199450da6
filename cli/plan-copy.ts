/** A plan file that follows a branch: the file, and beside it the plan of the branch as it was when they last agreed. */

import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { readPlanFile } from "../lib/format/plan-file/read.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { canonicalJson } from "../lib/plan/canonical-json.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { planSchema } from "../lib/plan/schema.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { errorLine, planFileOptions, readTextIfThere, writeOutput } from "./output.ts";
import { parseReference } from "./plan-source.ts";

const baseSchema = z.object({ project: z.string(), branch: z.string(), plan: planSchema });

/** What both sides had in common the last time. */
export interface Base {
  /** The project's slug. */
  readonly project: string;
  readonly branch: string;
  readonly plan: Plan;
}

export interface Copy {
  readonly path: string;
  /** As written by people, comments included. */
  readonly text: string;
  readonly plan: Plan;
}

export function samePlans(a: Plan, b: Plan): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

export function targetOf({ project, branch }: Pick<Base, "project" | "branch">): string {
  return `${project}@${branch}`;
}

/** The branch that `slug[@branch]` names; `main` unless said. */
export function branchReference(context: CliContext, text: string): { readonly slug: string; readonly branch: string } {
  const reference = parseReference(context, text);
  if ("file" in reference || /^\d+$/.test(reference.at ?? "")) throw new CliFailure(context.t("pull.needsBranch"));
  return { slug: reference.slug, branch: reference.at ?? "main" };
}

/** The plan file; undefined when there is none. */
export async function readCopy(context: CliContext, path: string): Promise<Copy | undefined> {
  const text = await readTextIfThere(context, path);
  if (text === undefined) return undefined;
  const read = readPlanFile(text, path);
  if (read.ok) return { path, text, plan: read.plan };
  const lines = read.errors.map((error) => errorLine(error, context));
  throw new CliFailure(context.t("error.unreadable", { path }), lines, { errors: read.errors });
}

/** Kept beside the file, and with it in the repository: everybody then merges from the same state. */
function basePath(path: string): string {
  return join(dirname(path), `.${basename(path)}.base.json`);
}

/** The common state of the file and a branch of this project; undefined when the file never followed one. */
export async function readBase(context: CliContext, path: string, project: string): Promise<Base | undefined> {
  const { t } = context;
  const text = await readTextIfThere(context, basePath(path));
  if (text === undefined) return undefined;
  const parsed = baseSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new CliFailure(t("pull.badBase", { path: basePath(path) }));
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
  { path, plan, previous }: { readonly path: string; readonly plan: Plan; readonly previous: Copy | undefined },
  base: Base,
): Promise<void> {
  if (previous === undefined || !samePlans(previous.plan, plan)) {
    await writeOutput(context, path, writePlanFile(plan, planFileOptions(context, previous?.text)));
  }
  await writeOutput(context, basePath(path), `${canonicalJson(base)}\n`);
}
