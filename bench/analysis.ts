/**
 * Each question beside the best ClickHouse SQL a person would write by hand for the same answer over the same table: same
 * identity resolution, same time zone, same semantics. Both must give one answer, then they are timed: interleaved, medians.
 */

import { computeResult } from "../lib/analysis/compute.ts";
import type { Question } from "../lib/analysis/question.ts";
import { newRun } from "../lib/analysis/run.ts";
import { conformanceStatement } from "../lib/analysis/statement/statement.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { type Sql, sql } from "../lib/store/sql.ts";
import { AS_OF, EVENTS, PEOPLE, scope, withBenchData } from "./analysis-data.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { personRows } from "./person.ts";
import { differences } from "./same-answer.ts";

/** Monday, 29 December 2025, in days since 1970: the statements count weeks from there. */
const FIRST_WEEK = 20451;
const ROUNDS = 9;
const WARM_UP_MS = 10_000;

interface Compared {
  readonly name: string;
  readonly question: Question;
  /** Statements that together give the same answer. */
  readonly byHand: readonly Sql[];
}

const aliases = sql`with (select (groupArray(anonymous), groupArray(linked)) from
  (select anonymous, argMin(person, uid) as linked from identity_links where project = 1 group by anonymous)) as alias`;
const person = sql`transform(person, alias.1, alias.2, person)`;
const mine = sql`project = 1 and environment = 'production' and ts <= ${sql.as("DateTime64(3,'UTC')", AS_OF)}`;
const since = (date: string): Sql => sql`ts >= toDateTime64(${date}, 3, 'Europe/Paris')`;

const known = sql`${aliases} select uniqExact(${person}) from events where ${mine}`;
const ids = (people: Sql): Sql =>
  sql`${aliases} select id from people where project = 1 and person in (select p from (${people}) order by p limit 5)`;

const searched = sql`select ${person} as p from events where ${mine} and event_id = 'evt_search' and ${since("2026-03-03 00:00:00")} group by p having count() >= 3`;
const activated = sql`select ${person} as p from events as e inner join (
    select ${person} as q, min(ts) as t0 from events where ${mine} and event_id = 'evt_sign_up' group by q) as s on p = s.q
  where ${mine} and event_id = 'evt_project' and ts >= t0 and ts <= t0 + interval 168 hour group by p having count() >= 3`;
const abandoned = sql`select p from (select ${person} as p, maxIf(ts, event_id = 'evt_cart') as a, groupArrayIf(ts, event_id = 'evt_order') as bs
    from events where ${mine} and event_id in ('evt_cart', 'evt_order') and ${since("2026-03-03 00:00:00")} group by p having countIf(event_id = 'evt_cart') > 0)
  where a + interval 72 hour < ${sql.as("DateTime64(3,'UTC')", AS_OF)} and not arrayExists(b -> b >= a and b <= a + interval 72 hour, bs)`;
const best = sql`select p from (select p, rank() over (order by total desc) as place, count() over () as people from (
    select ${person} as p, sum(n0) as total from events where ${mine} and event_id = 'evt_order' and ${since("2026-01-02 00:00:00")} group by p having count(n0) > 0))
  where place <= ceil(people * 0.2)`;

function cohortByHand(people: Sql): Sql[] {
  return [sql`${aliases} select count() from (${people})`, known, ids(people)];
}

const buying = sql`${mine} and event_id = 'evt_order' and ${since("2026-01-02 00:00:00")}`;

