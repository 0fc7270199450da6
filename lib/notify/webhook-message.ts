/** What a webhook is sent: a sentence and a link for people, names and ids for programs; nothing about a person. */

import { readEnv } from "../base/env.ts";
import type { WebhookKind } from "../base/notification-kind.ts";
import { beginningOf } from "../base/storable.ts";
import { translator } from "../i18n/translator.ts";
import { inLine } from "../mail/letter.ts";
import type { Language } from "../plan/plan.ts";
import type { Concerned, HappeningPayload, NotificationPayload } from "./happening.ts";
import { dayText, noticePath, noticeText } from "./notice-sentence.ts";

export const WEBHOOK_FORMATS = ["signed", "slack"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

interface Receiver {
  readonly id: string;
  readonly format: string;
  readonly language: string;
}

interface Happened {
  readonly kind: string;
  readonly createdAt: Date;
  readonly project: { readonly slug: string; readonly name: string };
}

const NAMED = 50;
const PATH_MAX = 500;

function sentenceOf(language: Language, kind: string, payload: NotificationPayload): string {
  const t = translator(language, "notify");
  const { branch = "", subject = "", more = 0, version = 0, day } = payload;
  return t(`hook.${kind as WebhookKind}`, {
    branch: inLine(branch),
    subject: inLine(subject),
    more,
    version,
    day: day === undefined ? "" : dayText(language, day),
    // Of other kinds the text is what a person wrote.
    found: payload.alert === undefined ? "" : (noticeText(language, payload) ?? ""),
  });
}

/** Slack reads `&`, `<` and `>` as its own signs. */
function forSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function slackBody(language: Language, project: string, sentence: string, url: string): string {
  const t = translator(language, "notify");
  const label = t("hook.open");
  const text = t("hook.line", { project: forSlack(project), sentence: forSlack(sentence) });
  return JSON.stringify({
    text: `${text} ${url}`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${forSlack(project)}*\n${forSlack(sentence)}` } },
      { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: label }, url }] },
    ],
  });
}

type Whole = NotificationPayload & Required<Pick<HappeningPayload, "concerned">>;

/** Who did it, what they wrote and who owns what stays here. */
function dataOf(payload: Whole, concerned: readonly Concerned[]): object {
  const { branch, version, subject, day, fingerprint, violation, source, alert } = payload;
  const objects = concerned.slice(0, NAMED).map(({ id, name }) => ({ id, name: inLine(name) }));
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(version === undefined ? {} : { version }),
    ...(subject === undefined ? {} : { subject: inLine(subject) }),
    ...(day === undefined ? {} : { day }),
    ...(source === undefined ? {} : { source }),
    ...(alert === undefined ? {} : { alert }),
    ...(fingerprint === undefined
      ? {}
      : { violation: { fingerprint, ...violation, path: beginningOf(violation?.path ?? "", PATH_MAX) } }),
    ...(concerned.length === 0 ? {} : { objects, objectCount: concerned.length }),
  };
}

/** The message of a happening for a webhook. */
export function messageTo(receiver: Receiver, { kind, createdAt, project }: Happened, payload: Whole): string {
  const language: Language = receiver.language === "fr" ? "fr" : "en";
  const path = noticePath(project.slug, { kind: kind as WebhookKind, payload });
  const url = `${readEnv().publicUrl}/${language}${path}`;
  const sentence = sentenceOf(language, kind, payload);
  if (receiver.format === "slack") return slackBody(language, project.name, sentence, url);
  return JSON.stringify({
    type: kind,
    timestamp: createdAt.toISOString(),
    data: { project: project.slug, text: sentence, url, ...dataOf(payload, payload.concerned) },
  });
}

/** A message that says nothing but that it arrives. */
export function testMessage(receiver: Receiver, project: Happened["project"], at: Date): string {
  const language: Language = receiver.language === "fr" ? "fr" : "en";
  const sentence = translator(language, "notify")("hook.test");
  const url = `${readEnv().publicUrl}/${language}/${project.slug}/settings/webhooks/${receiver.id}`;
  if (receiver.format === "slack") return slackBody(language, project.name, sentence, url);
  return JSON.stringify({
    type: "test",
    timestamp: at.toISOString(),
    data: { project: project.slug, text: sentence, url },
  });
}
