/** Applying a template to a branch of a project, and seeing what that would change. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { type Change, diffPlans } from "../plan/diff.ts";
import { editsBetween } from "../plan/edit-between.ts";
import type { Language, Plan } from "../plan/plan.ts";
import { loadPlan, MAIN } from "../plan/store.ts";
import { createBranch, listBranches } from "../plan/store-branch.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { planWithTemplate } from "./apply.ts";
import type { Template } from "./build.ts";

/** A template, and the language of what it says in one text alone. */
export interface ChosenTemplate {
  readonly template: Template;
  readonly language: Language;
}

export interface TemplateChange {
  readonly branch: string;
  readonly revision: number;
  readonly changes: readonly Change[];
  /** What the outcome is, or would be. */
  readonly plan: Plan;
}

/** A name that begins so and no branch of the project has had. */
export async function freeDraftName(project: AuthorizedProject, stem: string): Promise<string> {
  const taken = new Set((await listBranches(project)).map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? "" : `-${number}`}`;
    if (!taken.has(name)) return name;
  }
}

export function freeBranchName(project: AuthorizedProject, template: Template): Promise<string> {
  return freeDraftName(project, `${template.key}-template`);
}

/** What the template would change on a branch; on `main` where there is none of that name. Writes nothing. */
export async function previewTemplate(
  project: AuthorizedProject,
  { template, language }: ChosenTemplate,
  branch: string = MAIN,
): Promise<TemplateChange> {
  const exists = (await listBranches(project)).some(({ name }) => name === branch);
  const { plan: current, revision } = await loadPlan(project, exists ? branch : MAIN);
  const plan = planWithTemplate(current, template, language);
  return { branch, revision, changes: diffPlans(current, plan), plan };
}

/** Adds what the template has to a branch, made from `main` when there is none of that name. */
export async function applyTemplate(
  project: AuthorizedProject,
  { template, language }: ChosenTemplate,
  branch: string,
  title = "",
): Promise<TemplateChange> {
  const exists = (await listBranches(project)).some(({ name }) => name === branch);
  if (!exists) await createBranch(project, { name: branch, title });
  const { plan: current, revision: expectedRevision } = await loadPlan(project, branch);
  const plan = planWithTemplate(current, template, language);
  const edits = editsBetween(current, plan);
  const told = { branch, changes: diffPlans(current, plan), plan };
  if (edits.length === 0) return { ...told, revision: expectedRevision };
  const { revision } = await commitEdits(project, branch, { expectedRevision, edits, tolerant: true });
  return { ...told, revision };
}
