/** Values of an erased person in the plan store: samples of back-tests, what was told of violations, notes that name them. */

import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { apartAmong, erasedInstants, type Reach, receivedTexts } from "./erasure.sql.ts";
import type { PlanPlace } from "./erasure.ts";

/** Stands where a text named somebody. */
const GONE = "•••";
/** Shorter texts stand in half of all sentences, and name nobody. */
const SHORTEST = 4;
const MOST_TEXTS = 1_000;

export interface Traces {
  /** The ids of the person. */
  readonly names: readonly string[];
  /** What was received of them and broke the plan, as JSON. */
  readonly received: readonly string[];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Whole words only: an id must not be found within a longer one. */
function pattern(texts: readonly string[]): string {
  const parts = texts.map((text) => text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"));
  return `(?<![[:alnum:]_@-])(${parts.join("|")})(?![[:alnum:]_@-])`;
}

/** Read while the events are still there. */
export async function tracesOf(reach: Reach): Promise<Traces> {
  const { users, anonymous } = reach.subject;
  const rows = await eventDb().query<{ received: string }>("privacy.traces", receivedTexts(reach, MOST_TEXTS));
  const long = (text: string): boolean => text.length >= SHORTEST;
  return {
    names: [...users, ...anonymous].filter(long),
    received: rows.map(({ received }) => received).filter(long),
  };
}

interface Kept {
  readonly samples?: readonly { readonly receivedAt: number }[];
}

/** Samples have no id of their own: those that arrived in the same thousandth of a second go with them. */
async function clearSamples(projectId: string, reach: Reach): Promise<number> {
  // One that is under way has read them already, and is not to write them down.
  await planDb().backtest.updateMany({
    where: { projectId, state: "running" },
    data: { state: "cancelled", finishedAt: new Date() },
  });
  const rows = await planDb().backtest.findMany({ where: { projectId, state: "done" }, select: { id: true } });
  let cleared = 0;
  for (const { id } of rows) {
    const row = await planDb().backtest.findUnique({ where: { id }, select: { result: true } });
    const result = row?.result as (Kept & object) | null | undefined;
    const samples = result?.samples ?? [];
    if (samples.length === 0) continue;
    const instants = [...new Set(samples.map(({ receivedAt }) => receivedAt))];
    const gone = await eventDb().query<{ at: string }>("privacy.samples", erasedInstants(reach, instants));
    if (gone.length === 0) continue;
    const at = new Set(gone.map((one) => Number(one.at)));
    const left = samples.filter(({ receivedAt }) => !at.has(receivedAt));
    await planDb().backtest.update({
      where: { id },
      data: { result: { ...result, samples: left } as unknown as Prisma.InputJsonObject },
    });
    cleared += samples.length - left.length;
  }
  return cleared;
}

/** What a condition of the plan store looks for: both kinds of texts as they stand within JSON. */
function sought({ names, received }: Traces): string | undefined {
  // A received text is JSON already; within another text of JSON it is written once more.
  const texts = [...names.map(inJson), ...received, ...received.map(inJson)];
  return texts.length === 0 ? undefined : pattern(texts);
}

/** A signed statement cannot be changed without being signed again: the run that followed the person goes as a whole. */
async function clearRuns(projectId: string, { subject }: Reach): Promise<number> {
  const { users, anonymous } = subject;
  const { count } = await planDb().acceptanceRun.deleteMany({
    where: { projectId, subjectId: { in: [...users, ...anonymous].filter((id) => id !== "") } },
  });
  return count;
}

/** Notices of the bell and what waits to be told: they keep what they are about, and lose the sentence. */
async function clearNotices(projectId: string, traces: Traces): Promise<number> {
  const text = sought(traces);
  if (text === undefined) return 0;
  const told = await planDb().$executeRaw`update "Notification" set "payload" = "payload" - 'text'
    where "projectId" = ${projectId} and ("payload"->'text')::text ~ ${text}`;
  const waiting = await planDb().$executeRaw`update "Happening" set "payload" = "payload" - 'text'
    where "projectId" = ${projectId} and ("payload"->'text')::text ~ ${text}`;
  return told + waiting;
}

/** Messages that were sent keep that they were, not what they said; those that wait are not sent. */
async function clearMessages(projectId: string, traces: Traces): Promise<number> {
  const text = sought(traces);
  if (text === undefined) return 0;
  const own = await planDb().webhook.findMany({ where: { projectId }, select: { id: true } });
  const ids = own.map(({ id }) => id);
  return planDb().$executeRaw`update "WebhookDelivery"
    set "body" = '{}', "excerpt" = '', "nextAt" = null,
      "state" = case when "state" = 'waiting' then 'failed' else "state" end
    where "webhookId" = any(${ids}) and ("body" ~ ${text} or "excerpt" ~ ${text})`;
}

/** Numbers of refused events that are looked up at once. */
const REFUSED_AT_ONCE = 10_000;

/** What destinations answered to an event of theirs goes with the event, and an answer that quotes one is left empty. */
async function clearRefusals(projectId: string, reach: Reach, traces: Traces): Promise<number> {
  const own = await planDb().destination.findMany({ where: { projectId }, select: { id: true } });
  const ids = own.map(({ id }) => id);
  if (ids.length === 0) return 0;
  let cleared = 0;
  let after = -1n;
  for (;;) {
    const rows = await planDb().destinationDead.findMany({
      where: { destinationId: { in: ids }, uid: { gt: after } },
      orderBy: { uid: "asc" },
      distinct: ["uid"],
      select: { uid: true },
      take: REFUSED_AT_ONCE,
    });
    const last = rows.at(-1);
    if (last === undefined) break;
    const statement = apartAmong(
      reach,
      rows.map(({ uid }) => uid.toString()),
    );
    const gone = await eventDb().query<{ uid: string }>("privacy.refused", statement);
    const theirs = { destinationId: { in: ids }, uid: { in: gone.map(({ uid }) => BigInt(uid)) } };
    cleared += (await planDb().destinationDead.deleteMany({ where: theirs })).count;
    after = last.uid;
  }
  const text = sought(traces);
  if (text === undefined) return cleared;
  const told = await planDb().$executeRaw`update "DestinationDead" set "reason" = ''
    where "destinationId" = any(${ids}) and "reason" ~ ${text}`;
  const latest = await planDb().$executeRaw`update "Destination" set "excerpt" = ''
    where "id" = any(${ids}) and "excerpt" ~ ${text}`;
  return cleared + told + latest;
}

/** Notes and comments that people wrote keep everything but the id. */
async function clearNotes(projectId: string, { names }: Traces): Promise<number> {
  if (names.length === 0) return 0;
  const text = pattern(names);
  const notes = await planDb().$executeRaw`update "ViolationTriage"
    set "note" = regexp_replace("note", ${text}, ${GONE}, 'g')
    where "projectId" = ${projectId} and "note" ~ ${text}`;
  const comments = await planDb()
    .$executeRaw`update "Comment" set "text" = regexp_replace("Comment"."text", ${text}, ${GONE}, 'g')
    from "CommentThread" as thread, "PlanBranch" as branch
    where thread."id" = "Comment"."threadId" and branch."id" = thread."branchId"
      and branch."projectId" = ${projectId} and "Comment"."text" ~ ${text}`;
  return notes + comments;
}

/** Clears one place; resolves to how many texts were cleared. Repeated, it finds nothing more. */
export function clearTraces(place: PlanPlace, projectId: string, reach: Reach, traces: Traces): Promise<number> {
  switch (place) {
    case "backtest_samples":
      return clearSamples(projectId, reach);
    case "acceptance_runs":
      return clearRuns(projectId, reach);
    case "notices":
      return clearNotices(projectId, traces);
    case "webhook_messages":
      return clearMessages(projectId, traces).then(
        async (count) => count + (await clearRefusals(projectId, reach, traces)),
      );
    default:
      return clearNotes(projectId, traces);
  }
}
