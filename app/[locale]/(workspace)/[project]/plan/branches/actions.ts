"use server";

import { refresh } from "next/cache";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { closeBranch, createBranch } from "../../../../../../lib/plan/store-branch.ts";
import { mergeReviewed } from "../../../../../../lib/review/store.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import type { BranchAnswer } from "./branch-forms.tsx";
import { shownConflicts } from "./shown-conflicts.ts";

/** Does something with a branch; refusals by rule are answers, everything else is thrown. */
async function answer(project: AuthorizedProject, branch: string, act: () => Promise<unknown>): Promise<BranchAnswer> {
  try {
    await act();
    // With the answer, not after it: a refresh the page asks for is dropped when the address changes at once.
    refresh();
    return { ok: true, branch };
  } catch (error) {
    if (!isUserError(error) || (error.code !== "conflict" && error.code !== "invalid_input")) throw error;
    refresh();
    const language = await requestLanguage();
    const conflicts = (error.data.conflicts ?? []) as readonly MergeConflict[];
    if (conflicts.length > 0)
      return { ok: false, ...shownConflicts(conflicts, (await loadPlan(project)).plan, language) };
    return { ok: false, text: refusals(error, language)[0]?.text ?? "" };
  }
}

export async function createBranchAction(
  slug: string,
  input: { readonly name: string; readonly title: string },
): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  const name = String(input.name);
  return answer(project, name, () => createBranch(project, { name, title: String(input.title) }));
}

export async function mergeBranchAction(slug: string, branch: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  return answer(project, branch, () => mergeReviewed(project, branch));
}

export async function closeBranchAction(slug: string, branch: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  return answer(project, branch, () => closeBranch(project, branch));
}
