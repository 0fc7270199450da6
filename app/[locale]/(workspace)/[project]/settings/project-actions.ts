"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { workspaceOf } from "../../../../../lib/access/authorize.ts";
import { createProject, updateProject } from "../../../../../lib/access/project.ts";
import { renameWorkspace } from "../../../../../lib/access/workspace.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";

const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

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
  await updateProject(project, change, weekStart === undefined ? begun : { ...begun, weekStart: Number(weekStart) });
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
