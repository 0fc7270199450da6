import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb } from "../store/testing.ts";
import { bindCriterion } from "./bind/bind.ts";
import { answerCohort } from "./cohort/cohort.ts";
import { peopleOf } from "./cohort/criterion.sql.ts";
import { COHORT_TEMPLATES } from "./cohort/templates.ts";
import { answerActiveUsers } from "./engagement/active-users.ts";
import { answerFunnel } from "./funnel/funnel.ts";
import { answerMetric } from "./metric/metric.ts";
import {
  criterionArbitrary,
  funnelArbitrary,
  rangeArbitrary,
  selectorArbitrary,
  worldArbitrary,
} from "./naive/arbitrary.ts";
import { membersOf } from "./naive/cohort.ts";
import { bestLevel, hasOpenWindow } from "./naive/funnel.ts";
import { insertWorld } from "./naive/insert.ts";
import { activeUsers, metric, retention } from "./naive/over-time.ts";
import { worldPlan, worldSlots } from "./naive/plan.ts";
import { knownPeople, type World } from "./naive/world.ts";
import { indexSlots } from "./property-slots.ts";
import type { Criterion, MetricQuestion, PropertyRef, RetentionQuestion } from "./question.ts";
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
// Durability is not what is tested here, and half of the time.
beforeAll(async () => {
  for (const table of ["events", "traits", "identity_links", "people"])
    await eventDb().command(
      sql`alter table ${sql.name(table)} modify setting fsync_after_insert = 0, fsync_part_directory = 0`,
    );
});
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

// Bounded by time, so that a slow machine compares fewer questions rather than failing.
const runs = { numRuns: 40, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false };
const MINUTE = 60_000;
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
        fc.array(criterionArbitrary, { minLength: 12, maxLength: 12 }),
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
  MINUTE,
);

test(
  "the ten templates, bound by role, give the members of the naive evaluation",
  async () => {
    const bound = COHORT_TEMPLATES.map(({ id, criterion }) => {
      const result = bindCriterion(worldPlan, criterion, { cohorts: [] });
      if (!result.ok) throw new Error(`${id}: ${JSON.stringify(result.errors)}`);
      return { id, criterion: result.question };
    });
    expect(bound).toHaveLength(10);
    const populated = new Set<string>();
    await fc.assert(
      fc.asyncProperty(worldArbitrary, async (world) => {
        const scope = await stored(world);
        for (const { id, criterion } of bound) {
          asked += 1;
          const result = await answerCohort(scope, { kind: "cohort", criterion, members: "all" }, { run });
          const members = membersOf(world, cohorts, criterion).map((person) => `p${person}`);
          expect(
            result.members.map(({ user }) => user),
            id,
          ).toEqual(members);
          if (members.length > 0) populated.add(id);
        }
      }),
      { ...runs, numRuns: 15 },
    );
    // Not every random log has a regular customer; most cohorts must have had somebody.
    expect(populated.size).toBeGreaterThanOrEqual(7);
  },
  MINUTE,
);

test(
  "funnels: steps, open attempts and times",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        worldArbitrary,
        fc.array(fc.tuple(funnelArbitrary, restriction), { minLength: 6, maxLength: 6 }),
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
            const converted = attempts.filter(({ level }) => level === funnel.steps.length);
            const open = attempts.filter(
              ({ level, person }) => level > 0 && level < funnel.steps.length && hasOpenWindow(world, person, funnel),
            );
            expect(result.open, label).toBe(open.length);
            const seconds = converted.map(({ entry, end }) => (end - entry) / 1000);
            if (seconds.length === 0) expect(result.timeToConvertSeconds).toBeNull();
            else
              expect(result.timeToConvertSeconds?.mean, label).toBeCloseTo(
                seconds.reduce((sum, value) => sum + value, 0) / seconds.length,
                6,
              );
          }
        },
      ),
      runs,
    );
  },
  MINUTE,
);

const measures: fc.Arbitrary<Pick<MetricQuestion, "event" | "measure">> = fc.oneof(
  fc.record({
    event: selectorArbitrary,
    measure: fc.constantFrom({ kind: "count" as const }, { kind: "unique_users" as const }),
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

test(
  "metrics: totals, buckets and breakdowns",
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
          ),
          { minLength: 6, maxLength: 6 },
        ),
        async (world, questions) => {
          const scope = await stored(world);
          for (const [measure, interval, range, breakdown, cut] of questions) {
            const days = "from" in range && range.from === "2025-10-20";
            if (interval === "hour" && days) continue;
            asked += 1;
            const question = {
              kind: "metric",
              ...measure,
              interval,
              range,
              ...(breakdown && { breakdown }),
            } as MetricQuestion;
            const { people, options } = restricted(scope, world, cut);
            const result = await answerMetric(scope, question, options);
            const expected = metric(world, question, people);
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
                const empty = ["count", "unique_users", "sum"].includes(question.measure.kind) ? 0 : null;
                if (value === undefined || value === null)
                  expect(point.value, label).toBe(value === null ? null : empty);
                else expect(point.value, label).toBeCloseTo(value, 9);
              }
              const starts = new Set(series?.points.map(({ start }) => start));
              for (const start of points.keys())
                if (start !== "") expect(starts.has(start), `${label} ${start}`).toBe(true);
            }
            if (interval === "hour" && question.measure.kind === "count")
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
  MINUTE,
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
          { minLength: 6, maxLength: 6 },
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
  MINUTE,
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
            minLength: 4,
            maxLength: 4,
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
  MINUTE,
);
