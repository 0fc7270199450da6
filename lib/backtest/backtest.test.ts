import { beforeAll, describe, expect, it } from "vitest";
import { answerQuestion } from "../analysis/answer.ts";
import { createCohort } from "../analysis/cohort/store.ts";
import type { FunnelQuestion, MetricQuestion, Question, RetentionQuestion } from "../analysis/question.ts";
import { createReport } from "../analysis/report-store.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { applyEdits } from "../plan/edit.ts";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { createPlan, loadPlan } from "../plan/store.ts";
import { createBranch } from "../plan/store-branch.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";

import { latestBacktest } from "./current.ts";
import { figuresOf } from "./metric-figure.ts";
import { type BacktestRun, cancelBacktest, getBacktest, listBacktests, startBacktest } from "./store.ts";

const server = useTestServer();

const plan: Plan = {
  ...emptyPlan("test"),
  events: [
    newEvent({
      id: "evt_visit",
      name: "Visited",
      identifier: "visited",
      properties: [newProperty({ id: "prp_page", name: "page", type: { kind: "string" } })],
    }),
    newEvent({
      id: "evt_paid",
      name: "Paid",
      identifier: "paid",
      properties: [
        newProperty({ id: "prp_amount", name: "amount", type: { kind: "number" }, required: true }),
        newProperty({ id: "prp_mail", name: "mail", type: { kind: "string" }, privacy: "personal" }),
      ],
    }),
  ],
};

/** Stricter on amounts, and knows one property more. */
const EDITS = [
  {
    command: "updateProperty",
    place: { in: "event", id: "evt_paid" },
    id: "prp_amount",
    changes: { constraints: { minimum: 10 } },
  },
  {
    command: "addProperty",
    place: { in: "event", id: "evt_visit" },
    property: newProperty({ id: "prp_referrer", name: "referrer", type: { kind: "string" } }),
  },
] as const;

function strict(given: Plan): Plan {
  const result = applyEdits(given, EDITS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
}

const PEOPLE = 40;

interface SentCall {
  readonly event: string;
  readonly context: { readonly app: { readonly version: string } };
  readonly properties: { readonly [name: string]: unknown };
}

/** Everybody visits, some with a referrer the published plan does not know; most pay, some too little. */
function calls(): readonly SentCall[] {
  return Array.from({ length: PEOPLE }, (_, person) => {
    const context = { app: { version: person % 4 === 0 ? "2.0" : "1.0" } };
    const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000).toISOString();
    const visit = person % 5 === 0 ? { page: "/", referrer: "https://a.b" } : { page: "/" };
    return [
      { type: "track", event: "Visited", userId: `u${person}`, context, properties: visit, timestamp: at(1) },
      ...(person % 3 === 2
        ? []
        : [
            {
              type: "track",
              event: "Paid",
              userId: `u${person}`,
              context,
              properties: { amount: person, mail: `p${person}@example.com` },
              timestamp: at(2),
            },
          ]),
    ];
  }).flat();
}

const funnel: FunnelQuestion = {
  kind: "funnel",
  steps: [{ event: "Visited" }, { event: "Paid" }],
  within: { value: 7, unit: "day" },
  range: { lastDays: 30 },
};
const revenue: MetricQuestion = {
  kind: "metric",
  event: { event: "Paid" },
  measure: { kind: "sum", property: { property: "amount" } },
  interval: "total",
  range: { lastDays: 30 },
};
const retention: RetentionQuestion = {
  kind: "retention",
  start: { event: "Visited" },
  return: { event: "Paid" },
  unit: "day",
  periods: 2,
  range: { lastDays: 30 },
};
const paidOnce = {
  kind: "count",
  event: { event: "Paid" },
  count: { op: ">=", value: 1 },
  window: { lastDays: 30 },
} as const;

let project: TestProject;

