/** The link at the end of a letter that ends letters of its kind: signed, so that it works signed out and for one person only. */

import { createHmac } from "node:crypto";
import { equalSecrets } from "../access/secret.ts";
import { readEnv } from "../base/env.ts";
import { NOTIFICATION_KINDS, type NotificationKind } from "../base/notification-kind.ts";
import type { Language } from "../plan/plan.ts";
import { installationKey } from "../store/installation-key.ts";
import { planDb } from "../store/plan-db.ts";
import { endDigest, endLetters } from "./preference.ts";

const KEY = "unsubscribe";

/** What letters a link ends: of one kind in one project, or the letter of the day. */
export interface LetterEnd {
  readonly personId: string;
  readonly kind: NotificationKind | "digest";
  /** Empty for the letter of the day. */
  readonly projectId: string;
}

async function signature(text: string): Promise<string> {
  return createHmac("sha256", await installationKey(KEY))
    .update(text, "utf8")
    .digest("base64url");
}

/** The token of a link. */
export async function letterEndToken({ personId, kind, projectId }: LetterEnd): Promise<string> {
  const text = Buffer.from(JSON.stringify([personId, kind, projectId]), "utf8").toString("base64url");
  return `${text}.${await signature(text)}`;
}

/** What a token ends; undefined when it is not one of ours. */
export async function readLetterEnd(token: string): Promise<LetterEnd | undefined> {
  const [text = "", given = "", ...rest] = token.split(".");
  if (rest.length > 0 || token.length > 1000 || !equalSecrets(await signature(text), given)) return undefined;
  const [personId, kind, projectId] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as string[];
  const known = kind === "digest" || (NOTIFICATION_KINDS as readonly (string | undefined)[]).includes(kind);
  if (personId === undefined || projectId === undefined || !known) return undefined;
  return { personId, kind: kind as LetterEnd["kind"], projectId };
}

export interface EndedLetters extends LetterEnd {
  readonly language: Language;
  /** Undefined for the letter of the day. */
  readonly project: { readonly name: string; readonly slug: string } | undefined;
}

/** Whose letters of which project a token is about; undefined where the person or the project is no more. */
export async function lettersOf(token: string): Promise<EndedLetters | undefined> {
  const end = await readLetterEnd(token);
  if (end === undefined) return undefined;
  const person = await planDb().person.findUnique({ where: { id: end.personId }, select: { language: true } });
  if (person === null) return undefined;
  const language: Language = person.language === "fr" ? "fr" : "en";
  if (end.kind === "digest") return { ...end, language, project: undefined };
  const project = await planDb().project.findUnique({
    where: { id: end.projectId },
    select: { name: true, slug: true },
  });
  return project === null ? undefined : { ...end, language, project };
}

/** Ends what the token says, or every letter of its project. Undefined when it says nothing. */
export async function endLettersBy(token: string, every = false): Promise<EndedLetters | undefined> {
  const letters = await lettersOf(token);
  if (letters === undefined) return undefined;
  const { personId, projectId, kind } = letters;
  if (kind === "digest") await endDigest(personId);
  else await endLetters(personId, projectId, every ? undefined : kind);
  return letters;
}

export interface EndLinks {
  /** The page that asks. */
  readonly page: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The link for people and the headers for their mail programs (RFC 2369 and 8058). */
export async function endLinks(language: Language, end: LetterEnd): Promise<EndLinks> {
  const token = await letterEndToken(end);
  const { publicUrl } = readEnv();
  return {
    page: `${publicUrl}/${language}/fewer-letters/${token}`,
    headers: {
      "List-Unsubscribe": `<${publicUrl}/api/fewer-letters/${token}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}
