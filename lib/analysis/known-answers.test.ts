import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { answerQuestion } from "./answer.ts";
import { eventRow, insertRows } from "./naive/insert.ts";
import { worldPlan } from "./naive/plan.ts";
import { publishedProject } from "./naive/project.ts";
import type { PropertySlots } from "./property-slots.ts";
import type { FunnelResult, MetricResult, Question, RetentionResult } from "./question.ts";

const corpora = process.env.GABARIT_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const folder = join(corpora, "events");
const present = existsSync(join(folder, "known-answers.derived.json"));
if (!present) console.warn(`SKIPPED: known answers of real event logs; there are no corpora at ${corpora}`);

interface Row {
  readonly user: string;
  readonly event: string;
  /** Milliseconds, UTC. */
  readonly at: number;
  readonly properties: Readonly<Record<string, Json>>;
}

interface Funnel {
  readonly steps: readonly string[];
  readonly ordered: readonly number[];
}

interface KnownAnswers {
  readonly "simple-onlineshop.csv": {
    readonly rows: number;
    readonly users: number;
    readonly events: Readonly<Record<string, number>>;
    readonly funnels: readonly Funnel[];
    readonly monthlyRetention: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly "ab_test_demo.csv": {
    readonly rows: number;
    readonly "byBucket (column user_backet)": Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly "mixpanel-generated/events.ndjson": {
    readonly rows: number;
    readonly users: number;
    readonly events: Readonly<Record<string, number>>;
    readonly "sum of checkout.amount": number;
    readonly "events before 2026-01-01 (out-of-range stragglers)": number;
  };
}

/** Cut to milliseconds; the logs hold microseconds. */
function utc(text: string): number {
  return Date.parse(`${text.trim().replace(" ", "T").slice(0, 23)}Z`);
}

function csvRows(file: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, file)), { columns: true, bom: true }) as Record<string, string>[];
}

function planOf(names: readonly string[], properties: Readonly<Record<string, "number" | "string">>): Plan {
  return {
    ...worldPlan,
    userProperties: [],
    groupTypes: [],
    events: names.map((name, index) =>
      newEvent({
        id: `evt_${index}`,
        name,
        identifier: `event${index}`,
        properties: Object.entries(properties).map(([property, kind]) =>
          newProperty({ id: `prp_${index}_${property}`, name: property, type: { kind } }),
        ),
      }),
    ),
  };
}

/** A project whose plan admits the log, and the log as conformant events. */
async function projectWith(rows: readonly Row[], properties: Readonly<Record<string, "number" | "string">>) {
  const names = [...new Set(rows.map(({ event }) => event))].sort();
  const { project, slots } = await publishedProject(planOf(names, properties));
  const people = new Map([...new Set(rows.map(({ user }) => user))].map((user, index) => [user, index + 1]));
  const events = rows.map((row, index) => storedEvent(row, { index, project, slots, names, people }));
  for (let at = 0; at < events.length; at += 20_000) await insertRows("events", events.slice(at, at + 20_000));
  await insertRows(
    "people",
    [...people].map(([id, person]) => ({ project: project.number, person, kind: "user", id })),
  );
  return project;
}

function storedEvent(
  row: Row,
  to: { index: number; project: AuthorizedProject; slots: PropertySlots; names: string[]; people: Map<string, number> },
): object {
  const event = to.names.indexOf(row.event);
  return eventRow(
    to.project.number,
    {
      uid: to.index + 1,
      person: to.people.get(row.user) ?? 0,
      event: `evt_${event}`,
      ts: row.at,
      properties: Object.fromEntries(
        Object.entries(row.properties).map(([name, value]) => [`prp_${event}_${name}`, value]),
      ),
      automatic: {},
      group: "",
    },
    to.slots,
  );
}

const asOf = "2030-01-01T00:00:00Z";

async function metricOf(project: AuthorizedProject, question: object): Promise<MetricResult> {
  const { result } = await answerQuestion(project, {
    kind: "metric",
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
    asOf,
    ...question,
  } as Question);
  return result as MetricResult;
}

async function totalOf(project: AuthorizedProject, question: object): Promise<number | null | undefined> {
  return (await metricOf(project, question)).series[0]?.total;
}