const QUESTIONS: readonly Compared[] = [
  {
    name: "cohort: Search at least 3 times in 30 days",
    question: {
      kind: "cohort",
      criterion: {
        kind: "count",
        event: { event: "evt_search" },
        count: { op: ">=", value: 3 },
        window: { lastDays: 30 },
      },
    },
    byHand: cohortByHand(searched),
  },
  {
    name: "cohort: 3 projects within 7 days of sign-up",
    question: {
      kind: "cohort",
      criterion: {
        kind: "activation",
        event: { event: "evt_project" },
        atLeast: 3,
        within: { value: 7, unit: "day" },
        group: "reached",
      },
    },
    byHand: cohortByHand(activated),
  },
  {
    name: "cohort: basket abandoned for 72 hours",
    question: {
      kind: "cohort",
      criterion: {
        kind: "sequence",
        first: { event: "evt_cart" },
        which: "latest",
        // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
        then: { event: "evt_order" },
        within: { value: 72, unit: "hour" },
        followed: false,
        window: { lastDays: 30 },
      },
    },
    byHand: cohortByHand(abandoned),
  },
  {
    name: "cohort: top 20% by revenue over 90 days",
    question: {
      kind: "cohort",
      criterion: {
        kind: "sum",
        event: { event: "evt_order" },
        property: { property: "total" },
        window: { lastDays: 90 },
        sum: { topPercent: 20 },
      },
    },
    byHand: cohortByHand(best),
  },
  {
    name: "funnel of 4 steps, 7 days",
    question: {
      kind: "funnel",
      steps: [{ event: "evt_search" }, { event: "evt_cart" }, { event: "evt_order" }, { event: "evt_log_in" }],
      within: { value: 7, unit: "day" },
      range: { lastDays: 90 },
    },
    byHand: [
      sql`${aliases} select level, count(), countIf(open) from (select ${person} as p, max(if(event_id = 'evt_search', ts, null)) + interval 7 day >= ${sql.as("DateTime64(3,'UTC')", AS_OF)} as open,
        windowFunnel(604800000)(toUInt64(toUnixTimestamp64Milli(ts)), event_id = 'evt_search', event_id = 'evt_cart', event_id = 'evt_order', event_id = 'evt_log_in') as level
        from events where ${mine} and ${since("2026-01-02 00:00:00")} and event_id in ('evt_search', 'evt_cart', 'evt_order', 'evt_log_in') group by p) group by level`,
    ],
  },
  {
    name: "retention, 12 weeks, any event",
    question: {
      kind: "retention",
      start: { any: true },
      return: { any: true },
      unit: "week",
      periods: 12,
      range: { lastDays: 90 },
    },
    byHand: [
      sql`${aliases} select birth, arrayJoin(arrayConcat([0], arrayFilter(x -> x > 0 and x <= 12, arrayMap(x -> toInt32(x) - toInt32(birth), bitPositionsToArray(mask))))) as distance, count() from (
        select ${person} as p, toInt32(min(week)) as birth, groupBitOr(bitShiftLeft(toUInt64(1), week)) as mask from (
          select person, ts, toUInt8(intDiv(toInt32(toDate(ts, 'Europe/Paris')) - ${FIRST_WEEK}, 7)) as week from events where ${mine})
        group by p having min(ts) >= toDateTime64('2026-01-02 00:00:00', 3, 'Europe/Paris')) group by birth, distance`,
    ],
  },
  {
    name: "active users of 60 days, week and month beside",
    question: { kind: "active_users", event: { any: true }, range: { lastDays: 60 } },
    byHand: [
      sql`${aliases} select toInt32(d) + age as day, groupBitmapMergeIf(b, age = 0), groupBitmapMergeIf(b, age < 7), groupBitmapMerge(b) from (
        select toDate(ts, 'Europe/Paris') as d, groupBitmapState(${person}) as b from events where ${mine} and ts >= toDateTime64('2026-01-03 00:00:00', 3, 'Europe/Paris') group by d)
        array join range(30) as age group by day`,
    ],
  },
  {
    name: "metric: people by day, by method",
    question: {
      kind: "metric",
      event: { event: "evt_order" },
      measure: { kind: "unique_users" },
      interval: "day",
      range: { lastDays: 90 },
      breakdown: { property: "method" },
    },
    byHand: [
      sql`${aliases} select s0, uniqExact(${person}) as people from events where ${buying} group by s0 order by people desc limit 50`,
      sql`${aliases} select s0, toDate(ts, 'Europe/Paris') as day, uniqExact(${person}) from events where ${buying}
        and s0 in (select s0 from events where ${buying} group by s0 order by count() desc limit 50) group by s0, day`,
    ],
  },
];

/** Fails where a question and its statements by hand do not say the same: their times would not compare. */
async function requireSameAnswers(): Promise<void> {
  for (const { name, question, byHand: statements } of QUESTIONS) {
    const result = await computeResult(scope, question, read);
    const tables = await Promise.all(
      statements.map((statement) => eventDb().query<Record<string, unknown>>("bench.byHand", statement)),
    );
    const found = differences(
      result,
      tables.map((rows) => rows.map((row) => Object.values(row))),
      FIRST_WEEK,
    );
    if (found.length > 0) throw new Error(`${name}: both sides give other answers: ${found.join("; ")}`);
  }
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const read = newRun({});
const ours = ({ question }: Compared) => elapsed(() => computeResult(scope, question, read));
const byHand = ({ byHand: statements }: Compared) =>
  elapsed(() => Promise.all(statements.map((statement) => eventDb().query("bench.byHand", statement))));

async function measured(compared: Compared): Promise<BenchRow[]> {
  const times = { ours: [] as number[], hand: [] as number[], statement: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    // Whoever comes first warms the other: the order alternates.
    const pair = round % 2 === 0 ? ([ours, byHand] as const) : ([byHand, ours] as const);
    for (const side of pair) times[side === ours ? "ours" : "hand"].push(await side(compared));
    times.statement.push(await elapsed(() => conformanceStatement(scope, compared.question, read)));
  }
  const [value, limit] = [median(times.ours), median(times.hand)];
  return [
    { name: compared.name, value, unit: "ms", ratio: value / limit, goal: "<= 1.5 x by hand" },
    { name: "  its conformance statement", value: median(times.statement), unit: "ms" },
  ];
}

async function warmUp(): Promise<void> {
  const end = performance.now() + WARM_UP_MS;
  do for (const compared of QUESTIONS) await Promise.all([ours(compared), byHand(compared)]);
  while (performance.now() < end);
}

/** About two minutes, most of it making the events. */
export function run(): Promise<BenchRow[]> {
  return withBenchData(async () => {
    await requireSameAnswers();
    await warmUp();
    const rows: BenchRow[] = [{ name: "events", value: EVENTS, unit: `of ${PEOPLE} people` }];
    for (const compared of QUESTIONS) rows.push(...(await measured(compared)));
    return [...rows, ...(await personRows())];
  });
}
