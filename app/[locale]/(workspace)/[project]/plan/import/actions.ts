"use server";

import { refresh } from "next/cache";
import { ERROR_TABLE, isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { writePlan } from "../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES, type FormatName } from "../../../../../../lib/format/format.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../../lib/plan/store-commit.ts";
import { importPlan } from "../../../../../../lib/plan/store-import.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { findingScope } from "../branch-view.ts";
import { refusals } from "../commit-answer.ts";
import type { ImportPreview, ImportResult, LossView } from "./import-answer.ts";
import { previewOf, unreadable } from "./preview-import.ts";
import { headersFound, optionsOf, readImport, readImportForm } from "./read-import.ts";
import { keepMapping } from "./remembered-mapping.ts";

/** What the given files would change. Writes nothing. */
export async function previewImportAction(slug: string, branch: string, form: FormData): Promise<ImportPreview> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const request = await readImportForm(form);
  const { plan } = await loadPlan(project, branch);
  const read = await readImport(project, request, language);
  const { result } = read;
  if (!result.ok) return unreadable(read, language, request.files);
  const preview = await importPlan(project, branch, result.plan, optionsOf(request.mode, result));
  return previewOf({ ...read, result }, preview, plan, await findingScope(project, language, plan));
}

const REFUSALS: ReadonlySet<string> = new Set(["stale_revision", "invalid_input", "conflict"]);

/** Imports what was previewed, provided nothing it touches was changed since. */
export async function runImportAction(slug: string, branch: string, form: FormData): Promise<ImportResult> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const request = await readImportForm(form);
  const { result, mapping } = await readImport(project, request, language);
  if (!result.ok) {
    const errors = result.errors.map((error) => error.message[language]);
    return { ok: false, text: ERROR_TABLE.invalid_input[language], errors };
  }
  const { edits, changes } = await importPlan(project, branch, result.plan, optionsOf(request.mode, result));
  try {
    await commitEdits(project, branch, { expectedRevision: request.revision, edits, tolerant: true });
  } catch (error) {
    if (!isUserError(error) || !REFUSALS.has(error.code)) throw error;
    const errors = refusals(error, language).map((one) => `${one.text} ${one.path}`);
    return { ok: false, text: ERROR_TABLE[error.code][language], errors };
  }
  if (mapping) await keepMapping(project, await headersFound(request.files), mapping);
  refresh();
  return { ok: true, changes: changes.length };
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