describe.skipIf(!present)("real event logs", () => {
  usePlanDb();
  useEventDb();
  const known = (
    present ? JSON.parse(readFileSync(join(folder, "known-answers.derived.json"), "utf8")) : {}
  ) as KnownAnswers;

  describe("a shop's click log", () => {
    let project: AuthorizedProject;
    const answers = known["simple-onlineshop.csv"];
    beforeAll(async () => {
      const rows = csvRows("retentioneering/simple-onlineshop.csv").map(
        (row): Row => ({
          user: row.user_id ?? "",
          event: row.event ?? "",
          at: utc(row.timestamp ?? ""),
          properties: {},
        }),
      );
      project = await projectWith(rows, {});
    });

    test("events and people", async () => {
      expect(await totalOf(project, { event: { any: true } })).toBe(answers.rows);
      expect(await totalOf(project, { event: { any: true }, measure: { kind: "unique_users" } })).toBe(answers.users);
      for (const [event, count] of Object.entries(answers.events))
        expect(await totalOf(project, { event: { event } }), event).toBe(count);
    });

    test("funnels", async () => {
      for (const { steps, ordered } of answers.funnels) {
        const { result, statement } = await answerQuestion(project, {
          kind: "funnel",
          steps: steps.map((event) => ({ event })),
          within: { value: 366, unit: "day" },
          range: { ever: true },
          timeToConvert: true,
          asOf,
        });
        expect((result as FunnelResult).steps.map(({ count }) => count)).toEqual(ordered);
        expect((result as FunnelResult).timeToConvertSeconds?.median).toBeGreaterThan(0);
        expect(statement.considered).toBe(steps.reduce((sum, event) => sum + (answers.events[event] ?? 0), 0));
      }
    });

    test("monthly retention", async () => {
      const { result } = await answerQuestion(project, {
        kind: "retention",
        start: { any: true },
        return: { any: true },
        unit: "month",
        periods: 5,
        range: { from: "2019-11-01", to: "2020-04-30" },
        asOf,
      });
      const found = Object.fromEntries(
        (result as RetentionResult).rows.map((row) => [
          row.start,
          Object.fromEntries(row.cells.flatMap(({ count }, month) => (count > 0 ? [[String(month), count]] : []))),
        ]),
      );
      expect(found).toEqual(answers.monthlyRetention);
    });
  });

  test("an experiment's buckets: events, people, buyers and sums", async () => {
    const answers = known["ab_test_demo.csv"];
    const rows = csvRows("retentioneering/ab_test_demo.csv").map(
      (row): Row => ({
        user: row.user_id ?? "",
        event: row.event ?? "",
        at: utc(row.timestamp ?? ""),
        properties: {
          bucket: row.user_backet ?? "",
          ...(row.transaction_value === "" || row.transaction_value === undefined
            ? {}
            : { transaction_value: Number(row.transaction_value) }),
        },
      }),
    );
    const project = await projectWith(rows, { bucket: "string", transaction_value: "number" });
    expect(await totalOf(project, { event: { any: true } })).toBe(answers.rows);
    const breakdown = { property: "bucket" };
    const value = { property: "transaction_value" };
    const by = async (question: object): Promise<Record<string, number | null>> => {
      const { series } = await metricOf(project, { event: { any: true }, breakdown, ...question });
      return Object.fromEntries(series.map(({ key, total }) => [String(key), total]));
    };
    const [events, users, buyers, sums, valued] = [
      await by({}),
      await by({ measure: { kind: "unique_users" } }),
      await by({ event: { event: "payment_done" }, measure: { kind: "unique_users" } }),
      await by({ measure: { kind: "sum", property: value } }),
      await by({ event: { any: true, where: [{ ...value, op: "is_set" }] } }),
    ];
    const found = Object.fromEntries(
      Object.keys(answers["byBucket (column user_backet)"]).map((bucket) => [
        bucket,
        {
          events: events[bucket],
          users: users[bucket],
          "buyers (payment_done)": buyers[bucket],
          "sum transaction_value": sums[bucket],
          "rows with transaction_value": valued[bucket],
        },
      ]),
    );
    expect(found).toEqual(answers["byBucket (column user_backet)"]);
  });

  test("a generated log: counts, a sum, and stragglers years out of range", async () => {
    const answers = known["mixpanel-generated/events.ndjson"];
    const lines = readFileSync(join(folder, "mixpanel-generated/events.ndjson"), "utf8").trim().split("\n");
    const rows = lines.map((line): Row => {
      const row = JSON.parse(line) as Record<string, Json>;
      return {
        user: String(row.$user_id),
        event: String(row.event),
        at: Date.parse(String(row.time)),
        properties: typeof row.amount === "number" ? { amount: row.amount } : {},
      };
    });
    const project = await projectWith(rows, { amount: "number" });
    expect(rows).toHaveLength(answers.rows);
    expect(await totalOf(project, { event: { any: true }, measure: { kind: "unique_users" } })).toBe(answers.users);
    for (const [event, count] of Object.entries(answers.events))
      expect(await totalOf(project, { event: { event } }), event).toBe(count);
    const amount = { kind: "sum", property: { property: "amount" } };
    expect(await totalOf(project, { event: { event: "checkout" }, measure: amount })).toBe(
      answers["sum of checkout.amount"],
    );
    expect(await totalOf(project, { event: { any: true }, range: { from: "2016-01-01", to: "2025-12-31" } })).toBe(
      answers["events before 2026-01-01 (out-of-range stragglers)"],
    );
  });
});
