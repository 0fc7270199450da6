/** The letters the product writes, in the language of whoever gets them. */

import { translator } from "../i18n/translator.ts";
import type { Language } from "../plan/plan.ts";
import { inLine, letterOf } from "./letter.ts";
import type { Letter } from "./mailer.ts";

/** An invitation to a workspace. */
export function invitationLetter(
  language: Language,
  given: {
    readonly workspace: string;
    readonly inviter: string;
    readonly role: "owner" | "admin" | "editor" | "viewer";
    readonly url: string;
    readonly days: number;
  },
): Letter {
  const t = translator(language, "mail");
  const role = translator(language, "shell")(`role.${given.role}`);
  const workspace = inLine(given.workspace);
  return letterOf({
    language,
    subject: t("invitation.subject", { workspace }),
    opening: [t("invitation.text", { inviter: inLine(given.inviter), workspace, role }), t("product")],
    link: { label: t("invitation.verb"), url: given.url },
    closing: [t("invitation.works", { days: given.days }), t("invitation.unexpected")],
  });
}

/** A workspace that is offered to one of its members. */
export function transferLetter(
  language: Language,
  given: { readonly workspace: string; readonly owner: string; readonly url: string; readonly days: number },
): Letter {
  const t = translator(language, "mail");
  const workspace = inLine(given.workspace);
  return letterOf({
    language,
    subject: t("transfer.subject", { workspace }),
    opening: [t("transfer.text", { owner: inLine(given.owner), workspace })],
    link: { label: t("transfer.verb"), url: given.url },
    closing: [t("transfer.works", { days: given.days })],
  });
}

/** A link to choose a new password: asked for by the person, or made by an owner. */
export function resetLetter(
  language: Language,
  given: { readonly email: string; readonly owner?: string; readonly url: string; readonly hours: number },
): Letter {
  const t = translator(language, "mail");
  const email = inLine(given.email);
  const opening =
    given.owner === undefined ? t("reset.asked", { email }) : t("reset.made", { email, owner: inLine(given.owner) });
  return letterOf({
    language,
    subject: t("reset.subject"),
    opening: [opening],
    link: { label: t("reset.verb"), url: given.url },
    closing: [t("reset.works", { hours: given.hours }), t("reset.unexpected")],
  });
}

/** Something that happened and concerns the person, as one sentence. */
export function notificationLetter(
  language: Language,
  given: {
    readonly sentence: string;
    /** The beginning of what was written. */
    readonly text: string | undefined;
    readonly project: string;
    readonly url: string;
    /** Where letters of this kind are ended. */
    readonly endUrl: string;
  },
): Letter {
  const t = translator(language, "mail");
  const project = inLine(given.project);
  const { sentence } = given;
  return letterOf({
    language,
    subject: t("notice.subject", { project, sentence }),
    opening: [sentence, ...(given.text === undefined ? [] : [given.text])],
    link: { label: t("notice.verb"), url: given.url },
    closing: [t("notice.why", { project }), translator(language, "notify")("letter.off", { url: given.endUrl })],
  });
}
