"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { changePassword, updateProfile } from "../../../../../../lib/access/person.ts";
import { endOwnSession, endOwnSessions, type SessionPerson } from "../../../../../../lib/access/session.ts";
import { UserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import {
  currentPerson,
  currentVisitor,
  dropSession,
  keepLanguage,
  keepSession,
} from "../../../../../_access/request.ts";

async function signedIn(): Promise<SessionPerson> {
  const person = await currentPerson();
  if (!person) throw new UserError("unauthenticated");
  return person;
}

/** Name and language of the person. */
export const updateProfileAction = formAction(async (form, language) => {
  const input = { name: form.required("name"), language: form.choice("language", LANGUAGES) };
  const person = await signedIn();
  form.settle();
  await updateProfile(person, input);
  await keepLanguage(input.language);
  if (input.language !== language)
    redirect(`/${input.language}/${encodeURIComponent(form.raw("project"))}/settings/account`);
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** A new password; every other browser is signed out. */
export const changePasswordAction = formAction(async (form, language) => {
  const input = { current: form.password("current"), next: form.password("next") };
  const person = await signedIn();
  form.settle();
  await keepSession(await changePassword(person, input, await currentVisitor()));
  refresh();
  return { message: translator(language, "settings")("account.changed") };
});

/** Signs one of the person's browsers out. */
export const endSessionAction = formAction(async (form, language) => {
  if (!(await endOwnSession(await signedIn(), form.raw("session")))) throw new UserError("not_found");
  refresh();
  return { message: translator(language, "settings")("account.ended") };
});

/** Signs every other browser out. */
export const endOtherSessionsAction = formAction(async (_, language) => {
  const count = await endOwnSessions(await signedIn(), { alsoThis: false });
  refresh();
  return { message: translator(language, "settings")("account.endedOthers", { count }) };
});

/** Signs every browser out, this one included. */
export const endAllSessionsAction = formAction(async (_, language) => {
  await endOwnSessions(await signedIn(), { alsoThis: true });
  await dropSession();
  redirect(`/${language}/sign-in`);
});
