"use server";

import { refresh } from "next/cache";
import { ERROR_TABLE, isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { findTemplate } from "../../../../../../lib/template/catalogue.ts";
import { applyTemplate, freeBranchName } from "../../../../../../lib/template/store-apply.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import type { ApplyAnswer } from "./apply-answer.ts";

const REFUSALS: ReadonlySet<string> = new Set(["stale_revision", "invalid_input", "conflict"]);

/** Adds what a template has to a branch; without one, to a new branch. */
export async function applyTemplateAction(slug: string, key: string, branch: string | undefined): Promise<ApplyAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const template = findTemplate(String(key));
  if (template === undefined) throw new UserError("not_found");
  try {
    const target = branch === undefined ? await freeBranchName(project, template) : String(branch);
    const applied = await applyTemplate(project, { template, language }, target, template.name[language] ?? "");
    refresh();
    return { ok: true, branch: applied.branch, changes: applied.changes.length };
  } catch (error) {
    if (!isUserError(error) || !REFUSALS.has(error.code)) throw error;
    const errors = refusals(error, language).map((one) => `${one.text} ${one.path}`.trim());
    return { ok: false, text: ERROR_TABLE[error.code][language], errors };
  }
}
