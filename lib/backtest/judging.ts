/**
 * Judging recorded events under two plans and counting what that changes: which would newly fail, which newly pass, by
 * event, source and app version, with what they break and a few samples. Pure but for its counters; it runs in a thread of
 * its own beside the accepting one.
 */

import { linesOf } from "../base/byte-lines.ts";
import { storableText } from "../base/storable.ts";
import type { Call, CallKind } from "../ingest/call.ts";
import type { Enforced } from "../ingest/enforce.ts";
import { quickLook } from "../ingest/json-limits.ts";
import { isKept, keptEventId } from "../ingest/kept-call.ts";
import { readCall } from "../ingest/read-call.ts";
import { judgeKept, type SourceRule, withHandled } from "../ingest/rejudge.ts";
import { sampleCall } from "../ingest/sample-call.ts";
import { PlanValidators } from "../ingest/validate.ts";
import type { ChangeMark } from "../plan/change-mark.ts";
import type { Json, Plan, PlanEvent, PublishedPlan } from "../plan/plan.ts";
import { shownFailure } from "../plan/witness-answer.ts";
import { maskCall } from "../violation/mask.ts";
import type { Violation } from "../violation/violation.ts";
import type { Breach, EffectRow, Sample, Tally, Totals } from "./backtest.ts";
import { Sameness } from "./sameness.ts";
import { readRow, type TrafficRow } from "./traffic.sql.ts";

export interface JudgingJob {
  /** Absent while nothing is published: then every event is unplanned. */
  readonly before?: PublishedPlan;
  readonly after: PublishedPlan;
  readonly sources: readonly (SourceRule & { readonly number: number })[];
  /** Changes whose refusals are counted one by one. */
  readonly marks?: readonly ChangeMark[];
  /** Epoch milliseconds from which on a refusal counts as recent. */
  readonly recent?: number;
}

/** What one batch of lines gave. */
export interface Judged {
  readonly judged: number;
  /** Numbers of the events that newly fail and newly pass. */
  readonly failing: readonly number[];
  readonly passing: readonly number[];
  /** When the newly passing ones came, epoch milliseconds. */
  readonly passed?: Span;
}

/** Both ends included. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Rows told apart; the names of unplanned events are as many as clients invent. */
const MOST_ROWS = 5_000;
const MOST_BREACHES = 40;
const SAMPLES = 3;
const LONGEST_SAMPLE = 4_000;
const LONGEST_NAME = 200;

type Effect = "failing" | "passing";

interface Counted extends EffectRow {
  totals: { -readonly [K in keyof Totals]: Totals[K] };
}

interface EventNotes {
  readonly breaches: Map<string, { -readonly [K in keyof Breach]: Breach[K] }>;
  readonly samples: Sample[];
}

function noTotals(): Counted["totals"] {
  return { failing: 0, passing: 0, conformant: 0, violating: 0 };
}

function newNotes(): EventNotes {
  return { breaches: new Map(), samples: [] };
}

function widened(span: Span | undefined, at: number): Span {
  return span === undefined
    ? { from: at, until: at }
    : { from: Math.min(span.from, at), until: Math.max(span.until, at) };
}

/** Names are what clients send: shortened, and of characters that can be kept. */
function shownName(name: string): string {
  return storableText(name.slice(0, LONGEST_NAME));
}

/** Array indexes say which item broke a rule; the rule is the same. */
function breachOf({ code, path, keyword = "" }: Violation): Omit<Breach, "count" | "effect"> {
  return { code, path: path.replace(/\/\d+(?=\/|$)/g, "/*"), ...(keyword === "" ? {} : { keyword }) };
}

export class Judging {
  readonly #job: JudgingJob;
  readonly #before: PlanValidators | undefined;
  readonly #after: PlanValidators;
  readonly #rules: ReadonlyMap<number, SourceRule>;
  readonly #same: Sameness;
  readonly #rows = new Map<string, Counted>();
  readonly #notes = new Map<string, EventNotes>();
  readonly #totals = noTotals();
  readonly #marked: { all: number; recent: number }[];
  #unreadable = 0;

  constructor(job: JudgingJob) {
    this.#job = job;
    this.#before = job.before === undefined ? undefined : new PlanValidators(job.before);
    this.#after = new PlanValidators(job.after);
    this.#rules = new Map(job.sources.map((source) => [source.number, source]));
    this.#marked = (job.marks ?? []).map(() => ({ all: 0, recent: 0 }));
    this.#same = new Sameness(this.#before, this.#after);
  }

  /** Judges a batch of recorded traffic. */
  add(batch: Uint8Array): Judged {
    const failing: number[] = [];
    const passing: number[] = [];
    let passed: Span | undefined;
    let judged = 0;
    for (const line of linesOf(batch)) {
      const row = readRow(line);
      const effect = this.#judge(row);
      judged += 1;
      if (effect === "failing") failing.push(row.uid);
      else if (effect === "passing") {
        passing.push(row.uid);
        passed = widened(passed, row.at);
      }
    }
    return { judged, failing, passing, ...(passed === undefined ? {} : { passed }) };
  }

