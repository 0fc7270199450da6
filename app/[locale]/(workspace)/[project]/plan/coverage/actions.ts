"use server";

import { listUsed } from "../../../../../../lib/analysis/used-ids.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { stopCollecting } from "../../../../../../lib/plan/coverage.ts";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../../lib/plan/store-commit.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { loadCoverage } from "../../../../../_evidence/plan-coverage.ts";
import type { BranchAnswer } from "../branches/branch-answer.ts";
import { refusals } from "../commit-answer.ts";
import { draftStop } from "./stop-draft.ts";

/** Drafts the deprecation of a property nothing reads: on the branch at hand, or on a new one beside `main`. */
export async function stopCollectingAction(slug: string, branch: string, property: string): Promise<BranchAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const t = translator(language, "coverage");
  const { plan, revision } = await loadPlan(project, branch);
  const { idle } = await loadCoverage(project, plan, await listUsed(project));
  const found = idle.find(({ placed, isProved }) => isProved && placed.property.id === property)?.placed;
  if (found === undefined) return { ok: false, text: t("idle.gone") };
  try {
    if (branch === MAIN) {
      return { ok: true, branch: await draftStop(project, found, t("idle.branchTitle", { name: found.name })) };
    }
    await commitEdits(project, branch, { expectedRevision: revision, edits: stopCollecting(found) });
    return { ok: true, branch };
  } catch (error) {
    if (!isUserError(error)) throw error;
    const texts = refusals(error, language).map(({ text }) => text);
    return { ok: false, text: texts.join(" ") };
  }
}
