"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { questionSchema } from "../../../../../lib/analysis/question-schema.ts";
import { createReport, deleteReport, updateReport } from "../../../../../lib/analysis/report-store.ts";
import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../_access/form-action.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";
import { actionProject } from "../../../../_access/request.ts";
import { withStoredAnew } from "../analysis/stored-anew.ts";

function questionOf(form: FormReader) {
  const parsed = questionSchema.safeParse(form.json("question"));
  if (parsed.success) return parsed.data;
  throw new UserError("bad_request", { cause: parsed.error });
}

export const createReportAction = formAction(async (form, language) => {
  const name = form.required("name");
  const description = form.text("description", 2000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const compared = form.raw("compared") === "on";
  const created = await createReport(project, { name, description, question: questionOf(form), compared });
  redirect(`/${language}/${project.slug}/reports/${created.id}`);
});

export const updateReportAction = formAction(async (form, language) => {
  const name = form.required("name");
  const description = form.text("description", 2000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const question = questionOf(form);
  const expectedRevision = Number(form.raw("revision"));
  const compared = form.raw("compared") === "on";
  await updateReport(project, form.raw("report"), { expectedRevision, name, description, question, compared }).catch(
    withStoredAnew,
  );
  refresh();
  return { message: translator(language, "report")("saved") };
});

export const deleteReportAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  await deleteReport(project, form.raw("report"), Number(form.raw("revision"))).catch(withStoredAnew);
  redirect(`/${language}/${project.slug}/reports`);
});
