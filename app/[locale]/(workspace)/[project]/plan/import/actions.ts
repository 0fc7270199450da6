"use server";

import { ERROR_TABLE, isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { writePlan } from "../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES, type FormatName } from "../../../../../../lib/format/format.ts";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { editsBetween } from "../../../../../../lib/plan/edit-between.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../../lib/plan/store-commit.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import type { ImportPreview, ImportResult, LossView } from "./import-answer.ts";
import { previewOf } from "./preview-import.ts";
import { headersOf, importedPlan, readImport, readImportForm } from "./read-import.ts";
import { keepMapping } from "./remembered-mapping.ts";

/** What the given files would change. Writes nothing. */
export async function previewImportAction(slug: string, branch: string, form: FormData): Promise<ImportPreview> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const request = await readImportForm(form);
  const [read, at] = await Promise.all([readImport(project, request, language), loadPlan(project, branch)]);
  return previewOf(read, request, at, language);
}

/** Imports what was previewed, provided the branch did not move on since. */
export async function runImportAction(slug: string, branch: string, form: FormData): Promise<ImportResult> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const request = await readImportForm(form);
  const [read, at] = await Promise.all([readImport(project, request, language), loadPlan(project, branch)]);
  if (!read.result.ok)
    return {
      ok: false,
      text: ERROR_TABLE.invalid_input[language],
      errors: read.result.errors.map((error) => error.message[language]),
    };
  const next = importedPlan(at.plan, read.result.plan, request.mode);
  try {
    await commitEdits(project, branch, {
      expectedRevision: request.revision,
      edits: editsBetween(at.plan, next),
      tolerant: true,
    });
  } catch (error) {
    if (!isUserError(error) || !["stale_revision", "invalid_input", "conflict"].includes(error.code)) throw error;
    return {
      ok: false,
      text: ERROR_TABLE[error.code][language],
      errors: refusals(error, language).map((one) => `${one.text} ${one.path}`),
    };
  }
  if (read.mapping) await keepMapping(project, headersOf(read.sheets), read.mapping);
  return { ok: true, changes: diffPlans(at.plan, next).length };
}

/** What a format cannot carry of the plan on a branch. */
export async function exportLossAction(slug: string, branch: string, format: string): Promise<readonly LossView[]> {
  const project = await actionProject(slug, "viewer");
  const name = FORMAT_NAMES.find((one): one is FormatName => one === format);
  if (!name) throw new UserError("not_found");
  const [{ plan }, language] = [await loadPlan(project, branch), await requestLanguage()];
  const { loss } = await writePlan(plan, name);
  return loss.map((entry) => ({ path: entry.path, text: entry.note[language] }));
}
