/**
 * Writing what a replay changes, a batch of events at a time: first the judgements that stand from now on, then what analysis
 * reads of them. A crash in between leaves judgements without their rows: `finishBatch` writes the last batch again.
 */

import { UserError } from "../base/error.ts";
import { eventDb } from "../store/event-db.ts";
import type { CallKind } from "./call.ts";
import type { Disposition, Environment } from "./disposition.ts";
import type { Enforced } from "./enforce.ts";
import { heldTraits } from "./judge.ts";
import { isKept, keptEventId } from "./kept-call.ts";
import { type LinkedRow, lastBatch, linkAgain, linkedBy, ofEvents, type StoredRow, type UidRow } from "./replay.sql.ts";
import { type Effect, hasTraits } from "./replay-effect.ts";
import { type JudgedAgain, LONG, standing, storedRuns } from "./replay-walk.ts";
import { storedInstant } from "./row.ts";
import type { Release } from "./row-building.ts";
import { runningIngest } from "./running-ingest.ts";
import { transformedText } from "./transform.ts";

/** An event whose effective verdict changes. */
export interface Changed extends JudgedAgain {
  readonly effect: Effect;
}

/** Events whose rows are built at once. */
const BUILT = 1_000;

function reverdictLine(project: number, id: string, at: number, { row, call, later }: Changed): string {
  const keptIn = isKept(later);
  const kept = row.disposition === "analysis" ? "held" : row.disposition;
  return JSON.stringify({
    project,
    uid: Number(row.uid),
    revision: Number(row.revision) + 1,
    reverdict_id: id,
    judged_at: storedInstant(at),
    plan_version: later.planVersion,
    event_id: keptEventId(later) ?? "",
    verdict: later.verdict,
    disposition: keptIn ? "analysis" : kept,
    traits_held: hasTraits(call) ? heldTraits(call, later).size : 0,
    violations: JSON.stringify(later.violations),
    transformed: transformedText(later.transformed),
  });
}

interface Written {
  readonly row: StoredRow;
  readonly judgement: Enforced;
  /** Of the judgement. */
  readonly revision: number;
  /** What analysis had of the event is gone, and is told anew. */
  readonly rewritten: boolean;
}

function releaseOf(project: number, { row, judgement, revision, rewritten }: Written): Release {
  const arrived = row.arrived as Disposition;
  return {
    uid: Number(row.uid),
    project,
    source: row.source,
    environment: row.environment as Environment,
    // The mode decided what was kept out; nothing is decided by it any more.
    mode: "observe",
    receivedAt: Number(row.at),
    instant: Number(row.instant),
    kind: row.call_type as CallKind,
    judgement,
    raw: row.raw,
    revision,
    keptAs: arrived === "analysis" ? "held" : arrived,
    rewritten,
  };
}

/** Tables of analysis, and of what is kept out of it, that a call of some kind has rows in. */
const OF_EVENTS = ["events", "identity_links"] as const;
const OF_TRAITS = ["traits", "traits_held", "identity_links"] as const;

function isTraits({ row }: Written): boolean {
  return hasTraits({ kind: row.call_type as CallKind });
}

/** Removes what analysis has of these events; resolves to the anonymous people that are to be linked again. */
async function takeOut(project: number, gone: readonly Written[]): Promise<readonly number[]> {
  const uids = gone.map(({ row }) => Number(row.uid));
  const statement = linkedBy(project, uids);
  const linked = await eventDb().query<LinkedRow>("ingest.replay links", statement, LONG);
  const tables = new Set([...(gone.every(isTraits) ? [] : OF_EVENTS), ...(gone.some(isTraits) ? OF_TRAITS : [])]);
  if (linked.length === 0) tables.delete("identity_links");
  for (const table of tables) await eventDb().remove(table, ofEvents(project, uids));
  return linked.map(({ anonymous }) => anonymous);
}

/** Writes what analysis reads of a batch; resolves to how many events the event store refused. */
async function writeRows(project: number, token: string, batch: readonly Written[]): Promise<number> {
  const ingest = runningIngest();
  if (ingest === undefined) throw new UserError("unavailable");
  const gone = batch.filter(({ rewritten }) => rewritten);
  const anonymous = gone.length === 0 ? [] : await takeOut(project, gone);
  if (anonymous.length > 0) await ingest.forgetLinks(project, anonymous);
  let refused = 0;
  for (let at = 0; at < batch.length; at += BUILT) {
    const part = batch.slice(at, at + BUILT);
    const name = `${token}:${part[0]?.row.uid ?? 0}-${part.at(-1)?.row.uid ?? 0}:${part.length}`;
    const built = await ingest.release(
      part.map((item) => releaseOf(project, item)),
      name,
    );
    refused += built.refused;
  }
  if (anonymous.length > 0) {
    // What came in between told no link that seemed to be known.
    await ingest.settled();
    await eventDb().work(linkAgain(project, anonymous));
  }
  return refused;
}

/** Resolves to how many events of the batch the event store refused; they are kept out and say why. */
export async function applyBatch(project: number, id: string, batch: readonly Changed[]): Promise<number> {
  const [first, last] = [batch[0]?.row.uid, batch.at(-1)?.row.uid];
  if (first === undefined || last === undefined) return 0;
  const now = Date.now();
  const lines = batch.map((item) => `${reverdictLine(project, id, now, item)}\n`).join("");
  await eventDb().insert("reverdicts", Buffer.from(lines), { token: `r:${id}:${first}-${last}:${batch.length}` });
  const written = batch.map(({ row, later, effect }) => ({
    row,
    judgement: later,
    revision: Number(row.revision) + 1,
    rewritten: effect !== "added",
  }));
  return writeRows(project, `r:${id}`, written);
}

/** Writes the last batch of an interrupted replay again: whatever of it is in is taken out first, so that nothing is twice. */
export async function finishBatch(project: number, id: string, signal?: AbortSignal): Promise<void> {
  const uids = await eventDb().query<UidRow>("ingest.replay resume", lastBatch(project, id), LONG);
  const batch: Written[] = [];
  for await (const run of storedRuns(uids, project)) {
    signal?.throwIfAborted();
    for (const row of run)
      batch.push({ row, judgement: standing(row), revision: Number(row.revision), rewritten: true });
  }
  // A token of its own: what was inserted under the first one is gone now.
  if (batch.length > 0) await writeRows(project, `r:${id}:${Date.now()}`, batch);
}
