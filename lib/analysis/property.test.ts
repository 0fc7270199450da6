import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { useEventDb } from "../store/testing.ts";
import { bindCriterion } from "./bind/bind.ts";
import { answerCohort } from "./cohort/cohort.ts";
import { peopleOf } from "./cohort/criterion.sql.ts";
import { COHORT_TEMPLATES } from "./cohort/templates.ts";
import { answerActiveUsers } from "./engagement/active-users.ts";
import { funnelBarCriterion } from "./funnel/bar.ts";
import { answerFunnel } from "./funnel/funnel.ts";
import { answerMetric } from "./metric/metric.ts";
import { criterionArbitrary, funnelArbitrary, rangeArbitrary } from "./naive/arbitrary-criterion.ts";
import { selectorArbitrary } from "./naive/arbitrary-selector.ts";
import { worldArbitrary } from "./naive/arbitrary-world.ts";
import { membersOf } from "./naive/cohort.ts";
import { bestLevel, hasOpenWindow } from "./naive/funnel.ts";
import { insertWorld } from "./naive/insert.ts";
import { activeUsers, quantile, ratio, retention } from "./naive/over-time.ts";
import { worldPlan, worldSlots } from "./naive/plan.ts";
import { knownPeople, type World, type WorldEvent } from "./naive/world.ts";
import { indexSlots } from "./property-slots.ts";
import {
  type Criterion,
  EARLIER_PERIODS,
  type MetricQuestion,
  type MetricResult,
  type PropertyRef,
  type RetentionQuestion,
} from "./question.ts";
import { answerRetention } from "./retention/retention.ts";
import { newRun } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";

useEventDb();

const saved: Criterion = {
  kind: "count",
  event: { event: "evt_a" },
  count: { op: ">=", value: 1 },
  window: { lastDays: 20 },
};
const cohorts = new Map([["coh_saved", saved]]);
const slots = indexSlots(worldSlots);
const run = newRun({});
let projects = 0;

async function stored(world: World): Promise<AnalysisScope> {
  const project = ++projects;
  await insertWorld(project, world);
  const { timeZone, weekStart, asOf } = world;
  return {
    project,
    environment: "production",
    asOf,
    calendar: { timeZone, weekStart },
    plan: worldPlan,
    slots,
    cohorts,
  };
}

const restriction = fc.option(fc.record({ criterion: criterionArbitrary, complement: fc.boolean() }), {
  nil: undefined,
  freq: 2,
});

function restricted(
  scope: AnalysisScope,
  world: World,
  cut: { criterion: Criterion; complement: boolean } | undefined,
) {
  const known = knownPeople(world);
  if (cut === undefined) return { people: new Set(known), options: { run } };
  const inside = new Set(membersOf(world, cohorts, cut.criterion));
  const set = peopleOf(scope, cut.criterion);
  return {
    people: new Set(known.filter((person) => inside.has(person) !== cut.complement)),
    options: { run, members: cut.complement ? { ...set, except: !set.except } : set },
  };
}

// The same number on every machine, of which each takes a few seconds; `npm run proof` takes its time.
const runs =
  readDevelopmentVariable("TEST_LONG") === undefined
    ? { numRuns: 5 }
    : { numRuns: 2_000, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false };
const SLOW_MS = 300_000;
let asked = 0;
afterAll(() => {
  console.log(`compared ${asked} random questions with the naive evaluation`);
});

test(
  "cohorts: every criterion gives the members of the naive evaluation",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(criterionArbitrary, { minLength: 4, maxLength: 4 }),
        async (world, criteria) => {
          const scope = await stored(world);
          for (const criterion of criteria) {
            asked += 1;
            const result = await answerCohort(scope, { kind: "cohort", criterion, members: "all" }, { run });
            const members = membersOf(world, cohorts, criterion).map((person) => `p${person}`);
            expect(
              result.members.map(({ user }) => user),
              JSON.stringify(criterion),
            ).toEqual(members);
            expect(result.count).toBe(members.length);
            expect(result.known).toBe(knownPeople(world).length);
          }
        },
      ),
      runs,
    );
  },
  SLOW_MS,
);

