import { afterEach, describe, expect, it } from "vitest";
import type { MetricQuestion, RetentionQuestion } from "../analysis/question.ts";
import { createReport } from "../analysis/report-store.ts";
import { newId } from "../base/id.ts";
import { clearProcessState } from "../base/process-state.ts";
import { paidPlan } from "../ingest/testing/paid-plan.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { createPlan } from "../plan/store.ts";
import { createBranch } from "../plan/store-branch.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import type { JudgingJob } from "./judging.ts";
import { judgeTraffic } from "./run.ts";
import { type BacktestWithResult, cancelBacktest, getBacktest, listBacktests, startBacktest } from "./store.ts";
import { passingRows, Substitute } from "./substitute.ts";
import { judgeHere } from "./testing/judge-here.ts";

const server = useTestServer();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const note = newProperty({ id: "prp_note", name: "note", type: { kind: "string" } });
const plan = paidPlan({ type: { kind: "number" } }, { properties: [note] });

const STRICTER = {
  command: "updateProperty",
  place: { in: "event", id: "evt_paid" },
  id: "prp_amount",
  changes: { constraints: { minimum: 10 } },
} as const;

async function newProject(): Promise<TestProject> {
  const project = await createTestProject();
  const { projectId, slug, actor } = project.authorized;
  await planDb().$transaction((db) => createPlan(db, { projectId, slug, actor, plan }));
  await project.publish(plan);
  await createBranch(project.authorized, { name: "strict", title: "Stricter" });
  await commitEdits(project.authorized, "strict", { expectedRevision: 0, edits: [STRICTER] });
  return project;
}

/** Conformant calls of one hour, with amounts 0, 1, 2 ... in the order in which they came. */
async function record(project: number, count: number, from: number): Promise<void> {
  await eventDb().command(sql`insert into received (project, uid, source, environment, received_at, ts, call_type,
      event_name, message_id, user_id, app_version, plan_version, verdict, disposition, raw)
    select ${sql.as("UInt32", project)}, (number + 1) * 4096, 1, 'production', at, at, 'track', 'Paid',
      concat('m', toString(number)), 'u', '1.0', 1, 'conformant', 'analysis',
      concat('{"type":"track","event":"Paid","userId":"u","properties":{"amount":', toString(number), '}}')
    from (select number, ${sql.as("DateTime64(3,'UTC')", from)} as at from numbers(${sql.as("UInt64", count)}))`);
}

afterEach(() => clearProcessState("judgingPlace"));

