"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { createCohort, deleteCohort, updateCohort } from "../../../../../lib/analysis/cohort/store.ts";
import { criterionSchema } from "../../../../../lib/analysis/question-schema.ts";
import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../_access/form-action.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";
import { actionProject } from "../../../../_access/request.ts";
import { withStoredAnew } from "../analysis/stored-anew.ts";

function criterionOf(form: FormReader) {
  const parsed = criterionSchema.safeParse(form.json("criterion"));
  if (parsed.success) return parsed.data;
  throw new UserError("bad_request", { cause: parsed.error });
}

export const createCohortAction = formAction(async (form, language) => {
  const name = form.required("name");
  const description = form.text("description", 2000);
  const template = form.text("template");
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const created = await createCohort(project, {
    name,
    description,
    criterion: criterionOf(form),
    ...(template === "" ? {} : { template }),
  });
  redirect(`/${language}/${project.slug}/cohorts/${created.id}`);
});

export const updateCohortAction = formAction(async (form, language) => {
  const name = form.required("name");
  const description = form.text("description", 2000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  await updateCohort(project, form.raw("cohort"), {
    expectedRevision: Number(form.raw("revision")),
    name,
    description,
    criterion: criterionOf(form),
  }).catch(withStoredAnew);
  refresh();
  return { message: translator(language, "cohort")("saved") };
});

export const deleteCohortAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  await deleteCohort(project, form.raw("cohort"), Number(form.raw("revision"))).catch(withStoredAnew);
  redirect(`/${language}/${project.slug}/cohorts`);
});
