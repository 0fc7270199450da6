/**
 * Writing what a replay changes, a batch of events at a time: first the judgements that stand from now on, then what analysis
 * reads of them. A crash in between leaves judgements without their rows: `finishBatch` writes the last batch again.
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import { linesOf } from "../base/byte-lines.ts";
import { UserError } from "../base/error.ts";
import type { Afar } from "../base/job-place.ts";
import { eventDb } from "../store/event-db.ts";
import { type LinkedRow, lastBatch, linkAgain, linkedBy, ofEvents, type StoredRow } from "./replay.sql.ts";
import { hasTraits } from "./replay-effect.ts";
import type { Batch, ReplayJudging } from "./replay-judging.ts";
import { releaseOf, standing } from "./replay-release.ts";
import { LONG, storedRuns } from "./replay-walk.ts";
import type { Release } from "./row-building.ts";
import { runningIngest } from "./running-ingest.ts";

/** Tables of analysis, and of what is kept out of it, that a call of some kind has rows in. */
const OF_EVENTS = ["events", "identity_links"] as const;
const OF_TRAITS = ["traits", "traits_held", "identity_links"] as const;

type Gone = Pick<Batch, "gone" | "goneTraits" | "goneEvents">;

/** Removes what analysis has of these events; resolves to the anonymous people that are to be linked again. */
async function takeOut(project: number, { gone, goneTraits, goneEvents }: Gone): Promise<readonly number[]> {
  const statement = linkedBy(project, gone);
  const linked = await eventDb().query<LinkedRow>("ingest.replay links", statement, LONG);
  const tables = new Set([...(goneEvents ? OF_EVENTS : []), ...(goneTraits ? OF_TRAITS : [])]);
  if (linked.length === 0) tables.delete("identity_links");
  for (const table of tables) await eventDb().remove(table, ofEvents(project, gone));
  return linked.map(({ anonymous }) => anonymous);
}

interface Writing {
  readonly project: number;
  readonly token: string;
  readonly gone: Gone;
  /** The next events whose rows are to be built; none at the end. */
  readonly releases: () => Promise<readonly Release[]>;
}

/** Writes what analysis reads of a batch; resolves to how many events the event store refused. */
async function writeRows({ project, token, gone, releases }: Writing): Promise<number> {
  const ingest = runningIngest();
  if (ingest === undefined) throw new UserError("unavailable");
  const anonymous = gone.gone.length === 0 ? [] : await takeOut(project, gone);
  if (anonymous.length > 0) await ingest.forgetLinks(project, anonymous);
  let refused = 0;
  for (let part = await releases(); part.length > 0; part = await releases()) {
    const name = `${token}:${part[0]?.uid ?? 0}-${part.at(-1)?.uid ?? 0}:${part.length}`;
    refused += (await ingest.release(part, name)).refused;
  }
  if (anonymous.length > 0) {
    // What came in between told no link that seemed to be known.
    await ingest.settled();
    await eventDb().work(linkAgain(project, anonymous));
  }
  return refused;
}

/** Writes what waits there. Resolves to how many events of it the event store refused; they are kept out and say why. */
export async function applyBatch(project: number, id: string, place: Afar<ReplayJudging>): Promise<number> {
  const batch = await place.batch();
  if (batch === undefined) return 0;
  const { first, last, events } = batch;
  const lines = await place.reverdicts(Date.now());
  await eventDb().insert("reverdicts", Buffer.from(lines.buffer), { token: `r:${id}:${first}-${last}:${events}` });
  return writeRows({ project, token: `r:${id}`, gone: batch, releases: place.releases });
}

/** Writes the last batch of an interrupted replay again: whatever of it is in is taken out first, so that nothing is twice. */
export async function finishBatch(project: number, id: string, signal?: AbortSignal): Promise<void> {
  const numbers = await eventDb().lines("ingest.replay resume", lastBatch(project, id), LONG);
  const parts: Release[][] = [];
  for await (const { rows } of storedRuns(numbers, project)) {
    signal?.throwIfAborted();
    const part: Release[] = [];
    for (const line of linesOf(rows)) {
      const row = JSON.parse(line) as StoredRow;
      part.push(releaseOf(project, { row, judgement: standing(row), revision: Number(row.revision), rewritten: true }));
    }
    parts.push(part);
    await nextTurn();
  }
  const again = parts.flat();
  if (again.length === 0) return;
  const [goneTraits, goneEvents] = [again.some(hasTraits), !again.every(hasTraits)];
  const gone = { gone: again.map(({ uid }) => uid), goneTraits, goneEvents };
  // A token of its own: what was inserted under the first one is gone now.
  await writeRows({ project, token: `r:${id}:${Date.now()}`, gone, releases: async () => parts.shift() ?? [] });
}
