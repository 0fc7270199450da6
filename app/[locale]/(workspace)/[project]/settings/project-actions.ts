"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { workspaceOf } from "../../../../../lib/access/authorize.ts";
import { createProject, updateProject } from "../../../../../lib/access/project.ts";
import { renameWorkspace } from "../../../../../lib/access/workspace.ts";
import { isUserError, UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";
import { weekdays } from "./weekdays.ts";

const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** The week start that somebody else set meanwhile, as the form writes it. */
function inWords(error: unknown): unknown {
  if (!isUserError(error) || error.code !== "stale_revision") return error;
  const { weekStart } = error.data.stored as Readonly<Record<string, unknown>>;
  const said = (language: Language): string => {
    const value = weekdays(language).find((day) => day.value === String(weekStart))?.label ?? "";
    return translator(language, "source")("settings.stale", { value });
  };
  const fields = error.fields.map((field) =>
    field.path === "weekStart" ? { path: field.path, en: said("en"), fr: said("fr") } : field,
  );
  return new UserError(error.code, { fields, data: error.data });
}

/** Name, time zone, week start and currency of the project. */
export const updateProjectAction = formAction(async (form, language) => {
  const change = {
    name: form.required("name"),
    timeZone: form.required("timeZone"),
    weekStart: Number(form.choice("weekStart", WEEKDAYS)),
    currency: form.required("currency").toUpperCase(),
  };
  const { weekStart, ...begun } = form.begun();
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const from = weekStart === undefined ? begun : { ...begun, weekStart: Number(weekStart) };
  await updateProject(project, change, from).catch((error: unknown) => {
    throw inWords(error);
  });
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** The workspace's name. */
export const renameWorkspaceAction = formAction(async (form, language) => {
  const name = form.required("name");
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await renameWorkspace(await workspaceOf(project), name);
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** One more project in the workspace; leads to its plan. */
export const createProjectAction = formAction(async (form, language) => {
  const input = { name: form.required("name"), timeZone: form.required("timeZone") };
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const created = await createProject(await workspaceOf(project), { ...input, currency: project.currency });
  redirect(`/${language}/${created.slug}/plan`);
});
