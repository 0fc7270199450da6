"use server";

import { redirect } from "next/navigation";
import { acceptInvitation, acceptInvitationAsNew } from "../../../lib/access/invitation.ts";
import { requestReset } from "../../../lib/access/link-mail.ts";
import { completeReset } from "../../../lib/access/one-time-link.ts";
import { signIn } from "../../../lib/access/person.ts";
import { endSession } from "../../../lib/access/session.ts";
import { completeSetUp } from "../../../lib/access/setup.ts";
import { UserError } from "../../../lib/base/error.ts";
import { isLanguage } from "../../../lib/i18n/translate.ts";
import { translator } from "../../../lib/i18n/translator.ts";
import { formAction } from "../../_access/form-action.ts";
import {
  currentPerson,
  currentVisitor,
  dropSession,
  keepSession,
  safeReturn,
  sessionToken,
} from "../../_access/request.ts";

/** E-mail and password for a session. */
export const signInAction = formAction(async (form, language) => {
  const email = form.email("email");
  const password = form.password("password");
  const back = safeReturn(form.raw("next"), language);
  form.settle();
  await keepSession(await signIn(email, password, await currentVisitor()));
  redirect(back);
});

/** A password link by mail. The answer is the same whether or not the address has an account. */
export const forgottenAction = formAction(async (form, language) => {
  const email = form.email("email");
  form.settle();
  await requestReset(email, await currentVisitor());
  return { message: translator(language, "access")("forgotten.sent", { email }) };
});

/** Ends the session of this browser. */
export async function signOut(language: string): Promise<void> {
  const token = await sessionToken();
  if (token) await endSession(token);
  await dropSession();
  redirect(`/${isLanguage(language) ? language : "en"}/sign-in`);
}

/** The first account, workspace and project. */
export const setUpAction = formAction(async (form, language) => {
  const token = form.required("token");
  const person = {
    name: form.required("name"),
    email: form.email("email"),
    password: form.password("password"),
    language,
  };
  const workspaceName = form.required("workspaceName");
  const project = {
    name: form.required("projectName"),
    timeZone: form.required("timeZone"),
    currency: form.required("currency"),
  };
  form.settle();
  const { session, projectSlug } = await completeSetUp(
    { token, person, workspaceName, project },
    await currentVisitor(),
  );
  await keepSession(session);
  redirect(`/${language}/${projectSlug}`);
});

/** Joins with a new account. */
export const joinAsNewAction = formAction(async (form, language) => {
  const input = { name: form.required("name"), password: form.password("password"), language };
  form.settle();
  await keepSession(await acceptInvitationAsNew(form.raw("secret"), input, await currentVisitor()));
  redirect(`/${language}`);
});

/** Joins as the signed-in person. */
export const joinAction = formAction(async (form, language) => {
  const person = await currentPerson();
  if (!person) throw new UserError("unauthenticated");
  await acceptInvitation(form.raw("secret"), person);
  redirect(`/${language}`);
});

/** A new password through a reset link. */
export const resetAction = formAction(async (form, language) => {
  const password = form.password("password");
  form.settle();
  await keepSession(await completeReset(form.raw("secret"), password, await currentVisitor()));
  redirect(`/${language}`);
});
