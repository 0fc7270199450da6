/** A notification as one sentence, and where it leads. */

import type { NotificationKind, WebhookKind } from "../base/notification-kind.ts";
import { formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import type { Language } from "../plan/plan.ts";
import type { NotificationPayload } from "./happening.ts";

export interface Told {
  readonly kind: NotificationKind;
  readonly payload: NotificationPayload;
}

/** One sentence in the reader's language. `clean` makes a name from outside fit for where it stands. */
export function noticeSentence(
  language: Language,
  { kind, payload }: Told,
  clean: (name: string) => string = (name) => name,
): string {
  const t = translator(language, "notify");
  const { by = "", branch = "", subject = "", more = 0, version = 0, day } = payload;
  const key = kind === "review_asked" && payload.followed === true ? "review_asked_followed" : kind;
  return t(`kind.${key}`, {
    by: clean(by),
    branch: clean(branch),
    subject: clean(subject),
    more,
    version,
    day: day === undefined ? "" : dayText(language, day),
  });
}

/** A calendar day, YYYY-MM-DD, as the reader writes it. */
export function dayText(language: Language, day: string): string {
  return formatterOf(language).dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: "long" });
}

/** What stands below the sentence. */
export function noticeText(language: Language, { text }: NotificationPayload): string | undefined {
  return text === undefined || typeof text === "string" ? text : text[language];
}

function branchPath(slug: string, branch: string, path: string, event: string | undefined): string {
  const [kind, id] = path.split("/");
  if (branch === "main") {
    const [shown, tab] = kind === "event" && id ? [id, "&tab=comments"] : [event, ""];
    return shown ? `/${slug}/plan?event=${shown}${tab}` : `/${slug}/plan`;
  }
  const place = `/${slug}/plan/branches/${encodeURIComponent(branch)}`;
  if (kind && id) return `${place}#change-${kind}-${id}`;
  return event ? `${place}#change-event-${event}` : place;
}

/** Below the language: `/shop/plan/branches/loyalty#change-event-evt_x`. */
export function noticePath(
  slug: string,
  { kind, payload }: Omit<Told, "kind"> & { readonly kind: NotificationKind | WebhookKind },
): string {
  const { branch = "main", path = "", event, version, fingerprint, source, webhook, destination, alert } = payload;
  if (alert !== undefined) return `/${slug}/alerts/${alert}`;
  if (kind === "published") return `/${slug}/versions/${version ?? ""}`;
  if (fingerprint !== undefined) return `/${slug}/violations/${fingerprint}`;
  if (kind.startsWith("violation_")) return `/${slug}/violations`;
  if (kind === "source_silent" || kind === "ramp_rolled_back") return `/${slug}/sources/${source ?? ""}`;
  if (kind === "webhook_disabled") return `/${slug}/settings/webhooks/${webhook ?? ""}`;
  if (kind === "destination_failing") return `/${slug}/settings/destinations/${destination ?? ""}`;
  return branchPath(slug, branch, path, event);
}