/** One person for each template, numbered in their order. */
function typicalWorld(): World {
  const asOf = Date.UTC(2026, 2, 30, 9, 30);
  let uid = 0;
  const did = (person: number, event: string, daysAgo: number, properties = {}): WorldEvent => ({
    uid: ++uid,
    person,
    event,
    ts: asOf - daysAgo * 86_400_000,
    properties,
    automatic: {},
    group: "",
  });
  const events = [
    did(1, "evt_s", 60),
    ...[59, 58, 57].map((daysAgo) => did(1, "evt_a", daysAgo)),
    did(3, "evt_c", 80, { prp_total: 500 }),
    did(4, "evt_b", 20),
    did(5, "evt_s", 2),
    did(6, "evt_o", 10),
    ...[12, 19, 26, 33].map((daysAgo) => did(7, "evt_a", daysAgo)),
    ...[1, 2, 3].map((daysAgo) => did(8, "evt_c", daysAgo, { prp_total: 1 })),
    did(9, "evt_page", 3),
    did(10, "evt_a", 50),
    did(10, "evt_m", 5),
  ];
  const trial = {
    uid: 999,
    subject: "user",
    property: "prp_plan",
    person: 2,
    group: "",
    ts: asOf,
    value: "trial",
  } as const;
  const roles = {
    sign_up: ["evt_s"],
    key_value_action: ["evt_a", "evt_b"],
    purchase: ["evt_c"],
    product_viewed: ["evt_page"],
    onboarding_step: ["evt_o"],
    email_opened: ["evt_m"],
    unsubscribe: ["evt_u"],
  };
  return {
    events,
    traits: [trial],
    links: [],
    timeZone: "Europe/Paris",
    weekStart: 1,
    asOf,
    roles,
    propertyRoles: { revenue: ["prp_total"] },
  };
}

test(
  "the ten templates, bound by role, have members, those of the naive evaluation",
  async () => {
    const compare = async (world: World): Promise<string[][]> => {
      const scope = await stored(world);
      const found: string[][] = [];
      for (const { id, criterion } of COHORT_TEMPLATES) {
        const bound = bindCriterion(worldPlan, criterion, { cohorts: [] });
        if (!bound.ok) throw new Error(`${id}: ${JSON.stringify(bound.errors)}`);
        asked += 1;
        const question = { kind: "cohort", criterion: bound.question, members: "all" } as const;
        const { members } = await answerCohort(scope, question, { run });
        found.push(members.map(({ user }) => user));
        const expected = membersOf(world, cohorts, bound.question).map((person) => `p${person}`);
        expect(found.at(-1), id).toEqual(expected);
      }
      return found;
    };
    expect(await compare(typicalWorld())).toEqual([
      ["p1"],
      ["p2"],
      ["p3"],
      ["p4"],
      ["p5"],
      ["p6"],
      ["p7"],
      ["p3", "p8"],
      ["p9"],
      ["p10"],
    ]);
    await fc.assert(
      fc.asyncProperty(worldArbitrary, async (world) => void (await compare(world))),
      readDevelopmentVariable("TEST_LONG") === undefined ? { numRuns: 4 } : runs,
    );
  },
  SLOW_MS,
);

test(
  "funnels: steps, open attempts and times",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(fc.tuple(funnelArbitrary, restriction), { minLength: 3, maxLength: 3 }),
        async (world, funnels) => {
          const scope = await stored(world);
          for (const [funnel, cut] of funnels) {
            asked += 1;
            const { people, options } = restricted(scope, world, cut);
            const result = await answerFunnel(scope, { kind: "funnel", ...funnel, timeToConvert: true }, options);
            const attempts = [...people].map((person) => ({ person, ...bestLevel(world, person, funnel) }));
            const label = JSON.stringify(funnel);
            expect(
              result.steps.map(({ count }) => count),
              label,
            ).toEqual(funnel.steps.map((_, index) => attempts.filter(({ level }) => level > index).length));
            const bars = funnel.steps.map((_, index) => index + 1);
            const step = bars[asked % bars.length] ?? 1;
            const exactly = asked % 2 === 0;
            const bar = funnelBarCriterion(
              {
                kind: "funnel",
                ...funnel,
                ...(cut && { cohort: { criterion: cut.criterion }, complement: cut.complement }),
              },
              { step, exactly },
            );
            const saved = await answerCohort(scope, { kind: "cohort", criterion: bar, members: 0 }, { run });
            const { count = 0, dropOff = 0 } = result.steps[step - 1] ?? {};
            expect(saved.count, label).toBe(exactly && step < bars.length ? dropOff : count);
            const converted = attempts.filter(({ level }) => level === funnel.steps.length);
            const open = attempts.filter(
              ({ level, person }) => level > 0 && level < funnel.steps.length && hasOpenWindow(world, person, funnel),
            );
            expect(result.open, label).toBe(open.length);
            const seconds = converted.map(({ entry, end }) => (end - entry) / 1000).sort((a, b) => a - b);
            if (seconds.length === 0) {
              expect(result.timeToConvertSeconds).toBeNull();
              continue;
            }
            const { mean, median, p90 } = result.timeToConvertSeconds ?? {};
            expect(mean, label).toBeCloseTo(seconds.reduce((sum, value) => sum + value, 0) / seconds.length, 6);
            expect(median, label).toBeCloseTo(quantile(seconds, 0.5), 6);
            expect(p90, label).toBeCloseTo(quantile(seconds, 0.9), 6);
          }
        },
      ),
      runs,
    );
  },
  SLOW_MS,
);

