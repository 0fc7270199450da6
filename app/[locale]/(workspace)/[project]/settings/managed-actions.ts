"use server";

import { refresh } from "next/cache";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { manageFrom, releaseManaged } from "../../../../../lib/plan/store-managed.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";

/** From now on the plan changes by pushes of a repository alone. */
export const manageFromAction = formAction(async (form, language) => {
  const given = { repository: form.required("repository"), branch: form.raw("branch"), path: form.raw("path") };
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await manageFrom(project, given);
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** Screens change the plan again. */
export const releaseManagedAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await releaseManaged(project);
  refresh();
  return { message: translator(language, "settings")("managed.released") };
});
