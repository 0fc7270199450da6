/** Judging what a dry run reads: every event under the settings of today and under those that are tried. */

import { linesOf } from "../base/byte-lines.ts";
import { storableText } from "../base/storable.ts";
import type { Json, Plan, PublishedPlan } from "../plan/plan.ts";
import { maskCall } from "../violation/mask.ts";
import type { Judgement, Verdict, Violation } from "../violation/violation.ts";
import type { Call, CallKind } from "./call.ts";
import { type Environment, outcomeOf, receivedAs } from "./disposition.ts";
import type { BrokenRow } from "./dry-run.sql.ts";
import {
  type DryRun,
  type DryRunEvent,
  type DryRunSample,
  type Fate,
  fewSamples,
  joinedEvents,
  noFates,
} from "./dry-run-result.ts";
import { enforce, type SourceEnforcement } from "./enforce.ts";
import { readCall } from "./read-call.ts";
import { type SourceRule, storedJudgeAgain, withHandled } from "./rejudge.ts";
import { sampleCall } from "./sample-call.ts";
import { PlanValidators } from "./validate.ts";

const LONGEST_SAMPLE = 4_000;
const LONGEST_NAME = 200;

/** Names are what clients send: shortened, and of characters that can be kept. */
export function shownName(name: string): string {
  return storableText(name.slice(0, LONGEST_NAME));
}

/** A source as it is set today. */
export interface Standing extends SourceEnforcement, SourceRule {
  /** The source's number in the event store. */
  readonly number: number;
  readonly environment: Environment;
}

export interface DryRunJob {
  readonly source: Standing;
  readonly wanted: SourceEnforcement;
  /** The latest one: by it values are covered. */
  readonly plan?: Plan;
}

export type DryRunJudged = Pick<DryRun, "judged" | "before" | "after" | "events" | "samples">;

function arrived({ verdict, event_id, plan_version, violations }: BrokenRow): Judgement {
  return {
    verdict: verdict as Verdict,
    planVersion: plan_version,
    violations: violations === "" ? [] : (JSON.parse(violations) as readonly Violation[]),
    ...(event_id === "" ? {} : { eventId: event_id }),
  };
}

interface Fated {
  readonly fate: Fate;
  readonly stripped: readonly string[];
}

/** Events judged under both settings. Pure but for its counters; it runs in a thread of its own beside the accepting one. */
export class DryRunJudging {
  readonly #job: DryRunJob;
  readonly #versions = new Map<number, PlanValidators>();
  readonly #events: DryRunEvent[] = [];
  readonly #samples: DryRunSample[] = [];
  readonly #before = noFates();
  readonly #after = noFates();
  #judged = 0;

  constructor(job: DryRunJob) {
    this.#job = job;
  }

  /** A version that judged some of the events that follow. */
  know(published: PublishedPlan): void {
    this.#versions.set(published.version, new PlanValidators(published));
  }

  /** Judges a batch: rows of `brokenRows`, each a line of JSON. */
  add(batch: Uint8Array): void {
    for (const line of linesOf(batch)) this.#add(JSON.parse(line) as BrokenRow);
    this.#settle();
  }

  /** All that was judged so far. */
  result(): DryRunJudged {
    const [before, after, events, samples] = [this.#before, this.#after, this.#events, this.#samples];
    return { judged: this.#judged, before, after, events, samples };
  }

  #fated(
    call: Call,
    judgement: Judgement,
    settings: SourceEnforcement,
    judgeAgain: ReturnType<typeof storedJudgeAgain>,
  ): Fated {
    const enforced = enforce(call, judgement, settings, judgeAgain);
    const received = receivedAs(enforced);
    const { disposition } = outcomeOf(enforced.mode ?? settings.mode, received, this.#job.source.environment);
    const fate = received === "repaired" ? "repaired" : disposition === "blocked" ? "blocked" : "held";
    return { fate, stripped: enforced.stripped ?? [] };
  }

  #add(row: BrokenRow): void {
    const read = readCall(JSON.parse(row.raw) as unknown, row.call_type as CallKind);
    if (!("call" in read)) return;
    const call = withHandled(read.call, row.handled);
    const { source, wanted } = this.#job;
    const judgement = arrived(row);
    const judgeAgain = storedJudgeAgain(row.raw, call, this.#versions.get(row.plan_version), source);
    const was = this.#fated(call, judgement, source, judgeAgain);
    const is = this.#fated(call, judgement, wanted, judgeAgain);
    this.#judged += 1;
    this.#before[was.fate] += 1;
    this.#after[is.fate] += 1;
    const named = {
      ...(judgement.eventId === undefined ? {} : { eventId: judgement.eventId }),
      callType: call.kind,
      name: shownName(call.name),
    };
    const one = (fate: Fate) => ({ ...noFates(), [fate]: 1 });
    this.#events.push({ ...named, conformant: 0, before: one(was.fate), after: one(is.fate) });
    if (was.fate === is.fate && was.stripped.join() === is.stripped.join()) return;
    const shown = this.#shown(call, judgement.eventId);
    if (shown === undefined) return;
    const breaks = judgement.violations.slice(0, 5).map(({ code, path }) => ({ code, path }));
    this.#samples.push({ ...named, before: was.fate, after: is.fate, call: shown, stripped: is.stripped, breaks });
  }

  /** As people may see it; nothing when it is too long to read. */
  #shown(call: Call, eventId: string | undefined): Json | undefined {
    const { plan } = this.#job;
    const event = plan?.events.find(({ id }) => id === eventId);
    const masked = maskCall(sampleCall(call), plan, event);
    return JSON.stringify(masked).length > LONGEST_SAMPLE ? undefined : masked;
  }

  /** Keeps what was counted small, however many events there are. */
  #settle(): void {
    this.#events.splice(0, this.#events.length, ...joinedEvents(this.#events));
    this.#samples.splice(0, this.#samples.length, ...fewSamples(this.#samples));
  }
}
