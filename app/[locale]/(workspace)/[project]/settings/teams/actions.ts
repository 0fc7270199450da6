"use server";

import { refresh } from "next/cache";
import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import type { AuthorizedWorkspace } from "../../../../../../lib/access/authorized.ts";
import { addToTeam, createTeam, deleteTeam, removeFromTeam, renameTeam } from "../../../../../../lib/access/team.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import type { FormReader } from "../../../../../_access/form-reader.ts";
import { actionProject } from "../../../../../_access/request.ts";

async function workspaceFor(form: FormReader): Promise<AuthorizedWorkspace> {
  return workspaceOf(await actionProject(form.raw("project"), "admin"));
}

export const createTeamAction = formAction(async (form, language) => {
  const name = form.required("name");
  const workspace = await workspaceFor(form);
  form.settle();
  await createTeam(workspace, { name });
  refresh();
  return { message: translator(language, "review")("teams.created", { name }) };
});

export const renameTeamAction = formAction(async (form, language) => {
  const name = form.required("name");
  const workspace = await workspaceFor(form);
  form.settle();
  await renameTeam(workspace, form.raw("team"), name);
  refresh();
  return { message: translator(language, "settings")("saved") };
});

export const deleteTeamAction = formAction(async (form, language) => {
  await deleteTeam(await workspaceFor(form), form.raw("team"));
  refresh();
  return { message: translator(language, "review")("teams.deleted", { name: form.text("name") }) };
});

export const addToTeamAction = formAction(async (form, language) => {
  const person = form.required("person");
  const workspace = await workspaceFor(form);
  form.settle();
  await addToTeam(workspace, form.raw("team"), person);
  refresh();
  return { message: translator(language, "settings")("saved") };
});

export const removeFromTeamAction = formAction(async (form, language) => {
  await removeFromTeam(await workspaceFor(form), form.raw("team"), form.raw("person"));
  refresh();
  return { message: translator(language, "review")("teams.personRemoved", { name: form.text("name") }) };
});
