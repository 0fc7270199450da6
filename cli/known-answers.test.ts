/**
 * The known answers of real event logs, through the product's own doors: a plan is imported and published, the log is sent,
 * and every question asked, with the command line. `TEST_SERVER=built` does it against the product as it is started.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type {
  Answer,
  CohortResult,
  FunnelResult,
  MetricQuestion,
  MetricResult,
  Question,
  QuestionResult,
  RetentionResult,
} from "../lib/analysis/question.ts";
import { readDevelopmentVariable } from "../lib/base/env.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import { callsOfLog, csvLog, type EventLog, fixedWidthLog, ndjsonLog, planOfLog } from "./testing/event-log.ts";
import { type Installation, openBuiltInstallation, openInstallation } from "./testing/installation.ts";

const corpora =
  readDevelopmentVariable("GABARIT_CORPORA") ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url));
const folder = join(corpora, "events");
const present = existsSync(join(folder, "known-answers.derived.json"));
if (!present) console.warn(`SKIPPED: known answers of real event logs; there are no corpora at ${corpora}`);

const built = readDevelopmentVariable("TEST_SERVER") === "built";
const PATIENCE_MS = 300_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

interface KnownAnswers {
  readonly "simple-onlineshop.csv": {
    readonly rows: number;
    readonly users: number;
    readonly events: Readonly<Record<string, number>>;
    readonly funnels: readonly { readonly steps: readonly string[]; readonly ordered: readonly number[] }[];
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

const known = (
  present ? JSON.parse(readFileSync(join(folder, "known-answers.derived.json"), "utf8")) : {}
) as KnownAnswers;

/** After the last event of every log, so that nothing depends on the day of the test. */
const asOf = "2030-01-01T00:00:00Z";
const ever = { ever: true } as const;

const any = { any: true } as const;
const people = { kind: "unique_users" } as const;

type Counted = Pick<MetricQuestion, "event"> & Partial<MetricQuestion>;

/** One log in a project of its own, sent and asked about. */
class Conversation {
  private questions = 0;

  constructor(private readonly place: Installation) {}

  async ok(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.place.run(...args);
    expect(code, `${args.join(" ")}\n${err}${out.slice(0, 500)}`).toBe(0);
    return out;
  }

  async take(log: EventLog): Promise<void> {
    const { slug, folder: cwd, writeKey } = this.place;
    writeFileSync(join(cwd, "plan.yaml"), writePlanFile(planOfLog(slug, log)));
    writeFileSync(join(cwd, "events.ndjson"), callsOfLog(log));
    await this.ok("import", "plan.yaml", "--plan", slug);
    await this.ok("publish", slug, "-m", `Admits ${log.file}`);
    const sent = await this.ok("send", "events.ndjson", "--write-key", writeKey, "--batch-size", "1000", "--json");
    expect(JSON.parse(sent)).toMatchObject({ sent: log.rows.length, skipped: 0 });
    const all = { received: log.rows.length, considered: log.rows.length, duplicates: 0 };
    if (!built) await this.place.settled();
    const stored = async () => expect((await this.count({ event: any })).statement).toMatchObject(all);
    await vi.waitFor(stored, { timeout: PATIENCE_MS, interval: 500 });
  }

  async ask<R extends QuestionResult>(question: Question): Promise<Answer<R>> {
    const file = `question-${++this.questions}.json`;
    writeFileSync(join(this.place.folder, file), JSON.stringify({ asOf, ...question }));
    return JSON.parse(await this.ok("query", file, "--json")) as Answer<R>;
  }

  /** A metric of the whole log: how many events, unless the question says otherwise. */
  count(question: Counted): Promise<Answer<MetricResult>> {
    return this.ask({ kind: "metric", measure: { kind: "count" }, interval: "total", range: ever, ...question });
  }

  async total(question: Counted): Promise<number | null | undefined> {
    return (await this.count(question)).result.series[0]?.total;
  }

  async counts(events: readonly string[]): Promise<Record<string, number | null | undefined>> {
    const found: Record<string, number | null | undefined> = {};
    for (const event of events) found[event] = await this.total({ event: { event } });
    return found;
  }
}

const SHOP_COLUMNS = { user: "user_id", event: "event", at: "timestamp" };

