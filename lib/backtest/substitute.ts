/**
 * The conformant events as they would be under a draft, for the time one back-test takes: the numbers of those that would
 * fail, and the rows of those that would pass. Stored events do not change.
 */

import { randomInt } from "node:crypto";
import type { Arrived } from "../ingest/arrived.ts";
import type { Call } from "../ingest/call.ts";
import { eventRow } from "../ingest/event-rows.ts";
import { isKept, keptCall } from "../ingest/kept-call.ts";
import { type Layout, layoutOf } from "../ingest/layout.ts";
import { readCall } from "../ingest/read-call.ts";
import { judgeKept, type SourceRule, withHandled } from "../ingest/rejudge.ts";
import { PlanValidators } from "../ingest/validate.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import type { Slot } from "../plan/store-slots.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { Judged, Span } from "./judging.ts";

const LONG = { maxSeconds: 300 } as const;
/** Numbers of one insert, and events read at once. */
const PAGE = 2_000;

interface PassingRow {
  readonly uid: string;
  readonly source: number;
  readonly environment: Arrived["environment"];
  readonly at: string;
  readonly instant: string;
  readonly call_type: Call["kind"];
  readonly raw: string;
  readonly handled: readonly string[];
  readonly person: number;
}

/**
 * Events that may enter: not in analysis already, and of a person who has a number from the violation that kept them out.
 * `span` is when they came: without it the whole history would be looked through.
 */
export function passingRows(project: number, uids: readonly number[], span: Span): Sql {
  const own = sql.as("UInt32", project);
  const numbers = sql.as("Array(UInt64)", uids);
  const [from, until] = [sql.as("DateTime64(3,'UTC')", span.from), sql.as("DateTime64(3,'UTC')", span.until)];
  return sql`select r.uid as uid, r.source as source, r.environment as environment,
      toUnixTimestamp64Milli(r.received_at) as at, toUnixTimestamp64Milli(r.ts) as instant, r.call_type as call_type,
      r.raw as raw, r.handled as handled, v.person as person
    from received as r inner join (
      select uid, max(person) as person from violations
      where project = ${own} and uid in ${numbers} and received_at >= ${from} and received_at <= ${until} group by uid
    ) as v on v.uid = r.uid
    where r.project = ${own} and r.uid in ${numbers} and r.received_at >= ${from} and r.received_at <= ${until}
      and r.call_type in ('track', 'page', 'screen') and r.disposition != 'analysis'
      and r.uid not in (
        select uid from reverdicts where project = ${own} and uid in ${numbers}
        group by uid having argMax(disposition, revision) = 'analysis'
      )`;
}

export interface SubstituteOptions {
  readonly project: number;
  readonly draft: PublishedPlan;
  readonly slots: readonly Slot[];
  readonly sources: readonly (SourceRule & { readonly number: number })[];
}

/** One run's events; `drop` must be called whatever happens. */
export class Substitute {
  /** The number under which they stand. */
  readonly run = randomInt(1, 0x7fff_ffff);
  readonly #options: SubstituteOptions;
  readonly #draft: PlanValidators;
  readonly #layout: Layout;
  readonly #rules: ReadonlyMap<number, SourceRule>;
  #blocks = 0;

  constructor(options: SubstituteOptions) {
    this.#options = options;
    this.#draft = new PlanValidators(options.draft);
    this.#layout = layoutOf(options.draft.plan, options.slots);
    this.#rules = new Map(options.sources.map((source) => [source.number, source]));
  }

  async exclude(uids: readonly number[]): Promise<void> {
    if (uids.length === 0) return;
    await this.#insert(
      "backtest_excluded",
      uids.map((uid) => ({ run: this.run, uid })),
    );
  }

  /** Rejects when the signal aborts. */
  async admit({ passing, passed }: Pick<Judged, "passing" | "passed">, signal: AbortSignal): Promise<void> {
    if (passed === undefined) return;
    for (let at = 0; at < passing.length; at += PAGE) {
      const statement = passingRows(this.#options.project, passing.slice(at, at + PAGE), passed);
      const rows = await eventDb().query<PassingRow>("backtest.passing", statement, { ...LONG, signal });
      await this.#insert(
        "backtest_events",
        rows.map((row) => this.#row(row)).filter((row) => row !== undefined),
      );
    }
  }

  /** The row that a release would write. */
  #row(row: PassingRow): Record<string, unknown> | undefined {
    const read = readCall(JSON.parse(row.raw) as unknown, row.call_type);
    if (!("call" in read)) return undefined;
    const call = withHandled(read.call, row.handled);
    const rule = this.#rules.get(row.source) ?? { slug: "", unplanned: "violation" as const };
    const judgement = judgeKept(row.raw, call, this.#draft, rule);
    if (!isKept(judgement)) return undefined;
    const arrived: Arrived = {
      uid: Number(row.uid),
      project: this.run,
      source: row.source,
      environment: row.environment,
      mode: "observe",
      receivedAt: Number(row.at),
    };
    const judged = keptCall({ ...arrived, call, judgement, instant: Number(row.instant), raw: "", userAgent: "" });
    return eventRow(judged, row.person, { layout: this.#layout, released: true });
  }

  async #insert(table: "backtest_excluded" | "backtest_events", rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    this.#blocks += 1;
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    await eventDb().insert(table, Buffer.from(lines), { token: `b:${this.run}:${this.#blocks}` });
  }

  async drop(): Promise<void> {
    const run = sql.as("UInt32", this.run);
    await eventDb().command(sql`alter table backtest_excluded drop partition ${run}`);
    await eventDb().command(sql`alter table backtest_events drop partition ${run}`);
  }
}

/** Empties what a run left behind that did not end. On a server, which others may use now, it stays: nothing reads it. */
export async function dropLeftovers(): Promise<void> {
  if (!("dir" in eventDb().place)) return;
  await eventDb().command(sql`truncate table backtest_excluded`);
  await eventDb().command(sql`truncate table backtest_events`);
}
