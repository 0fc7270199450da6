"use server";

import { refresh } from "next/cache";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { closeBranch, createBranch, reopenBranch } from "../../../../../../lib/plan/store-branch.ts";
import { rebaseBranch } from "../../../../../../lib/plan/store-branch-rebase.ts";
import type { Verdict } from "../../../../../../lib/review/review.ts";
import {
  askForReview,
  dismissRequest,
  giveVerdict,
  mergeReviewed,
  withdrawReview,
} from "../../../../../../lib/review/store.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import type { BranchAnswer, Decided } from "./branch-answer.ts";
import { shownConflicts } from "./shown-conflicts.ts";

/** Does something with a branch; refusals by rule are answers, everything else is thrown. */
async function answer(project: AuthorizedProject, branch: string, act: () => Promise<unknown>): Promise<BranchAnswer> {
  try {
    await act();
    // With the answer, not after it: a refresh the page asks for is dropped when the address changes at once.
    refresh();
    return { ok: true, branch };
  } catch (error) {
    if (!isUserError(error)) throw error;
    const language = await requestLanguage();
    if (error.code === "stale_revision") {
      refresh();
      const moved = error.fields.some(({ path }) => path === "");
      return { ok: false, text: translator(language, "review")(moved ? "act.moved" : "act.stale") };
    }
    if (error.code !== "conflict" && error.code !== "invalid_input" && error.code !== "rate_limited") throw error;
    refresh();
    const conflicts = (error.data.conflicts ?? []) as readonly MergeConflict[];
    if (conflicts.length > 0)
      return { ok: false, ...shownConflicts(conflicts, (await loadPlan(project)).plan, language) };
    return {
      ok: false,
      text: refusals(error, language)
        .map(({ text }) => text)
        .join(" "),
    };
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

export async function reopenBranchAction(slug: string, branch: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  return answer(project, branch, () => reopenBranch(project, branch));
}

export async function askReviewAction(slug: string, branch: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  return answer(project, branch, () => askForReview(project, branch));
}

export async function withdrawReviewAction(slug: string, branch: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  return answer(project, branch, () => withdrawReview(project, branch));
}

/** For the branch as it was at that revision. */
export async function verdictAction(
  slug: string,
  branch: string,
  given: { readonly verdict: Verdict; readonly text: string; readonly revision: number },
): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  const verdict = given.verdict === "approve" ? "approve" : "request_changes";
  const expectedRevision = Number(given.revision);
  return answer(project, branch, () =>
    giveVerdict(project, branch, { verdict, text: String(given.text), expectedRevision }),
  );
}

/** Brings main's changes into the branch, with what was decided on fields both changed and the revisions it was decided on. */
export async function rebaseBranchAction(
  slug: string,
  branch: string,
  decided: Decided | undefined,
): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  const { decisions, revisions } = decided ?? {};
  return answer(project, branch, () =>
    rebaseBranch(project, branch, {
      decisions,
      expectedRevision: revisions?.branch,
      expectedMainRevision: revisions?.main,
    }),
  );
}

/** Ends what somebody asked to be changed, for whoever cannot look again. */
export const dismissRequestAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "admin");
  await dismissRequest(project, form.raw("branch"), form.raw("person"));
  refresh();
  return { message: translator(language, "review")("act.dismissed", { name: form.text("name") }) };
});
