/** Notifications as letters, where a mail server is configured. Nobody waits for them, and none is ever thrown. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { linkAddress } from "../access/link-mail.ts";
import { log } from "../base/log.ts";
import { notificationLetter } from "../mail/letters.ts";
import { isMailOn, sendLetter } from "../mail/mailer.ts";
import { planDb } from "../store/plan-db.ts";
import type { StoredNotification } from "./notification.ts";
import { notificationPath } from "./notification-path.ts";

async function send(project: AuthorizedProject, { personId, kind, payload }: StoredNotification): Promise<void> {
  const person = await planDb().person.findUnique({ where: { id: personId } });
  if (person === null || person.disabledAt !== null) return;
  const language = person.language === "fr" ? "fr" : "en";
  const url = linkAddress(notificationPath(project.slug, payload), language);
  await sendLetter(person.email, notificationLetter(language, { kind, ...payload, project: project.name, url }));
}

/** Mails each of them, in the language of whoever it is for. */
export function mailNotifications(project: AuthorizedProject, told: readonly StoredNotification[]): void {
  if (told.length === 0 || !isMailOn()) return;
  void Promise.all(told.map((one) => send(project, one))).catch((error: unknown) => {
    log().error({ origin: "review", err: error }, "notifications could not be mailed");
  });
}
