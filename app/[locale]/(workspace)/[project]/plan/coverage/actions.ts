"use server";

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { listUsed } from "../../../../../../lib/analysis/used-ids.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { stopCollecting } from "../../../../../../lib/plan/coverage.ts";
import type { PlacedProperty } from "../../../../../../lib/plan/rules/rule.ts";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { createBranch } from "../../../../../../lib/plan/store-branch.ts";
import { commitEdits } from "../../../../../../lib/plan/store-commit.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import type { BranchAnswer } from "../branches/branch-answer.ts";
import { refusals } from "../commit-answer.ts";
import { loadCoverage } from "./evidence.ts";

const NAMES_TRIED = 20;

/** A new branch named after the property; another number as long as the name is taken. */
async function draftFor(project: AuthorizedProject, { property }: PlacedProperty, title: string): Promise<string> {
  const plain = property.name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const base = `stop-${words.slice(0, 40) || "property"}`;
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? base : `${base}-${attempt}`;
    try {
      await createBranch(project, { name, title });
      return name;
    } catch (error) {
      if (!isUserError(error) || error.code !== "conflict" || attempt === NAMES_TRIED) throw error;
    }
  }
}

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
    const isMain = branch === MAIN;
    const draft = isMain ? await draftFor(project, found, t("idle.branchTitle", { name: found.name })) : branch;
    const expectedRevision = isMain ? (await loadPlan(project, draft)).revision : revision;
    await commitEdits(project, draft, { expectedRevision, edits: stopCollecting(found) });
    return { ok: true, branch: draft };
  } catch (error) {
    if (!isUserError(error)) throw error;
    const texts = refusals(error, language).map(({ text }) => text);
    return { ok: false, text: texts.join(" ") };
  }
}
