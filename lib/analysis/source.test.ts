import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { EVENT_TABLES, eventDb } from "../store/event-db.ts";
import { compileSql, type Sql, sql } from "../store/sql.ts";
import { useEventDb } from "../store/testing.ts";
import { answerCohort } from "./cohort/cohort.ts";
import { computeResult } from "./compute.ts";
import { criterionArbitrary, funnelArbitrary } from "./naive/arbitrary-criterion.ts";
import { selectorArbitrary } from "./naive/arbitrary-selector.ts";
import { eventRow, insertRows } from "./naive/insert.ts";
import { worldPlan, worldSlots } from "./naive/plan.ts";
import { indexSlots } from "./property-slots.ts";
import type { Criterion, PropertyFilter, Question } from "./question.ts";
import { newRun } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";
import { SOURCE_TABLES } from "./source.sql.ts";
import { STATEMENT_TABLES } from "./statement/statement.sql.ts";
import { conformanceStatement } from "./statement/statement.ts";

useEventDb();

const asOf = Date.parse("2026-03-30T10:00:00Z");
function scopeOf(project: number, plan: Plan = worldPlan, slots = indexSlots(worldSlots)): AnalysisScope {
  const saved: Criterion = {
    kind: "count",
    event: { any: true },
    count: { op: ">=", value: 1 },
    window: { ever: true },
  };
  return {
    project,
    environment: "production",
    asOf,
    calendar: { timeZone: "Europe/Paris", weekStart: 1 },
    plan,
    slots,
    cohorts: new Map([["coh_saved", saved]]),
  };
}

const questionArbitrary: fc.Arbitrary<Question> = fc.oneof(
  criterionArbitrary.map((criterion): Question => ({ kind: "cohort", criterion, members: "all" })),
  funnelArbitrary.map((funnel): Question => ({ kind: "funnel", ...funnel, timeToConvert: true })),
  fc.tuple(selectorArbitrary, fc.constantFrom("hour" as const, "week" as const)).map(
    ([event, interval]): Question => ({
      kind: "metric",
      event,
      measure: { kind: "unique_users" },
      interval,
      range: { lastDays: 9 },
      breakdown: { groupProperty: "prp_sector" },
    }),
  ),
  fc.tuple(selectorArbitrary, selectorArbitrary).map(
    ([start, back]): Question => ({
      kind: "retention",
      start,
      return: back,
      unit: "week",
      periods: 4,
      range: { lastDays: 60 },
    }),
  ),
  selectorArbitrary.map((event): Question => ({ kind: "active_users", event, range: { lastDays: 9 } })),
);

/** Statements without running them. */
function recorder(): { statements: { origin: string; statement: Sql }[]; run: ReturnType<typeof newRun> } {
  const statements: { origin: string; statement: Sql }[] = [];
  return {
    statements,
    run: async (origin, statement) => {
      statements.push({ origin, statement });
      return [];
    },
  };
}

function tablesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\b(?:from|join)\s+([a-z_]+)\b(?!\()/gi)].map((match) => match[1] ?? ""));
}

test("answers name conformant events, traits, people and aliases, and no other table; the statement alone counts the rest", async () => {
  await fc.assert(
    fc.asyncProperty(
      questionArbitrary,
      fc.option(criterionArbitrary, { nil: undefined }),
      async (question, criterion) => {
        const scope = scopeOf(1);
        const restricted: Question = criterion === undefined ? question : { ...question, cohort: { criterion } };
        const [answer, statement] = [recorder(), recorder()];
        await computeResult(scope, restricted, answer.run);
        await conformanceStatement(scope, restricted, statement.run);
        for (const { statement: asked } of answer.statements) {
          const { text } = compileSql(asked);
          for (const table of tablesIn(text)) expect(SOURCE_TABLES, text).toContain(table);
        }
        for (const { origin, statement: asked } of statement.statements)
          for (const table of tablesIn(compileSql(asked).text))
            expect([...SOURCE_TABLES, ...STATEMENT_TABLES], origin).toContain(table);
      },
    ),
    { numRuns: 300 },
  );
});

test("no file of analysis but the statement's writes the name of a table of received events", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.test\.ts$|^naive\//.test(file),
  );
  const forbidden = EVENT_TABLES.filter((table) => !(SOURCE_TABLES as readonly string[]).includes(table));
  const naming = files.filter((file) =>
    forbidden.some((table) =>
      new RegExp(`\\b(from|join)\\s+${table}\\b|["'\`]${table}["'\`]`).test(
        readFileSync(join(import.meta.dirname, file), "utf8"),
      ),
    ),
  );
  // The concern and the words of the statement speak of what was received without reading it.
  expect(naming.filter((file) => !file.startsWith("statement/"))).toEqual([]);
});

