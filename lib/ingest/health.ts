/**
 * What came in, per source and hour: received = conformant + violating + unplanned + malformed, and duplicates apart. Each
 * event counts once, under its effective verdict. Read from the event store only.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { ValueHandling } from "../plan/plan-settings.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { Verdict } from "../violation/violation.ts";
import { lastReverdicts } from "./replay.sql.ts";

export type Counts = Readonly<Record<Verdict, number>> & {
  /** The four verdicts added up. */
  readonly received: number;
  /** Repeated message ids, in none of the others. */
  readonly duplicates: number;
};

export interface HealthRow extends Counts {
  readonly source: { readonly number: number; readonly slug: string; readonly name: string };
  readonly environment: string;
  /** Start of the hour, UTC. */
  readonly hour: Date;
}

export interface Health {
  readonly from: Date;
  readonly to: Date;
  readonly total: Counts;
  readonly bySource: readonly (Counts & {
    readonly source: HealthRow["source"];
    readonly environment: string;
    readonly lastReceived: Date;
  })[];
  readonly byHour: readonly HealthRow[];
  /** Events some of whose values were not kept as they came, by what the plan makes of their privacy class; most first. */
  readonly handled: readonly HandledCount[];
}

export interface HandledCount {
  readonly source: HealthRow["source"];
  readonly environment: string;
  readonly handling: ValueHandling;
  readonly events: number;
  /** Where the values stood in the calls, the most frequent first, so many of them. */
  readonly places: readonly string[];
}

export interface HealthFilter {
  /** Default: the last 24 hours. */
  readonly from?: Date;
  readonly to?: Date;
  readonly sourceNumber?: number;
  /** Whoever asked went away. */
  readonly signal?: AbortSignal;
}

interface Row {
  readonly source: number;
  readonly environment: string;
  readonly hour: string;
  readonly last: string;
  readonly conformant: string;
  readonly violating: string;
  readonly unplanned: string;
  readonly malformed: string;
  readonly duplicates: string;
}

export interface JudgedScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Epoch milliseconds, end excluded. */
  readonly from: number;
  readonly to: number;
  /** Number of the source; undefined means all. */
  readonly source: number | undefined;
}

function receivedWithin({ project, from, to, source }: JudgedScope, prefix: Sql): Sql {
  return sql`${prefix}project = ${sql.as("UInt32", project)}
    and ${prefix}received_at >= ${sql.as("DateTime64(3,'UTC')", from)}
    and ${prefix}received_at < ${sql.as("DateTime64(3,'UTC')", to)}
    ${source === undefined ? sql.empty : sql`and ${prefix}source = ${sql.as("UInt32", source)}`}`;
}

/** Every event of a range once, under its effective verdict and the planned event it then was. */
export function judgedEvents(scope: JudgedScope): Sql {
  return sql`(select r.source as source, toString(r.environment) as environment, r.received_at as received_at,
      toString(r.app_version) as app_version,
      if(v.last_revision = 0, toString(r.event_id), v.last_event) as event_id,
      if(v.last_revision = 0, toString(r.verdict), v.last_verdict) as verdict
    from received as r left join ${lastReverdicts(scope.project)} as v on v.uid = r.uid
    where ${receivedWithin(scope, sql`r.`)})`;
}

function healthSql(project: number, from: number, to: number, source: number | undefined): Sql {
  const judged = sql`select source, environment, toUnixTimestamp(toStartOfHour(received_at)) as hour,
      toUnixTimestamp64Milli(received_at) as at, verdict
    from ${judgedEvents({ project, from, to, source })}`;
  const repeated = sql`select source, toString(environment) as environment,
      toUnixTimestamp(toStartOfHour(received_at)) as hour, toUnixTimestamp64Milli(received_at) as at,
      'duplicate' as verdict
    from duplicates where ${receivedWithin({ project, from, to, source }, sql.empty)}`;
  return sql`select source, environment, hour, max(at) as last, countIf(verdict = 'conformant') as conformant,
      countIf(verdict = 'violating') as violating, countIf(verdict = 'unplanned') as unplanned,
      countIf(verdict = 'malformed') as malformed, countIf(verdict = 'duplicate') as duplicates
    from (${judged} union all ${repeated}) group by source, environment, hour order by hour, source, environment`;
}