const measures: fc.Arbitrary<Pick<MetricQuestion, "event" | "measure">> = fc.oneof(
  fc.record({
    event: selectorArbitrary,
    measure: fc.constantFrom(
      { kind: "count" as const },
      { kind: "unique_users" as const },
      { kind: "per_user" as const },
      { kind: "distinct" as const, property: { automatic: "country" as const } },
    ),
  }),
  fc.constant<Pick<MetricQuestion, "event" | "measure">>({
    event: { event: "evt_a" },
    measure: { kind: "distinct", property: { property: "prp_n" } },
  }),
  fc
    .constantFrom(
      { kind: "sum" as const },
      { kind: "mean" as const },
      { kind: "median" as const },
      { kind: "percentile" as const, percentile: 90 },
    )
    .map(
      (measure): Pick<MetricQuestion, "event" | "measure"> => ({
        event: { any: true },
        measure: { ...measure, property: { property: "prp_price|prp_total" } },
      }),
    ),
);
const breakdowns = fc.constantFrom<PropertyRef | undefined>(
  undefined,
  undefined,
  { automatic: "country" },
  { property: "prp_flag" },
  { property: "prp_n" },
  { userProperty: "prp_plan" },
  { userProperty: "prp_optin" },
  { groupProperty: "prp_sector" },
);

function isEmptyZero({ measure, dividedBy }: MetricQuestion): boolean {
  return dividedBy === undefined && ["count", "unique_users", "sum", "distinct"].includes(measure.kind);
}

/** The same series over the earlier period: totals, and every period that holds an event. */
function expectEarlier(
  result: MetricResult,
  question: MetricQuestion,
  expected: ReturnType<typeof ratio> | undefined,
): void {
  const label = JSON.stringify(question);
  for (const { key, earlier } of result.series) {
    expect(earlier === undefined, label).toBe(expected === undefined);
    if (earlier === undefined || expected === undefined) continue;
    const own = expected.find((one) => one.key === key);
    const empty = isEmptyZero(question) ? 0 : null;
    const total = own === undefined ? empty : own.total;
    if (total === null) expect(earlier.total, label).toBeNull();
    else expect(earlier.total, label).toBeCloseTo(total, 9);
    if (question.interval === "hour" || question.interval === "total") continue;
    const found = new Map(earlier.points.map(({ start, value }) => [start, value]));
    for (const [start, value] of own?.points ?? []) {
      expect(found.has(start), `${label} ${start}`).toBe(true);
      if (value === null) expect(found.get(start), label).toBeNull();
      else expect(found.get(start), label).toBeCloseTo(value, 9);
    }
  }
}

