/**
 * Judging what a replay reads, and making what it writes: the judgements that stand from now on as lines, and the events whose
 * rows are built anew. It runs in a thread of its own beside the accepting one, which only hands on what is made here.
 */

import { linesOf } from "../base/byte-lines.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import type { Call, CallKind } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { heldTraits } from "./judge.ts";
import { isKept, keptEventId } from "./kept-call.ts";
import { readCall } from "./read-call.ts";
import { judgeKept, type SourceRule, withHandled } from "./rejudge.ts";
import type { StoredRow } from "./replay.sql.ts";
import { type Effect, effectOf, hasTraits } from "./replay-effect.ts";
import { releaseOf, standing } from "./replay-release.ts";
import { type ReplaySample, type ReplayTally, Tallying } from "./replay-tally.ts";
import { storedInstant } from "./row.ts";
import type { Release } from "./row-building.ts";
import { transformedText } from "./transform.ts";
import { PlanValidators } from "./validate.ts";

/** Events whose rows are built at once. */
const BUILT = 1_000;

export interface ReplayJob {
  /** Of the replay. */
  readonly id: string;
  /** The project's number in the event store. */
  readonly project: number;
  /** The version that judges. */
  readonly published: PublishedPlan;
  /** By the source's number. */
  readonly rules: ReadonlyMap<number, SourceRule>;
  /** What is in analysis is judged too. Else held events are brought in, and nothing else is done to them. */
  readonly conformant: boolean;
  /** False to look only. */
  readonly applies: boolean;
  /** What an interrupted one had counted before. */
  readonly counted?: ReplayTally;
}

/** What is changed and not written yet. */
export interface Waiting {
  readonly events: number;
  readonly bytes: number;
}

/** What a batch of changes concerns. */
export interface Batch {
  /** Numbers of its first and last event. */
  readonly first: string;
  readonly last: string;
  readonly events: number;
  /** Numbers of the events of which analysis has rows already, and whether some of them are traits, or events. */
  readonly gone: readonly number[];
  readonly goneTraits: boolean;
  readonly goneEvents: boolean;
}

/** An event whose effective verdict changes. */
interface Changed {
  readonly row: StoredRow;
  readonly call: Call;
  readonly later: Enforced;
  readonly effect: Effect;
}

export class ReplayJudging {
  readonly #job: ReplayJob;
  readonly #validators: PlanValidators;
  readonly #tallying: Tallying;
  #waiting: Changed[] = [];
  #bytes = 0;
  #released = 0;

  constructor(job: ReplayJob) {
    this.#job = job;
    this.#validators = new PlanValidators(job.published);
    this.#tallying = new Tallying(job.published.plan, job.counted);
  }

  /** Judges stored events: rows of `storedRows`, each a line of JSON. */
  add(rows: Uint8Array): Waiting {
    for (const line of linesOf(rows)) this.#judge(JSON.parse(line) as StoredRow);
    return { events: this.#waiting.length, bytes: this.#bytes };
  }

  #isWanted(effect: Effect): boolean {
    if (effect === "added") return true;
    return this.#job.conformant && (effect === "withdrawn" || effect === "moved");
  }

  #judge(row: StoredRow): void {
    const read = readCall(JSON.parse(row.raw) as unknown, row.call_type as CallKind);
    // No plan makes readable what cannot be read.
    if (!("call" in read)) return;
    const rule = this.#job.rules.get(row.source) ?? { slug: "", unplanned: "violation" };
    const call = withHandled(read.call, row.handled);
    const now = standing(row);
    const later = judgeKept(row.raw, call, this.#validators, rule);
    const effect = effectOf(call, now, later);
    const wanted = this.#isWanted(effect);
    const unwanted = now.verdict === "conformant" ? "stays" : "held";
    this.#tallying.add(wanted ? effect : unwanted, call, now, later);
    if (!wanted || !this.#job.applies) return;
    this.#waiting.push({ row, call, later, effect });
    this.#bytes += row.raw.length;
  }

  /** What waits to be written; nothing when that is nothing. */
  batch(): Batch | undefined {
    const [first, last] = [this.#waiting[0]?.row.uid, this.#waiting.at(-1)?.row.uid];
    if (first === undefined || last === undefined) return undefined;
    const gone = this.#waiting.filter(({ effect }) => effect !== "added");
    return {
      ...{ first, last, events: this.#waiting.length },
      gone: gone.map(({ row }) => Number(row.uid)),
      goneTraits: gone.some(({ call }) => hasTraits(call)),
      goneEvents: !gone.every(({ call }) => hasTraits(call)),
    };
  }

  /** The judgements of the batch as lines. `at`: when they were made, epoch milliseconds. */
  reverdicts(at: number): Uint8Array {
    return new TextEncoder().encode(this.#waiting.map((changed) => `${this.#reverdictLine(at, changed)}\n`).join(""));
  }

  #reverdictLine(at: number, { row, call, later }: Changed): string {
    const kept = row.disposition === "analysis" ? "held" : row.disposition;
    return JSON.stringify({
      project: this.#job.project,
      uid: Number(row.uid),
      revision: Number(row.revision) + 1,
      reverdict_id: this.#job.id,
      judged_at: storedInstant(at),
      plan_version: later.planVersion,
      event_id: keptEventId(later) ?? "",
      verdict: later.verdict,
      disposition: isKept(later) ? "analysis" : kept,
      traits_held: hasTraits(call) ? heldTraits(call, later).size : 0,
      violations: JSON.stringify(later.violations),
      transformed: transformedText(later.transformed),
    });
  }

  /** The next events of the batch whose rows are to be built; once there are none, the batch is over. */
  releases(): readonly Release[] {
    const part = this.#waiting.slice(this.#released, this.#released + BUILT);
    this.#released += part.length;
    if (part.length === 0) {
      this.#waiting = [];
      this.#released = 0;
      this.#bytes = 0;
    }
    return part.map(({ row, later, effect }) =>
      releaseOf(this.#job.project, {
        ...{ row, judgement: later, revision: Number(row.revision) + 1, rewritten: effect !== "added" },
      }),
    );
  }

  tally(): ReplayTally {
    return this.#tallying.tally();
  }

  /** Values as received, private ones covered: for whoever asks now, and kept in no store. */
  samples(): readonly ReplaySample[] {
    return this.#tallying.samples;
  }
}