test("a block delivered again under its token counts once, without FINAL", async () => {
  const rows = [1, 2, 3].map((uid) =>
    eventRow(50, { uid, person: 1, event: "evt_a", ts: asOf - uid * 1000, properties: {}, automatic: {}, group: "" }),
  );
  await insertRows("events", rows, true);
  const count: Criterion = {
    kind: "count",
    event: { event: "evt_a" },
    count: { op: "=", value: 3 },
    window: { ever: true },
  };
  expect((await answerCohort(scopeOf(50), { kind: "cohort", criterion: count }, { run: newRun({}) })).count).toBe(1);
  const [row] = await eventDb().query<{ n: string }>(
    "test.rows",
    sql`select count() as n from events where project = 50`,
  );
  expect(row?.n).toBe("3");
});

const HOSTILE = [
  "'",
  "\\",
  "'; drop table events; --",
  "`",
  '"',
  "{p0:String}",
  "%s",
  "*/",
  "\u0000",
  "\n",
  "é😀",
  "a.b",
  "$1",
  "|",
  "",
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 8 }),
);

test("values never change the text of a statement", async () => {
  const textOf = async (question: Question): Promise<string[]> => {
    const [answer, statement] = [recorder(), recorder()];
    await computeResult(scopeOf(1), question, answer.run);
    await conformanceStatement(scopeOf(1), question, statement.run);
    return [...answer.statements, ...statement.statements].map(({ statement: asked }) =>
      compileSql(asked).text.replace(/\{p\d+:/g, "{p:"),
    );
  };
  const asking = (value: string, other: number): Question => ({
    kind: "metric",
    event: {
      any: true,
      where: [
        { property: "prp_n", op: "=", value },
        { property: "prp_tags", op: "contains", value },
        { userProperty: "prp_plan", op: "in", value: [value, other] },
        { automatic: "country", op: "not_contains", value },
      ],
    },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
    cohort: {
      criterion: {
        kind: "sum",
        event: { role: "purchase" },
        property: { propertyRole: "revenue" },
        window: { ever: true },
        sum: { op: ">", value: other },
      },
    },
  });
  const plain = await textOf(asking("plain", 1));
  await fc.assert(
    fc.asyncProperty(hostile, fc.double({ min: 1e-6, noNaN: true }), async (value, other) => {
      // A text that reads as an instant is compared as one too.
      fc.pre(Number.isNaN(Date.parse(value)));
      expect(await textOf(asking(value, other))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test("hostile ids, names and values are found exactly, and nothing else is", async () => {
  let project = 1000;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(hostile, {
        minLength: 3,
        maxLength: 6,
        comparator: (a, b) => Buffer.from(a).equals(Buffer.from(b)),
      }),
      async (values) => {
        project += 1;
        const hostilePlan: Plan = {
          ...worldPlan,
          userProperties: [newTrait({ id: "prp_u'", name: "u'; --", type: { kind: "string" } })],
          events: [
            newEvent({
              id: "evt_'x",
              name: "A'; drop",
              identifier: "a",
              properties: [
                newProperty({ id: "prp_'v", name: "v'", type: { kind: "string" } }),
                newProperty({ id: "prp_'o", name: "o", type: { kind: "string" } }),
              ],
            }),
          ],
        };
        const slots = indexSlots([
          { eventId: "evt_'x", propertyId: "prp_'v", storedAs: "string", slot: "s23" },
          { eventId: "evt_'x", propertyId: "prp_'o", storedAs: "string", slot: "overflow" },
        ]);
        const scope = scopeOf(project, hostilePlan, slots);
        await insertRows(
          "events",
          values.map((value, index) =>
            eventRow(
              project,
              {
                uid: index + 1,
                person: index + 1,
                event: "evt_'x",
                ts: asOf - 1000,
                properties: { "prp_'v": value, "prp_'o": value },
                automatic: {},
                group: "",
              },
              slots,
            ),
          ),
        );
        await insertRows(
          "people",
          values.map((_, index) => ({ project, person: index + 1, kind: "user", id: `p${index + 1}` })),
        );
        const found = async (filter: PropertyFilter): Promise<string[]> => {
          const criterion: Criterion = {
            kind: "count",
            event: { event: "evt_'x", where: [filter] },
            count: { op: ">=", value: 1 },
            window: { ever: true },
          };
          const { members } = await answerCohort(
            scope,
            { kind: "cohort", criterion, members: "all" },
            { run: newRun({}) },
          );
          return members.map(({ user }) => user);
        };
        for (const [index, value] of values.entries()) {
          // A lone surrogate has no UTF-8 form: it is stored, and asked for, as the replacement character.
          const same = values.flatMap((other, at) =>
            Buffer.from(other).equals(Buffer.from(value)) ? [`p${at + 1}`] : [],
          );
          expect(same).toContain(`p${index + 1}`);
          expect(await found({ property: "prp_'v", op: "=", value }), JSON.stringify(value)).toEqual(same);
          expect(await found({ property: "prp_'o", op: "in", value: [value] }), JSON.stringify(value)).toEqual(same);
        }
      },
    ),
    { numRuns: 15, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  );
}, 40_000);