const PLACES = 10;

interface HandledRow {
  readonly source: number;
  readonly environment: string;
  readonly handling: ValueHandling;
  readonly events: string;
  readonly places: readonly string[];
}

/** Statements are `drop /properties/email`: one event may have several, and counts once for each handling. */
function handledSql(project: number, from: number, to: number, source: number | undefined): Sql {
  const one = sql`select source, toString(environment) as environment, arrayJoin(arrayDistinct(handled)) as statement, uid
    from received where ${receivedWithin({ project, from, to, source }, sql.empty)} and notEmpty(handled)`;
  return sql`select source, environment, splitByChar(' ', statement)[1] as handling, toString(uniqExact(uid)) as events,
      topK(${sql.as("UInt8", PLACES)})(substring(statement, position(statement, ' ') + 1)) as places
    from (${one}) group by source, environment, handling order by uniqExact(uid) desc, source, environment, handling`;
}

const NOTHING: Counts = { received: 0, conformant: 0, violating: 0, unplanned: 0, malformed: 0, duplicates: 0 };

function countsOf(row: Row): Counts {
  const conformant = Number(row.conformant);
  const violating = Number(row.violating);
  const unplanned = Number(row.unplanned);
  const malformed = Number(row.malformed);
  return {
    received: conformant + violating + unplanned + malformed,
    conformant,
    violating,
    unplanned,
    malformed,
    duplicates: Number(row.duplicates),
  };
}

function add(a: Counts, b: Counts): Counts {
  return {
    received: a.received + b.received,
    conformant: a.conformant + b.conformant,
    violating: a.violating + b.violating,
    unplanned: a.unplanned + b.unplanned,
    malformed: a.malformed + b.malformed,
    duplicates: a.duplicates + b.duplicates,
  };
}

const DAY_MS = 86_400_000;

/** Counts per source and hour. Sources that sent nothing in the range are left out. */
export async function loadHealth(project: AuthorizedProject, filter: HealthFilter = {}): Promise<Health> {
  const to = filter.to ?? new Date(Date.now() + 1);
  const from = filter.from ?? new Date(to.getTime() - DAY_MS);
  const { signal, sourceNumber } = filter;
  const statement = healthSql(project.number, from.getTime(), to.getTime(), sourceNumber);
  const given = signal === undefined ? {} : { signal };
  const [rows, handled, sources] = await Promise.all([
    eventDb().query<Row>("ingest.health", statement, given),
    eventDb().query<HandledRow>(
      "ingest.handled",
      handledSql(project.number, from.getTime(), to.getTime(), sourceNumber),
      given,
    ),
    planDb().source.findMany({
      where: { projectId: project.projectId },
      select: { number: true, slug: true, name: true },
    }),
  ]);
  const known = new Map(sources.map((source) => [source.number, source]));
  const sourceOf = (number: number) => known.get(number) ?? { number, slug: "", name: "" };
  const bySource = new Map<string, Counts & { source: HealthRow["source"]; environment: string; lastReceived: Date }>();
  let total = NOTHING;
  const byHour = rows.map((row): HealthRow => {
    const counts = countsOf(row);
    total = add(total, counts);
    const key = `${row.source} ${row.environment}`;
    const before = bySource.get(key);
    bySource.set(key, {
      ...add(before ?? NOTHING, counts),
      source: sourceOf(row.source),
      environment: row.environment,
      lastReceived: new Date(Math.max(before?.lastReceived.getTime() ?? 0, Number(row.last))),
    });
    return {
      ...counts,
      source: sourceOf(row.source),
      environment: row.environment,
      hour: new Date(Number(row.hour) * 1_000),
    };
  });
  return {
    ...{ from, to, total, bySource: [...bySource.values()], byHour },
    handled: handled.map((row) => ({ ...row, source: sourceOf(row.source), events: Number(row.events) })),
  };
}
