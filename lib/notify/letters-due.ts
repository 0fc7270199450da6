/** Notifications as letters, where a mail server is configured and the person wants one. Nobody waits, and none is thrown. */

import { readEnv } from "../base/env.ts";
import { log } from "../base/log.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { processState } from "../base/process-state.ts";
import { inLine } from "../mail/letter.ts";
import { notificationLetter } from "../mail/letters.ts";
import { isMailOn, type MailOutcome, sendLetter } from "../mail/mailer.ts";
import type { Language } from "../plan/plan.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import { inBackground } from "./background.ts";
import type { NotificationPayload } from "./happening.ts";
import { noticePath, noticeSentence, noticeText } from "./notice-sentence.ts";
import { isPaused, preferenceOf } from "./preference.ts";
import { endLinks } from "./unsubscribe.ts";

const MINUTE_MS = 60_000;
/** How long a letter may take before another process may send it. */
const CLAIM_MS = 2 * MINUTE_MS;
/** A mail server that fails is tried again, ever later; after that the bell must do. */
const BACKOFF_MS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
/** At most two letters at a time in the whole process: a mail server takes what it can, and nothing else waits for it. */
const AT_ONCE = 2;

interface Waiting {
  readonly id: string;
  readonly mailTries: number;
}

/** Takes the next letter that is due, for a while. */
async function claimNext(now: number): Promise<Waiting | undefined> {
  const [row] = await planDb().$queryRaw<Waiting[]>`
    update "Notification" set "mailNextAt" = ${new Date(now + CLAIM_MS)}, "mailTries" = "mailTries" + 1
    where "id" = (
      select "id" from "Notification" where "mailNextAt" <= ${new Date(now)}
      order by "mailNextAt", "id" limit 1 for update skip locked)
    returning "id", "mailTries"`;
  return row;
}

async function write(id: string, now: number): Promise<MailOutcome> {
  // Whoever left while the letter waited is written to no more.
  const row = await planDb().notification.findUnique({
    where: { id, person: { disabledAt: null } },
    include: { person: true, project: true },
  });
  if (row === null) return "off";
  const { person, project, projectId, personId } = row;
  const { workspaceId } = project;
  const member = await planDb().membership.findFirst({ where: { workspaceId, personId, ...inForce() } });
  const kind = row.kind as NotificationKind;
  const wanted = await preferenceOf(personId, projectId);
  if (member === null || isPaused(wanted, now) || !wanted.channels[kind].includes("mail")) return "off";
  const payload = row.payload as unknown as NotificationPayload;
  const language: Language = person.language === "fr" ? "fr" : "en";
  const end = await endLinks(language, { personId, projectId, kind });
  const letter = notificationLetter(language, {
    sentence: noticeSentence(language, { kind, payload }, inLine),
    text: noticeText(language, payload),
    project: project.name,
    url: `${readEnv().publicUrl}/${language}${noticePath(project.slug, { kind, payload })}`,
    endUrl: end.page,
  });
  return sendLetter(person.email, { ...letter, headers: end.headers });
}

async function sendNext(now: number): Promise<boolean> {
  const next = await claimNext(now);
  if (next === undefined) return false;
  const outcome = await write(next.id, now).catch((error: unknown): MailOutcome => {
    log().error({ origin: "notify", err: error }, "a notification could not be mailed");
    return "failed";
  });
  const wait = outcome === "failed" ? BACKOFF_MS[next.mailTries - 1] : undefined;
  const mailNextAt = wait === undefined ? null : new Date(now + wait);
  await planDb().notification.updateMany({ where: { id: next.id }, data: { mailNextAt } });
  return true;
}

async function sendAll(now: number, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted && (await sendNext(now)));
}

/** Sends every letter that is due at the instant. Without a mail server none waits for one. */
export async function sendLetters(now: number, stopping?: AbortSignal): Promise<void> {
  if (isMailOn()) return sendAll(now, stopping);
  await planDb().notification.updateMany({ where: { mailNextAt: { not: null } }, data: { mailNextAt: null } });
}

/** Sends what was written just now, without waiting for it; what is left over is sent by and by. */
export function mailAtOnce(count: number): void {
  if (count === 0 || !isMailOn()) return;
  const post = processState("notificationPost", () => ({ going: 0 }));
  for (let more = Math.min(count, AT_ONCE); more > 0 && post.going < AT_ONCE; more--) {
    inBackground("letters", (stopping) => {
      post.going += 1;
      return sendAll(Date.now(), stopping).finally(() => {
        post.going -= 1;
      });
    });
  }
}