async function ended(project: TestProject, id: string): Promise<BacktestWithResult> {
  for (;;) {
    const run = await getBacktest(project.authorized, id);
    if (run.state !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function resultOf(project: TestProject) {
  const { id } = await startBacktest(project.authorized, "strict");
  const { state, result } = await ended(project, id);
  expect(state).toBe("done");
  if (result === null) throw new Error("a back-test that is done has a result");
  return result;
}

describe("what a back-test keeps", () => {
  it("shows names and values that no store takes without what it does not take", async () => {
    const project = await newProject();
    const { writeKey } = await project.source({ slug: "web" });
    const long = `${"n".repeat(199)}\u{1f600}`;
    const call = (event: string, properties: object) => ({
      type: "track",
      event,
      userId: "u",
      context: { app: { version: "1\u0000\ud83d" } },
      properties,
    });

    const batch = [
      call("Nothing\u0000", {}),
      call("Half \ud83d", {}),
      call(long, { "a\u0000": 1 }),
      call("Paid", { amount: 1, note: "\u0000\udc00" }),
    ];
    await server.post("/v1/batch", { writeKey, batch });
    await server.ingest.settled();
    const result = await resultOf(project);
    expect(result.totals).toEqual({ failing: 1, passing: 0, conformant: 0, violating: 3 });
    expect(result.rows.map(({ name, appVersion }) => [name, appVersion]).sort()).toEqual(
      ["Half \ufffd", "Nothing", "Paid", `${"n".repeat(199)}\ufffd`].map((name) => [name, "1\ufffd"]).sort(),
    );
    expect(result.samples[0]?.call).toMatchObject({ properties: { amount: 1, note: "\ufffd" } });
  });

  it("says which saved questions also count events that were not judged", async () => {
    const project = await newProject();
    const metric = (lastDays: number): MetricQuestion => ({
      kind: "metric",
      event: { event: "Paid" },
      measure: { kind: "count" },
      interval: "total",
      range: { lastDays },
    });

    const retention: RetentionQuestion = {
      kind: "retention",
      start: { event: "Paid" },
      return: { event: "Paid" },
      unit: "day",
      periods: 2,
      range: { lastDays: 7 },
    };
    await createReport(project.authorized, { name: "A week", question: metric(7) });
    await createReport(project.authorized, { name: "A season", question: metric(90) });
    await createReport(project.authorized, { name: "Coming back", question: retention });
    const { metrics } = await resultOf(project);
    expect(metrics.filter(({ older }) => older === true).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["A season", "Coming back"]),
    );
    expect(metrics.find(({ name }) => name === "A week")).not.toHaveProperty("older");
  });

  it("is the latest of each branch, and nothing old", async () => {
    const project = await newProject();
    const kept = (branch: string, daysAgo: number) => ({
      id: newId("bkt"),
      projectId: project.id,
      branch,
      revision: 1,
      mainRevision: 0,
      publishedVersion: 1,
      days: 30,
      environment: "production",
      state: "done",
      startedByName: "Tester",
      startedAt: new Date(Date.now() - daysAgo * DAY_MS),
    });

    const many = Array.from({ length: 25 }, (_, index) => kept("strict", 1 + index));
    const data = [...many, kept("main", 89), kept("main", 91)];
    await planDb().backtest.createMany({ data });
    await resultOf(project);
    const left = await listBacktests(project.authorized, "strict");
    expect(left).toHaveLength(20);
    expect(left.at(-1)?.startedAt).toEqual(many[18]?.startedAt);
    expect((await listBacktests(project.authorized, "main")).map(({ startedAt }) => startedAt)).toEqual([
      data[25]?.startedAt,
    ]);
  });
});

describe("recorded traffic", () => {
  const stricter: Plan = { ...plan, events: plan.events.map((event) => ({ ...event, name: "Renamed" })) };
  const job: JudgingJob = { before: freezePlan(plan), after: freezePlan(stricter), sources: [] };

  it("is read up to the most, the latest first to count, also within one busy hour", async () => {
    const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const project = 3_000_001;
    await record(project, 30_000, until - HOUR_MS);
    const scope = { project, environment: "production", from: until - DAY_MS, until };
    const amounts: number[] = [];
    judgeHere({
      batch(batch) {
        const calls = Buffer.from(batch).toString();
        for (const match of calls.matchAll(/"amount":(\d+)/g)) amounts.push(Number(match[1]));
      },
    });

    const { signal } = new AbortController();
    const { tally, total, leftOut } = await judgeTraffic({ job, scope, most: 14_000, signal });
    expect([total, leftOut, tally.totals.failing]).toEqual([14_000, 16_000, 14_000]);
    expect(amounts).toEqual(Array.from({ length: 14_000 }, (_, index) => 16_000 + index));
  });

  it("is read whatever stands between the values of a call and in the version of an app", async () => {
    const [project, now] = [3_000_003, Date.now()];
    const version = 'a\tb\n"\u{1f600}';
    const raw =
      '{\n\t"type": "track",\r\n "event": "Paid", "userId": "u", "properties": {"amount": 1, "note": "\u{1f600}"}\n}';
    await eventDb().command(sql`insert into received (project, uid, source, environment, received_at, ts, call_type,
        event_name, message_id, user_id, app_version, plan_version, verdict, disposition, raw)
      select ${sql.as("UInt32", project)}, (number + 1) * 4096, 1, 'production', at, at, 'track', 'Paid', 'm', 'u',
        ${version}, 1, 'conformant', 'analysis', ${raw}
      from (select number, ${sql.as("DateTime64(3,'UTC')", now)} as at from numbers(3))`);
    const scope = { project, environment: "production", from: now - HOUR_MS, until: now + 1 };
    const { tally } = await judgeTraffic({ job, scope, most: 10, signal: new AbortController().signal });
    expect(tally.unreadable).toBe(0);
    expect(tally.rows.map(({ appVersion, totals }) => [appVersion, totals.failing])).toEqual([[version, 3]]);
    expect(tally.samples[0]?.call).toMatchObject({ properties: { amount: 1, note: "\u{1f600}" } });
  });

  it("is looked through for newly passing events only where they came in", async () => {
    const project = 3_000_002;
    const now = Date.now();
    for (const monthsAgo of [0, 2, 4]) await record(project, 100, now - monthsAgo * 31 * DAY_MS);
    const read = async (from: number, until: number) => {
      const statement = sql`explain estimate ${passingRows(project, [4_096], { from, until })}`;
      const tables = await eventDb().query<{ table: string; parts: string }>("test", statement);
      return Number(tables.find(({ table }) => table === "received")?.parts ?? 0);
    };
    expect(await read(now, now)).toBe(1);
    expect(await read(0, now)).toBeGreaterThanOrEqual(3);
  });

  it("is not looked through any more once the back-test was cancelled", async () => {
    const substitute = new Substitute({ project: 3_000_002, draft: freezePlan(plan), slots: [], sources: [] });
    const judged = { passing: [4_096], passed: { from: 0, until: Date.now() } };
    await expect(substitute.admit(judged, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("cancelling a large back-test", () => {
  it("stops it in the middle: nothing more is read, no result is kept and nothing is left behind", async () => {
    const project = await newProject();
    await createReport(project.authorized, {
      name: "Payments",
      question: {
        kind: "metric",
        event: { event: "Paid" },
        measure: { kind: "count" },
        interval: "total",
        range: { lastDays: 7 },
      },
    });

    const BATCHES = 6;
    await record(project.number, BATCHES * 12_000, Math.floor(Date.now() / HOUR_MS - 1) * HOUR_MS);
    let batches = 0;
    let stopped = 0;
    let cancelling: Promise<unknown> = Promise.resolve();
    judgeHere({
      async judged() {
        batches += 1;
        if (batches !== 2) return;
        const [running] = await listBacktests(project.authorized, "strict");
        cancelling = cancelBacktest(project.authorized, running?.id ?? "");
        await cancelling;
      },
      stopped: () => void stopped++,
    });

    const { id } = await startBacktest(project.authorized, "strict");
    const run = await ended(project, id);
    await cancelling;
    expect([run.state, run.result]).toEqual(["cancelled", null]);
    // The run itself ends a moment after it is marked.
    await expect.poll(() => stopped).toBe(1);
    expect(batches).toBeLessThan(5);
    const left = async () =>
      Number((await eventDb().query<{ n: string }>("test", sql`select count() as n from backtest_excluded`))[0]?.n);
    await expect.poll(left).toBe(0);
    expect((await getBacktest(project.authorized, id)).result).toBeNull();
  });
});
