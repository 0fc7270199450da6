/** Links that go to people by mail, where a mail server is configured; what they lead to is shown to whoever made them anyway. */

import { readEnv } from "../base/env.ts";
import { UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { invitationLetter, resetLetter, transferLetter } from "../mail/letters.ts";
import { isMailOn, type MailOutcome, sendLetter } from "../mail/mailer.ts";
import type { Language } from "../plan/plan.ts";
import { planDb } from "../store/plan-db.ts";
import type { AuthorizedWorkspace, Role } from "./authorized.ts";
import { INVITATION_DAYS } from "./invitation.ts";
import { createForgottenLink, RESET_HOURS } from "./one-time-link.ts";
import { normalizeEmail } from "./person.ts";
import { limitRate } from "./rate-limit.ts";

/** The address of a link on this installation, in a language. */
export function linkAddress(path: string, language: Language): string {
  return `${readEnv().publicUrl}/${language}${path}`;
}

/** Of the account with the address; `fallback` when there is none. */
async function languageOf(email: string, fallback: Language): Promise<Language> {
  const person = await planDb().person.findUnique({
    where: { email: normalizeEmail(email) },
    select: { language: true },
  });
  if (person === null) return fallback;
  return person.language === "fr" ? "fr" : "en";
}

/** Mails an invitation that was made, in the language of the account invited, else in the inviter's. Never throws for the mail. */
export async function mailInvitation(
  workspace: AuthorizedWorkspace,
  invitation: { readonly email: string; readonly role: Role; readonly secret: string },
  inviterLanguage: Language,
): Promise<MailOutcome> {
  if (!isMailOn()) return "off";
  const language = await languageOf(invitation.email, inviterLanguage);
  const letter = invitationLetter(language, {
    workspace: workspace.name,
    inviter: workspace.actor.name,
    role: invitation.role,
    url: linkAddress(`/invitation/${invitation.secret}`, language),
    days: INVITATION_DAYS,
  });
  return sendLetter(normalizeEmail(invitation.email), letter);
}

/** Tells a member by mail that the workspace is offered to them. Never throws for the mail. */
export async function mailTransfer(
  workspace: AuthorizedWorkspace,
  offered: { readonly email: string; readonly path: string },
): Promise<MailOutcome> {
  if (!isMailOn()) return "off";
  const language = await languageOf(offered.email, "en");
  const letter = transferLetter(language, {
    workspace: workspace.name,
    owner: workspace.actor.name,
    url: linkAddress(offered.path, language),
    days: INVITATION_DAYS,
  });
  return sendLetter(normalizeEmail(offered.email), letter);
}

/** Mails a password link that an owner made, in the language of the account. Never throws for the mail. */
export async function mailResetLink(
  workspace: AuthorizedWorkspace,
  reset: { readonly email: string; readonly path: string },
): Promise<MailOutcome> {
  if (!isMailOn()) return "off";
  const language = await languageOf(reset.email, "en");
  const letter = resetLetter(language, {
    email: reset.email,
    owner: workspace.actor.name,
    url: linkAddress(reset.path, language),
    hours: RESET_HOURS,
  });
  return sendLetter(reset.email, letter);
}

async function deliver(email: string, address: string): Promise<void> {
  const made = await createForgottenLink(email, address);
  if (made === undefined) return;
  const url = linkAddress(made.link.path, made.language);
  await sendLetter(made.email, resetLetter(made.language, { email: made.email, url, hours: RESET_HOURS }));
}

/**
 * For a visitor who forgot the password: a link by mail, where there is such an account. The answer, and how long it takes,
 * are the same where there is none; both an address and an account can ask so often only. Throws `not_found` without a mail
 * server, and `rate_limited`.
 */
export async function requestReset(email: string, visitor: { readonly address: string }): Promise<void> {
  if (!isMailOn()) throw new UserError("not_found");
  const normalized = normalizeEmail(email);
  await limitRate("forgottenAddress", visitor.address);
  await limitRate("forgottenAccount", normalized);
  // Not waited for: the time a letter takes would tell that there is someone to write to.
  void deliver(normalized, visitor.address).catch((error: unknown) => {
    log().error({ origin: "access", err: error }, "a password link could not be made");
  });
}