  /** Everything counted so far. */
  tally(): Tally {
    return {
      totals: this.#totals,
      unreadable: this.#unreadable,
      marked: this.#marked,
      rows: [...this.#rows.values()].sort(
        (a, b) => b.totals.failing - a.totals.failing || b.totals.passing - a.totals.passing,
      ),
      breaches: [...this.#notes].flatMap(([event, { breaches }]) =>
        [...breaches.values()].map((breach) => ({ event, ...breach })),
      ),
      samples: [...this.#notes.values()].flatMap(({ samples }) => samples),
    };
  }

  #judge(row: TrafficRow): Effect | undefined {
    const read = readCall(JSON.parse(row.raw) as unknown, row.callType as CallKind);
    if (!("call" in read)) {
      this.#unreadable += 1;
      return undefined;
    }
    const call = withHandled(read.call, row.handled);
    const rule = this.#rules.get(row.source) ?? { slug: "", unplanned: "violation" as const };
    const look = quickLook(call.message);
    const now = judgeKept(row.raw, call, this.#before, rule, look);
    const then = this.#same.of(call) ? now : judgeKept(row.raw, call, this.#after, rule, look);
    return this.#count(row, call, { now, then, slug: rule.slug });
  }

  #count(
    row: TrafficRow,
    call: Call,
    { now, then, slug }: { readonly now: Enforced; readonly then: Enforced; readonly slug: string },
  ): Effect | undefined {
    const [was, is] = [isKept(now), isKept(then)];
    const kept = was ? "conformant" : "violating";
    const effect = was === is ? undefined : was ? "failing" : "passing";
    const id = keptEventId(then) ?? keptEventId(now);
    const event = id ?? `${call.kind} ${shownName(call.name)}`.trim();
    const totals = this.#rowOf(event, id, call, slug, row.appVersion).totals;
    totals[effect ?? kept] += 1;
    this.#totals[effect ?? kept] += 1;
    if (effect === "failing") this.#mark(row.at, call, slug, { now, then });
    if (effect !== undefined) this.#note(event, effect, row, call, { now, then, slug });
    return effect;
  }

  /** Counts a refusal for each change that it shows. */
  #mark(at: number, call: Call, slug: string, { now, then }: { now: Enforced; then: Enforced }): void {
    const { marks = [], recent = 0 } = this.#job;
    for (const [index, mark] of marks.entries()) {
      const own = mark.call === "event" ? mark.events.includes(now.eventId ?? "") : mark.call === call.kind;
      const counts = this.#marked[index];
      if (mark.name !== undefined && mark.name !== call.name) continue;
      if (mark.source !== undefined && mark.source !== slug) continue;
      if (!own || counts === undefined || shownFailure(then.violations, mark) === undefined) continue;
      counts.all += 1;
      if (at >= recent) counts.recent += 1;
    }
  }

  #rowOf(event: string, id: string | undefined, call: Call, source: string, appVersion: string): Counted {
    const key = `${event}\0${source}\0${appVersion}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    if (this.#rows.size >= MOST_ROWS && event !== "") return this.#rowOf("", undefined, call, source, "");
    const shownVersion = storableText(appVersion);
    if (shownVersion !== appVersion) return this.#rowOf(event, id, call, source, shownVersion);
    const name = this.#nameOf(id) ?? (event === "" ? "" : shownName(call.name));
    const made: Counted = {
      event,
      ...(id === undefined ? {} : { eventId: id }),
      name,
      callType: event === "" ? "" : call.kind,
      source,
      appVersion,
      totals: noTotals(),
    };
    this.#rows.set(key, made);
    return made;
  }

  #nameOf(id: string | undefined): string | undefined {
    return this.#eventOf(id)?.event.name;
  }

  #eventOf(id: string | undefined): { readonly plan: Plan; readonly event: PlanEvent } | undefined {
    for (const plan of [this.#job.after.plan, this.#job.before?.plan]) {
      const event = plan?.events.find((item) => item.id === id);
      if (plan !== undefined && event !== undefined) return { plan, event };
    }
    return undefined;
  }

  #note(
    event: string,
    effect: Effect,
    row: TrafficRow,
    call: Call,
    { now, then, slug }: { readonly now: Enforced; readonly then: Enforced; readonly slug: string },
  ): void {
    const notes = this.#notes.get(event) ?? newNotes();
    if (!this.#notes.has(event) && this.#notes.size < MOST_ROWS) this.#notes.set(event, notes);
    const { violations, eventId } = effect === "failing" ? then : now;
    const told = new Set<string>();
    for (const violation of violations) {
      const breach = breachOf(violation);
      const key = `${effect} ${breach.code} ${breach.path} ${breach.keyword ?? ""}`;
      if (told.has(key)) continue;
      told.add(key);
      const known = notes.breaches.get(key);
      if (known !== undefined) known.count += 1;
      else if (notes.breaches.size < MOST_BREACHES) notes.breaches.set(key, { effect, ...breach, count: 1 });
    }
    if (notes.samples.filter((sample) => sample.effect === effect).length >= SAMPLES) return;
    const sample = this.#sample(call, now.eventId ?? eventId);
    if (sample === undefined) return;
    const breaks = violations.slice(0, 5).map(({ code, path, keyword }) => ({
      code,
      path,
      ...(keyword === undefined ? {} : { keyword }),
    }));
    const { appVersion, at } = row;
    notes.samples.push({ event, effect, call: sample, breaks, source: slug, appVersion, receivedAt: at });
  }

  /** As people may see it; nothing when it is too long to read. */
  #sample(call: Call, id: string | undefined): Json | undefined {
    const found = this.#eventOf(id);
    const masked = maskCall(sampleCall(call), found?.plan ?? this.#job.after.plan, found?.event);
    return JSON.stringify(masked).length > LONGEST_SAMPLE ? undefined : masked;
  }
}