async function receive(given: TestProject, published: Plan): Promise<void> {
  const source = await given.source({ slug: "web" });
  await given.publish(published);
  await server.post("/v1/batch", { writeKey: source.writeKey, batch: calls() });
  await server.ingest.settled();
}

async function finished(id: string): Promise<BacktestRun> {
  for (;;) {
    const run = await getBacktest(project.authorized, id);
    if (run.state !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function resultOf(branch: string) {
  const { id } = await startBacktest(project.authorized, branch);
  const run = await finished(id);
  expect(run.state).toBe("done");
  const { result } = await getBacktest(project.authorized, id);
  if (result === null) throw new Error("a back-test that is done has a result");
  return { run, result };
}

beforeAll(async () => {
  project = await createTestProject();
  const { projectId, slug, actor } = project.authorized;
  await planDb().$transaction((db) => createPlan(db, { projectId, slug, actor, plan }));
  await receive(project, plan);
  await createBranch(project.authorized, { name: "strict", title: "Stricter" });
  await commitEdits(project.authorized, "strict", { expectedRevision: 0, edits: [...EDITS] });
  await createCohort(project.authorized, { name: "Payers", criterion: paidOnce });
  await createReport(project.authorized, { name: "To pay", question: funnel });
  await createReport(project.authorized, { name: "Revenue", question: revenue });
  await createReport(project.authorized, { name: "Back to pay", question: retention });
}, 120_000);

const rowsIn = async (table: "events" | "backtest_excluded" | "backtest_events") =>
  Number((await eventDb().query<{ n: string }>("test", sql`select count() as n from ${sql.name(table)}`))[0]?.n);

describe("a back-test", () => {
  it("counts by event, source and app version what the draft would change", async () => {
    const before = await rowsIn("events");
    const { run, result } = await resultOf("strict");
    const sent = calls();
    const small = sent.filter(({ event, properties }) => event === "Paid" && Number(properties.amount) < 10);
    const unknown = sent.filter(({ properties }) => "referrer" in properties);
    expect(result.totals).toEqual({
      failing: small.length,
      passing: unknown.length,
      conformant: sent.length - small.length - unknown.length,
      violating: 0,
    });

    const of = (version: string) => small.filter(({ context }) => context.app.version === version).length;
    const failing = result.rows.filter(({ totals }) => totals.failing > 0);
    expect(
      failing.map(({ eventId, source, appVersion, totals }) => [eventId, source, appVersion, totals.failing]),
    ).toEqual([
      ["evt_paid", "web", "1.0", of("1.0")],
      ["evt_paid", "web", "2.0", of("2.0")],
    ]);
    expect(result.breaches).toEqual(
      expect.arrayContaining([
        {
          event: "evt_paid",
          effect: "failing",
          code: "value_constraint",
          path: "/properties/amount",
          keyword: "minimum",
          count: small.length,
        },
        {
          event: "evt_visit",
          effect: "passing",
          code: "unplanned_property",
          path: "/properties/referrer",
          keyword: "additionalProperties",
          count: unknown.length,
        },
      ]),
    );
    expect([run.judged, run.total, run.stale]).toEqual([sent.length, sent.length, null]);
    expect([await rowsIn("events"), await rowsIn("backtest_excluded"), await rowsIn("backtest_events")]).toEqual([
      before,
      0,
      0,
    ]);
  });

  it("shows samples with private values covered", async () => {
    const { result } = await resultOf("strict");
    const [sample] = result.samples.filter(({ effect }) => effect === "failing");
    expect(sample?.call).toEqual({ type: "track", event: "Paid", properties: { amount: 0, mail: "•••" } });
    expect(sample?.breaks).toEqual([{ code: "value_constraint", path: "/properties/amount", keyword: "minimum" }]);
    expect(JSON.stringify(result)).not.toContain("@example.com");
  });

  it("answers the saved questions as a project that had received everything under the draft", async () => {
    const { result } = await resultOf("strict");
    const other = await createTestProject();
    await receive(other, strict(plan));
    const questions: readonly (readonly [string, Question])[] = [
      ["Payers", { kind: "cohort", criterion: paidOnce }],
      ["Back to pay", retention],
      ["Revenue", revenue],
      ["To pay", funnel],
    ];
    expect(result.metrics.map(({ name }) => name)).toEqual(questions.map(([name]) => name));
    for (const [name, question] of questions) {
      const found = result.metrics.find((metric) => metric.name === name);
      const now = figuresOf((await answerQuestion(project.authorized, question)).result);
      const then = figuresOf((await answerQuestion(other.authorized, question)).result);
      expect(
        found?.figures.map(({ value }) => value),
        name,
      ).toEqual(now.map(({ value }) => value));
      expect(
        found?.figures.map(({ after }) => after),
        name,
      ).toEqual(then.map(({ value }) => value));
      expect(
        found?.figures.map(({ after }) => after),
        name,
      ).not.toEqual(now.map(({ value }) => value));
    }
  });

  it("says which saved question the draft no longer lets anybody ask", async () => {
    await createBranch(project.authorized, { name: "without", title: "Without Paid" });
    const removal = { command: "removeObject", kind: "event", id: "evt_paid", cascade: true } as const;
    await commitEdits(project.authorized, "without", { expectedRevision: 0, edits: [removal] });
    const { result } = await resultOf("without");
    const paid = calls().filter(({ event }) => event === "Paid").length;
    expect(result.totals.failing).toBe(paid);
    expect(result.metrics.find(({ name }) => name === "Payers")).toMatchObject({
      figures: [],
      refused: { side: "after" },
    });
  });

  it("finds nothing to change on a branch that changes nothing", async () => {
    await createBranch(project.authorized, { name: "same", title: "Nothing" });
    const { result } = await resultOf("same");
    expect([result.totals.failing, result.totals.passing, result.samples, result.breaches]).toEqual([0, 0, [], []]);
    for (const { figures } of result.metrics) for (const { value, after } of figures) expect(after).toBe(value);
  });

  it("is refused while another runs, can be cancelled, and is kept for the review until the branch is edited", async () => {
    await resultOf("strict");
    const { projectId } = project.authorized;
    const latest = await latestBacktest(planDb(), projectId, "strict");
    expect(latest).toMatchObject({ stale: null, environment: "production" });
    expect(latest?.failing).toBeGreaterThan(0);
    const { id } = await startBacktest(project.authorized, "strict");
    await expect(startBacktest(project.authorized, "strict")).rejects.toMatchObject({ code: "conflict" });
    expect((await cancelBacktest(project.authorized, id)).state).toBe("cancelled");
    expect((await finished(id)).state).toBe("cancelled");
    const { revision } = await loadPlan(project.authorized, "strict");
    await commitEdits(project.authorized, "strict", {
      expectedRevision: revision,
      edits: [{ command: "updateEvent", id: "evt_paid", changes: { critical: true } }],
    });
    expect((await latestBacktest(planDb(), projectId, "strict"))?.stale).toBe("branch");
    const listed = await listBacktests(project.authorized, "strict");
    expect(new Set(listed.map(({ stale }) => stale))).toEqual(new Set(["branch"]));
  });

  it("is started by editors, on days and an environment that exist", async () => {
    const reader = await createTestProject("viewer");
    await expect(startBacktest(reader.authorized, "main")).rejects.toMatchObject({ code: "forbidden" });
    await expect(startBacktest(project.authorized, "strict", { days: 0 })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(startBacktest(project.authorized, "strict", { environment: "moon" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(startBacktest(project.authorized, "nowhere")).rejects.toMatchObject({ code: "not_found" });
    const { id } = await startBacktest(project.authorized, "strict", { environment: "staging" });
    await finished(id);
    const { result } = await getBacktest(project.authorized, id);
    expect(result?.totals).toEqual({ failing: 0, passing: 0, conformant: 0, violating: 0 });
  });
});
