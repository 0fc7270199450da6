/** The letter of the day: one per person over all their projects, at their hour, sent once, and not at all when there is nothing. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { limitRate } from "../access/rate-limit.ts";
import { log } from "../base/log.ts";
import { isMailOn, type MailOutcome, sendLetter } from "../mail/mailer.ts";
import type { Language } from "../plan/plan.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import { digestParts, type Volumes } from "./digest-content.ts";
import { digestLetter } from "./digest-letter.ts";
import { type DueDigest, latestDue } from "./digest-time.ts";
import { requirePerson } from "./preference.ts";
import { endLinks } from "./unsubscribe.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** A letter of the day that could not be sent for a day is yesterday's. */
const LATE_MS = DAY_MS;
/** Whoever comes back after holidays reads the list. */
const LONGEST_MS = 7 * DAY_MS;
/** What was told just before the hour may still be on its way into the store. */
const SETTLED_MS = 20_000;
const RETRY_MS = 10 * MINUTE_MS;

interface Reader {
  readonly id: string;
  readonly email: string;
  readonly language: string;
}

type Outcome = MailOutcome | "nothing";

async function writeTo(
  reader: Reader,
  day: string,
  asked: { readonly since: number; readonly until: number; readonly now: number; readonly volumes: Volumes },
): Promise<Outcome> {
  const parts = await digestParts(reader.id, asked);
  if (parts.length === 0) return "nothing";
  const language: Language = reader.language === "fr" ? "fr" : "en";
  const end = await endLinks(language, { personId: reader.id, kind: "digest", projectId: "" });
  return sendLetter(reader.email, {
    ...digestLetter(language, { day, parts, endUrl: end.page }),
    headers: end.headers,
  });
}

/** Up to where the letter before went. */
async function toldUntil(personId: string, before: number): Promise<number> {
  const last = await planDb().digestRun.findFirst({
    where: { personId, dueAt: { lt: new Date(before) }, state: { in: ["sent", "nothing"] } },
    orderBy: { dueAt: "desc" },
  });
  return Math.max(last?.dueAt.getTime() ?? before - DAY_MS, before - LONGEST_MS);
}

/** Whoever claims the day sends its letter; a process that dies while the mail server takes it does not send it twice. */
async function claim(personId: string, { day, at }: DueDigest, now: number): Promise<boolean> {
  const made = await planDb().digestRun.createMany({
    data: [{ personId, day, dueAt: new Date(at), state: "sending", tries: 1 }],
    skipDuplicates: true,
  });
  if (made.count > 0) return true;
  const again = await planDb().digestRun.updateMany({
    where: { personId, day, state: "waiting", nextAt: { lte: new Date(now) } },
    data: { state: "sending", tries: { increment: 1 } },
  });
  return again.count > 0;
}

async function sendOne(
  reader: Reader,
  due: DueDigest,
  { now, volumes }: { readonly now: number; readonly volumes: Volumes },
): Promise<void> {
  if (!(await claim(reader.id, due, now))) return;
  const span = { since: await toldUntil(reader.id, due.at), until: due.at, now, volumes };
  const outcome = await writeTo(reader, due.day, span).catch((error: unknown): Outcome => {
    log().error({ origin: "notify", err: error }, "a letter of the day could not be written");
    return "failed";
  });
  const failed = outcome === "failed" || outcome === "off";
  await planDb().digestRun.updateMany({
    where: { personId: reader.id, day: due.day },
    data: { state: failed ? "waiting" : outcome, nextAt: failed ? new Date(now + RETRY_MS) : null },
  });
}

/** The zone of the chosen project where the person still is in it, else of their oldest; undefined without any. */
function zoneOf(
  projects: readonly { readonly id: string; readonly timeZone: string }[],
  chosen: string | null,
): string | undefined {
  return (projects.find(({ id }) => id === chosen) ?? projects[0])?.timeZone;
}

async function projectsOf(personId: string, now: number) {
  return planDb().project.findMany({
    where: { workspace: { memberships: { some: { personId, ...inForce(new Date(now)) } } } },
    select: { id: true, timeZone: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** Sends the letters that are due, missed ones too while they are less than a day late. */
export async function sendDigests(now: number, stopping?: AbortSignal): Promise<void> {
  if (!isMailOn()) return;
  const people = await planDb().person.findMany({
    where: { disabledAt: null, digestHour: { not: null } },
    select: { id: true, email: true, language: true, createdAt: true, digestHour: true, digestProjectId: true },
  });
  const done = await planDb().digestRun.findMany({
    where: { state: { not: "waiting" }, dueAt: { gt: new Date(now - 3 * DAY_MS) } },
    select: { personId: true, day: true },
  });
  const volumes: Volumes = new Map();
  const sent = new Set(done.map(({ personId, day }) => `${personId} ${day}`));
  for (const { digestHour, digestProjectId, createdAt, ...reader } of people) {
    if (stopping?.aborted) return;
    const timeZone = zoneOf(await projectsOf(reader.id, now), digestProjectId);
    if (timeZone === undefined || digestHour === null) continue;
    const due = latestDue(timeZone, digestHour, now - SETTLED_MS);
    const isOver = now - due.at > LATE_MS || createdAt.getTime() > due.at;
    if (!isOver && !sent.has(`${reader.id} ${due.day}`)) await sendOne(reader, due, { now, volumes });
  }
}

/** The letter of the day at once, as it would be written now; the usual one comes all the same. One's own. */
export async function sendDigestNow(project: AuthorizedProject, now = Date.now()): Promise<Outcome> {
  const personId = requirePerson(project);
  if (!isMailOn()) return "off";
  await limitRate("digestNow", personId);
  const reader = await planDb().person.findUniqueOrThrow({ where: { id: personId } });
  const span = { since: await toldUntil(personId, now), until: now, now, volumes: new Map() };
  return writeTo(reader, latestDue(project.timeZone, 0, now).day, span);
}

/** What nobody asks about any more. */
export async function pruneDigests(now: number): Promise<void> {
  await planDb().digestRun.deleteMany({ where: { dueAt: { lt: new Date(now - 30 * DAY_MS) } } });
}
