/** Notifications as letters, where a mail server is configured. Nobody waits for them, and none is ever thrown. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { linkAddress } from "../access/link-mail.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { notificationLetter } from "../mail/letters.ts";
import { isMailOn, sendLetter } from "../mail/mailer.ts";
import { planDb } from "../store/plan-db.ts";
import type { StoredNotification } from "./notification.ts";
import { notificationPath } from "./notification-path.ts";

async function send(project: AuthorizedProject, { personId, kind, payload }: StoredNotification): Promise<void> {
  const { workspaceId } = project;
  // Whoever left while the letter waited is written to no more.
  const person = await planDb().person.findUnique({
    where: { id: personId, disabledAt: null, memberships: { some: { workspaceId } } },
  });
  if (person === null) return;
  const language = person.language === "fr" ? "fr" : "en";
  const url = linkAddress(notificationPath(project.slug, payload), language);
  await sendLetter(person.email, notificationLetter(language, { kind, ...payload, project: project.name, url }));
}

/** At most two letters at a time in the whole process: a mail server takes what it can, and nothing else waits for it. */
const AT_ONCE = 2;
/** More than a mail server takes in a while: what comes on top is read under the bell. */
const WAITING_MAX = 2000;

interface Post {
  readonly waiting: { readonly project: AuthorizedProject; readonly told: StoredNotification }[];
  going: number;
}

async function deliver(post: Post): Promise<void> {
  post.going += 1;
  try {
    for (let next = post.waiting.shift(); next !== undefined; next = post.waiting.shift()) {
      await send(next.project, next.told).catch((error: unknown) => {
        log().error({ origin: "review", err: error }, "a notification could not be mailed");
      });
    }
  } finally {
    post.going -= 1;
  }
}

/** Mails each of them, in the language of whoever it is for. */
export function mailNotifications(project: AuthorizedProject, told: readonly StoredNotification[]): void {
  if (told.length === 0 || !isMailOn()) return;
  const post = processState("notificationPost", (): Post => ({ waiting: [], going: 0 }));
  const room = Math.max(0, WAITING_MAX - post.waiting.length);
  post.waiting.push(...told.slice(0, room).map((one) => ({ project, told: one })));
  if (told.length > room) log().warn({ origin: "review", left: told.length - room }, "too many letters wait");
  while (post.going < AT_ONCE && post.waiting.length > 0) void deliver(post);
}