function logText(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** Opens an installation for the log, and closes it after the tests. */
function useLog(read: () => EventLog): () => Conversation {
  let place: Installation | undefined;
  let conversation: Conversation | undefined;
  beforeAll(async () => {
    place = await (built ? openBuiltInstallation() : openInstallation());
    conversation = new Conversation(place);
    await conversation.take(read());
  });
  afterAll(() => place?.stop());
  return () => {
    if (conversation === undefined) throw new Error("Invariant: the log was not sent");
    return conversation;
  };
}

describe.skipIf(!present)("real event logs, sent and asked about with the command line", () => {
  if (!built) {
    usePlanDb();
    useEventDb();
  }

  describe("a shop's click log", () => {
    const answers = known["simple-onlineshop.csv"];
    const shop = useLog(() =>
      csvLog("simple-onlineshop.csv", logText("retentioneering/simple-onlineshop.csv"), SHOP_COLUMNS),
    );

    test("events and people", async () => {
      expect(await shop().total({ event: any })).toBe(answers.rows);
      expect(await shop().total({ event: any, measure: people })).toBe(answers.users);
      expect(await shop().counts(Object.keys(answers.events))).toEqual(answers.events);
    });

    test("funnels", async () => {
      for (const { steps, ordered } of answers.funnels) {
        const { result, statement } = await shop().ask<FunnelResult>({
          kind: "funnel",
          steps: steps.map((event) => ({ event })),
          within: { value: 366, unit: "day" },
          range: ever,
          timeToConvert: true,
        });
        expect(result.steps.map(({ count }) => count)).toEqual(ordered);
        expect(result.timeToConvertSeconds?.median).toBeGreaterThan(0);
        expect(statement.considered).toBe(steps.reduce((sum, event) => sum + (answers.events[event] ?? 0), 0));
      }
    });

    test("monthly retention", async () => {
      const { result } = await shop().ask<RetentionResult>({
        kind: "retention",
        start: any,
        return: any,
        unit: "month",
        periods: 5,
        range: { from: "2019-11-01", to: "2020-04-30" },
      });
      const found = Object.fromEntries(
        result.rows.map((row) => [
          row.start,
          Object.fromEntries(row.cells.flatMap(({ count }, month) => (count > 0 ? [[String(month), count]] : []))),
        ]),
      );
      expect(found).toEqual(answers.monthlyRetention);
    });
  });

  describe("the same shop's experiment", () => {
    const answers = known["ab_test_demo.csv"];
    const shop = useLog(() => csvLog("ab_test_demo.csv", logText("retentioneering/ab_test_demo.csv"), SHOP_COLUMNS));

    async function byBucket(question: Partial<Counted>): Promise<Record<string, number | null>> {
      const { series } = (await shop().count({ event: any, breakdown: { property: "user_backet" }, ...question }))
        .result;
      return Object.fromEntries(series.map(({ key, total }) => [String(key), total]));
    }

    test("events, people, buyers and sums of each bucket", async () => {
      const value = { property: "transaction_value" };
      expect(await shop().total({ event: any })).toBe(answers.rows);
      const events = await byBucket({});
      const users = await byBucket({ measure: people });
      const buyers = await byBucket({ event: { event: "payment_done" }, measure: people });
      const sums = await byBucket({ measure: { kind: "sum", property: value } });
      const valued = await byBucket({ event: { any: true, where: [{ ...value, op: "is_set" }] } });
      const buckets = Object.keys(answers["byBucket (column user_backet)"]);
      const found = buckets.map((bucket) => [
        bucket,
        {
          events: events[bucket],
          users: users[bucket],
          "buyers (payment_done)": buyers[bucket],
          "sum transaction_value": sums[bucket],
          "rows with transaction_value": valued[bucket],
        },
      ]);
      expect(Object.fromEntries(found)).toEqual(answers["byBucket (column user_backet)"]);
    });
  });

  describe("a published log of purchases, of 1997 and 1998", () => {
    const shop = useLog(() => fixedWidthLog("CDNOW_sample.txt", logText("cdnow/CDNOW_sample.txt")));

    /** Of each customer, on how many days after the first of the 39 weeks to the end of September 1997 there is a purchase. */
    function publishedFrequencies(): number[] {
      const [, ...lines] = logText("cdnow/customers_summary.csv").trim().split("\n");
      return lines.map((line) => Number(line.split(",")[1]));
    }

    test("customers by how often they came back", async () => {
      const frequencies = publishedFrequencies();
      expect(await shop().total({ event: any, measure: people })).toBe(frequencies.length);
      const found: number[] = [];
      const published: number[] = [];
      for (const times of [0, 1, 2, 5, 10]) {
        const { result } = await shop().ask<CohortResult>({
          kind: "cohort",
          criterion: { kind: "regular", event: { event: "Purchase" }, unit: "day", atLeast: times + 1, of: 273 },
          asOf: "1997-10-01T12:00:00Z",
        });
        found.push(result.count);
        published.push(frequencies.filter((frequency) => frequency >= times).length);
      }
      expect(found).toEqual(published);
    });
  });

  describe("a generated log with typed properties", () => {
    const answers = known["mixpanel-generated/events.ndjson"];
    const file = "mixpanel-generated/events.ndjson";
    const columns = { user: "$user_id", event: "event", at: "time" };
    const log = useLog(() => ndjsonLog(file, logText(file), columns, ["$insert_id"]));

    test("events, people and a sum", async () => {
      expect(await log().total({ event: any })).toBe(answers.rows);
      expect(await log().total({ event: any, measure: people })).toBe(answers.users);
      expect(await log().counts(Object.keys(answers.events))).toEqual(answers.events);
      const amount = { kind: "sum", property: { property: "amount" } } as const;
      expect(await log().total({ event: { event: "checkout" }, measure: amount })).toBe(
        answers["sum of checkout.amount"],
      );
    });

    test("stragglers years out of range", async () => {
      expect(await log().total({ event: any, range: { from: "2016-01-01", to: "2025-12-31" } })).toBe(
        answers["events before 2026-01-01 (out-of-range stragglers)"],
      );
    });
  });
});
