/**
 * Erases one person, in steps that may be repeated after a crash at any moment: the row in the plan store says who it is and
 * how far it has come, and nothing is counted as done before it is.
 */

import { forgetAnswers } from "../analysis/answer-cache.ts";
import { UserError } from "../base/error.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Erasure as Row } from "../store/prisma-client/client.ts";
import { countErased, erased, forgetApart, type Reach, setApart } from "./erasure.sql.ts";
import {
  ERASURE_PLACES,
  type ErasurePlace,
  EVENT_PLACES,
  type EventPlace,
  PLAN_PLACES,
  type Subject,
} from "./erasure.ts";
import { clearTraces, type Traces, tracesOf } from "./plan-traces.ts";
import { digestsOf, knownOf, mergedSubjects, refsOf } from "./subject.ts";

/** What is known of one place: how many rows were found, and whether they are gone. */
type Found = {
  readonly count: number;
  readonly gone: boolean;
};

export type FoundPlaces = { readonly [Place in ErasurePlace]?: Found };

const LONG = { maxSeconds: 600 } as const;

/** A row with the key of its project in the event store. */
export type ErasureRow = Row & { readonly project: { readonly number: number } };

/** A repetition finds what the one before left: what was gone already is added to, what was not is found again. */
function foundAgain(before: Found | undefined, count: number): number {
  if (before === undefined) return count;
  return before.gone ? before.count + count : Math.max(before.count, count);
}

class Run {
  readonly #id: string;
  readonly #projectId: string;
  readonly #number: number;
  readonly #project: number;
  readonly #signal: AbortSignal;
  #found: FoundPlaces;

  constructor(row: ErasureRow, signal: AbortSignal) {
    this.#id = row.id;
    this.#projectId = row.projectId;
    this.#number = row.number;
    this.#project = row.project.number;
    this.#signal = signal;
    this.#found = row.places as FoundPlaces;
  }

  async #save(data: Parameters<ReturnType<typeof planDb>["erasure"]["update"]>[0]["data"]): Promise<void> {
    await planDb().erasure.update({ where: { id: this.#id }, data });
  }

  /** A place that is about to be cleared, with what it holds. */
  async #begin(place: ErasurePlace, count: number): Promise<void> {
    this.#signal.throwIfAborted();
    this.#found = { ...this.#found, [place]: { count: foundAgain(this.#found[place], count), gone: false } };
    await this.#save({ step: place, places: this.#found });
  }

  async #end(place: ErasurePlace, more = 0): Promise<void> {
    const count = (this.#found[place]?.count ?? 0) + more;
    this.#found = { ...this.#found, [place]: { count, gone: true } };
    await this.#save({ places: this.#found });
  }

  /**
   * Between two runs of the journal: says who it is and which events go, and forgets their ids, so that whoever sends under
   * one of them from now on is somebody new.
   */
  async cut(subject: Subject): Promise<Reach> {
    const ingest = runningIngest();
    if (ingest === undefined) throw new UserError("unavailable");
    return ingest.atCut(this.#project, async (people, below) => {
      const known = await knownOf(this.#project, subject);
      const refs = refsOf(this.#project, known);
      const numbers = await people.findPeople(refs);
      const whole = mergedSubjects(known, { users: [], anonymous: [], numbers: numbers.filter((one) => one !== 0) });
      const reach: Reach = { project: this.#project, erasure: this.#number, below, subject: whole };
      const digests = await digestsOf(this.#projectId, whole);
      await eventDb().work(setApart(reach));
      await this.#save({ subject: { ...whole }, digests, cutAt: new Date() });
      await people.forgetIds(this.#project, refs, whole.numbers);
      return reach;
    });
  }

  async clearEvents(place: EventPlace, reach: Reach): Promise<void> {
    const [row] = await eventDb().query<{ n: string }>("privacy.erase", countErased(place, reach), LONG);
    const count = Number(row?.n ?? "0");
    await this.#begin(place, count);
    if (count > 0) await eventDb().remove(place, erased(place, reach));
    await this.#end(place);
  }

  async clearPlan(reach: Reach, traces: Traces): Promise<void> {
    for (const place of PLAN_PLACES) {
      await this.#begin(place, 0);
      await this.#end(place, await clearTraces(place, this.#projectId, reach, traces));
    }
  }

  /** Nothing can be read any more; former files of the event store are named until they are gone. */
  async removed(): Promise<void> {
    const left = await eventDb().formerParts(EVENT_PLACES);
    await this.#save({ state: "clearing", step: "", left, waits: "", removedAt: new Date() });
  }
}

function subjectIn(row: Pick<Row, "subject">): Subject {
  return row.subject as unknown as Subject;
}

/** Removes everything that can be read. Rejects when it cannot go on, or is told to stop: it is then begun again. */
export async function removeAll(row: ErasureRow, signal: AbortSignal): Promise<void> {
  const run = new Run(row, signal);
  const reach = await run.cut(subjectIn(row));
  const traces = await tracesOf(reach);
  await run.clearPlan(reach, traces);
  // What is asked meanwhile reads a part of what is going, and is not to be told again.
  for (const place of EVENT_PLACES) {
    await run.clearEvents(place, reach);
    forgetAnswers();
  }
  await run.removed();
}

/** How many rows a repetition would find now. */
async function foundNow(reach: Reach): Promise<number> {
  let count = 0;
  for (const place of EVENT_PLACES) {
    const [row] = await eventDb().query<{ n: string }>("privacy.erase", countErased(place, reach), LONG);
    count += Number(row?.n ?? "0");
  }
  return count;
}

/**
 * Ends an erasure once no former file of the event store is left: then nobody is named any more. True when it is over. What
 * came in by another way meanwhile (a release that had read it before) is removed first.
 */
export async function endErasure(row: ErasureRow): Promise<boolean> {
  const former = new Set(await eventDb().formerParts(EVENT_PLACES));
  const left = row.left.filter((part) => former.has(part));
  if (left.length > 0) {
    if (left.length < row.left.length) await planDb().erasure.update({ where: { id: row.id }, data: { left } });
    return false;
  }
  const reach: Reach = { project: row.project.number, erasure: row.number, below: 0, subject: subjectIn(row) };
  if ((await foundNow(reach)) > 0) {
    await planDb().erasure.update({ where: { id: row.id }, data: { state: "running" } });
    return false;
  }
  await eventDb().command(forgetApart(row.number));
  const ids = subjectIn(row).users.length + subjectIn(row).anonymous.length;
  await planDb().erasure.update({
    where: { id: row.id },
    data: { state: "done", subject: { ids }, left: [], finishedAt: new Date() },
  });
  return true;
}

/** Places that are cleared, and how many there are. */
export function progressOf(places: FoundPlaces): { readonly cleared: number; readonly places: number } {
  return { cleared: ERASURE_PLACES.filter((place) => places[place]?.gone).length, places: ERASURE_PLACES.length };
}