test(
  "metrics: totals, buckets, breakdowns and what they are compared with",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(
          fc.tuple(
            measures,
            fc.constantFrom("hour", "day", "week", "month", "total"),
            rangeArbitrary,
            breakdowns,
            restriction,
            fc.constantFrom(undefined, ...EARLIER_PERIODS),
            fc.option(measures, { nil: undefined, freq: 2 }),
          ),
          { minLength: 3, maxLength: 3 },
        ),
        async (world, questions) => {
          const scope = await stored(world);
          for (const [measure, interval, range, breakdown, cut, compareWith, dividedBy] of questions) {
            const days = "from" in range && range.from === "2025-10-20";
            if (interval === "hour" && days) continue;
            asked += 1;
            const question = {
              kind: "metric",
              ...measure,
              interval,
              range,
              ...(breakdown && { breakdown }),
              ...(dividedBy && { dividedBy }),
            } as MetricQuestion;
            const compared = { ...question, ...(compareWith && { compareWith }) };
            const { people, options } = restricted(scope, world, cut);
            const result = await answerMetric(scope, compared, options);
            const expected = ratio(world, question, people);
            const label = JSON.stringify(question);
            const byKey = new Map(result.series.map((series) => [series.key, series]));
            expect([...byKey.keys()].sort(), label).toEqual(expected.map(({ key }) => key).sort());
            for (const { key, total, points } of expected) {
              const series = byKey.get(key);
              if (total === null) expect(series?.total, label).toBeNull();
              else expect(series?.total, label).toBeCloseTo(total, 9);
              if (interval === "hour") continue;
              for (const point of series?.points ?? []) {
                const value = points.get(point.start);
                const empty = isEmptyZero(question) ? 0 : null;
                if (value === undefined || value === null)
                  expect(point.value, label).toBe(value === null ? null : empty);
                else expect(point.value, label).toBeCloseTo(value, 9);
              }
              const starts = new Set(series?.points.map(({ start }) => start));
              for (const start of points.keys())
                if (start !== "") expect(starts.has(start), `${label} ${start}`).toBe(true);
            }
            expectEarlier(result, compared, compareWith === undefined ? undefined : ratio(world, compared, people));
            if (interval === "hour" && question.measure.kind === "count" && dividedBy === undefined)
              for (const series of result.series)
                expect(
                  series.points.reduce((sum, point) => sum + (point.value ?? 0), 0),
                  label,
                ).toBe(series.total);
          }
        },
      ),
      runs,
    );
  },
  SLOW_MS,
);

test(
  "retention: births and returns by local day, week and month",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(
          fc.tuple(
            selectorArbitrary,
            selectorArbitrary,
            fc.constantFrom("day" as const, "week" as const, "month" as const),
            fc.constantFrom(1, 4, 40),
            fc.oneof(rangeArbitrary, fc.constant({ ever: true as const })),
            restriction,
          ),
          { minLength: 3, maxLength: 3 },
        ),
        async (world, questions) => {
          const scope = await stored(world);
          for (const [start, back, unit, periods, range, cut] of questions) {
            asked += 1;
            const question: RetentionQuestion = { kind: "retention", start, return: back, unit, periods, range };
            const { people, options } = restricted(scope, world, cut);
            const result = await answerRetention(scope, question, options);
            const expected = retention(world, question, people);
            const found = new Map<string, number>();
            for (const row of result.rows) {
              expect(row.cells[0]?.count).toBe(row.size);
              row.cells.forEach((cell, distance) => {
                if (cell.count > 0) found.set(`${row.start} ${distance}`, cell.count);
              });
            }
            expect(Object.fromEntries(found), JSON.stringify(question)).toEqual(Object.fromEntries(expected));
          }
        },
      ),
      runs,
    );
  },
  SLOW_MS,
);

test(
  "active users look back before the range",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(
          fc.tuple(
            selectorArbitrary,
            fc.oneof(
              fc.integer({ min: 1, max: 12 }).map((lastDays) => ({ lastDays })),
              fc.constant({ fromDaysAgo: 9, toDaysAgo: 4 }),
            ),
            restriction,
          ),
          {
            minLength: 3,
            maxLength: 3,
          },
        ),
        async (world, questions) => {
          const scope = await stored(world);
          for (const [event, range, cut] of questions) {
            asked += 1;
            const question = { kind: "active_users" as const, event, range };
            const { people, options } = restricted(scope, world, cut);
            const result = await answerActiveUsers(scope, question, options);
            for (const { date, dau, wau, mau } of result.days)
              expect({ dau, wau, mau }, `${date} ${JSON.stringify(question)}`).toEqual(
                activeUsers(world, question, people, Date.parse(date) / 86_400_000),
              );
          }
        },
      ),
      runs,
    );
  },
  SLOW_MS,
);
