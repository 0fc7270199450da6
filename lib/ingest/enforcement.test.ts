import { expect, it } from "vitest";
import { listAudit } from "../access/audit.ts";
import { createSource, getSource, updateSource } from "../access/source.ts";
import { answerQuestion } from "../analysis/answer.ts";
import { createCohort } from "../analysis/cohort/store.ts";
import type { CohortResult, Criterion, MetricQuestion, MetricResult } from "../analysis/question.ts";
import type { EnforcementRule } from "../plan/enforcement.ts";
import { enforcementRulesSchema } from "../plan/enforcement-schema.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { Transformation } from "../plan/transformation.ts";
import { sql } from "../store/sql.ts";
import { enforcementFor, shareOf } from "./enforce.ts";
import { listLiveEvents } from "./live.ts";
import { readCall } from "./read-call.ts";
import { replayToEnd } from "./replay.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const plan = { ...referencePlan, events: [paidEvent({ type: { kind: "number" } })] };
const paid = (properties: object, more: object = {}) => ({
  type: "track",
  event: "Paid",
  userId: "u",
  properties,
  ...more,
});
const counted: MetricQuestion = {
  kind: "metric",
  event: { event: "Paid" },
  measure: { kind: "count" },
  interval: "total",
  range: { ever: true },
};

it("lets in what conforms without what its source leaves out, says what that was, and questions may do without", async () => {
  const project = await createTestProject();
  const source = await project.source({ strip: "unplanned" });
  await project.publish(plan);
  const ask = async (asSent = false) => {
    const { result, statement } = await answerQuestion(project.authorized, { ...counted, asSent });
    const { received, considered, stripped, repaired, excluded } = statement;
    return {
      total: (result as MetricResult).series[0]?.total,
      ...{ received, considered, stripped, repaired },
      violating: excluded.violating,
    };
  };
  const large = `{"type":"track","event":"Paid","userId":"u","properties":{"amount":4,"id":12345678901234567890}}`;
  const batch = [paid({ amount: 1 }), paid({ amount: 2, extra: { deep: 1 } }), paid({ amount: "3", extra: 1 })];
  const body = `{"writeKey":"${source.writeKey}","batch":[${[...batch.map((call) => JSON.stringify(call)), large].join(",")}]}`;
  await server.post("/v1/batch", body);
  const live = async () =>
    (await listLiveEvents(project.authorized)).map(({ verdict, stripped, call }) => [verdict, stripped, call]);
  const waiting = await live();
  await server.ingest.settled();
  expect(await live()).toEqual(waiting);
  expect(waiting).toMatchObject([
    ["violating", ["/properties/id"], { properties: { amount: 4 } }],
    ["violating", undefined, { properties: { amount: "3", extra: 1 } }],
    ["violating", ["/properties/extra"], { properties: { amount: 2, extra: { deep: 1 } } }],
    ["conformant", undefined, {}],
  ]);
  expect(await ask()).toEqual({ total: 3, received: 4, considered: 3, stripped: 2, repaired: 0, violating: 1 });
  expect(await ask(true)).toEqual({ total: 1, received: 4, considered: 1, stripped: 0, repaired: 0, violating: 3 });
  // A cohort's own choice, alone, beside another condition, and in a question that takes what was mended.
  const did: Criterion = {
    kind: "count",
    event: { event: "Paid" },
    count: { op: ">=", value: 2 },
    window: { ever: true },
  };
  const sent: Criterion = { kind: "as_sent", of: did };
  const judge = async (criterion: Criterion) => {
    const { result, statement } = await answerQuestion(project.authorized, { kind: "cohort", criterion });
    const { received, considered, stripped, excluded } = statement;
    return [(result as CohortResult).count, { received, considered, stripped, violating: excluded.violating }];
  };
  const strict = { received: 4, considered: 1, stripped: 0, violating: 3 };
  const plain = { received: 4, considered: 3, stripped: 2, violating: 1 };
  expect(await judge(did)).toEqual([1, plain]);
  expect(await judge(sent)).toEqual([0, strict]);
  expect(await judge({ kind: "all", of: [did, sent] })).toEqual([0, plain]);
  expect(await judge({ kind: "all", of: [did, { kind: "not", of: sent }] })).toEqual([1, plain]);
  // What another part looks at at another time is left out all the same.
  const long: Criterion = { ...did, window: { fromDaysAgo: 40, toDaysAgo: 30 } };
  expect(await judge({ kind: "any", of: [long, sent] })).toEqual([0, strict]);
  const { id } = await createCohort(project.authorized, { name: "Twice as sent", criterion: sent });
  const { result, statement } = await answerQuestion(project.authorized, { ...counted, cohort: { cohort: id } });
  expect([(result as MetricResult).series[0]?.total ?? 0, statement.considered, statement.excluded.violating]).toEqual([
    ...[0, 3, 1],
  ]);
  const [{ n } = { n: "" }] = await server.rows<{ n: string }>(
    sql`select count() as n from violations where project = ${sql.as("UInt32", project.number)}`,
  );
  expect(Number(n)).toBeGreaterThanOrEqual(4);
});

it("leaves what was held before it was switched on to the plan: a transformation that drops the property brings it in", async () => {
  const project = await createTestProject();
  const source = await project.source();
  await project.publish(plan);
  await server.post("/v1/batch", { writeKey: source.writeKey, batch: [paid({ amount: 1, extra: 1 })] });
  await server.ingest.settled();
  await updateSource(project.authorized, source.slug, { strip: "unplanned" });
  expect(await replayToEnd(project.authorized, {})).toMatchObject({ judged: 1, totals: { added: 0, held: 1 } });
  const drop: Transformation = {
    ...{ key: "extra", event: "Paid", operation: "drop", property: "extra", sources: [] },
    ...{ reason: "Held before the source left it out.", until: "2099-12-31" },
  };
  await project.publish({ ...plan, settings: { ...plan.settings, transformations: [drop] } });
  expect(await replayToEnd(project.authorized, {})).toMatchObject({ judged: 1, totals: { added: 1, held: 0 } });
});

it("does what the first rule says that is for the call, the release and the user, else what the source says", async () => {
  const project = await createTestProject();
  await project.publish(plan);
  const rules: EnforcementRule[] = [
    { calls: ["track"], from: "2.0", before: "2.10", percent: 100, mode: "block", strip: "nothing" },
    { calls: [], from: "2.10", percent: 100, mode: "quarantine", strip: "invalid" },
    { calls: ["page", "identify"], percent: 100, mode: "observe", strip: "nothing" },
  ];
  const source = await project.source({ mode: "quarantine", rules });
  const batch = ["1.9", "2.0.0", "2.9", "2.10", "3-beta", ""].map((version) =>
    paid({ amount: 1, extra: 1 }, { messageId: `m${version}`, context: { app: { version } } }),
  );
  await server.post("/v1/batch", { writeKey: source.writeKey, batch });
  await server.ingest.settled();
  const rows = await server.rows<{ app_version: string; disposition: string }>(
    sql`select app_version, disposition from received where project = ${sql.as("UInt32", project.number)} order by uid`,
  );
  expect(rows.map((row) => [row.app_version, row.disposition])).toEqual([
    ["1.9", "held"],
    ["2.0.0", "blocked"],
    ["2.9", "blocked"],
    ["2.10", "held"],
    ["3-beta", "held"],
    ["", "held"],
  ]);
});

it("means the same part of the users always, about as many as it says, and a greater part holds a smaller one", () => {
  const rule = (percent: number): EnforcementRule => ({ calls: [], percent, mode: "block", strip: "nothing" });
  const meant = (percent: number) =>
    Array.from({ length: 4_000 }, (_, index) => `user-${index}`).filter((userId) => {
      const read = readCall({ type: "track", event: "Paid", userId }, undefined);
      if (!("call" in read)) throw new Error("unreadable");
      return enforcementFor(read.call, { mode: "observe", strip: "nothing", rules: [rule(percent)] }).mode === "block";
    });
  const [tenth, third] = [new Set(meant(10)), new Set(meant(33))];
  expect(tenth.size / 4_000).toBeCloseTo(0.1, 1);
  expect(third.size / 4_000).toBeCloseTo(0.33, 1);
  expect([...tenth].every((user) => third.has(user))).toBe(true);
  expect(meant(100)).toHaveLength(4_000);
  expect(shareOf({ userId: "", anonymousId: "a" })).toBe(shareOf({ userId: "a", anonymousId: "b" }));
});

it("keeps rules before and after a change in the audit log, and tells of what somebody else set meanwhile", async () => {
  const { authorized } = await createTestProject();
  const { slug } = await createSource(authorized, { name: "Shop", platform: "web", environment: "staging" });
  expect(await getSource(authorized, slug)).toMatchObject({ strip: "nothing", rules: [] });
  const rule: EnforcementRule = { calls: ["page", "track"], from: "3", percent: 50, mode: "block", strip: "both" };
  expect(await updateSource(authorized, slug, { strip: "both", rules: [rule] }, { rules: "" })).toMatchObject({
    strip: "both",
    rules: [rule],
  });
  const [entry] = (await listAudit(authorized)).entries;
  expect(entry).toMatchObject({
    action: "source.update",
    detail: { strip: "nothing → both", rules: " → track+page ≥3 50%: block, both" },
  });
  // The same rules are no change; others begun on what is no longer so are refused.
  await updateSource(authorized, slug, { rules: [{ ...rule, calls: ["track", "page"] }] });
  expect((await listAudit(authorized)).entries[0]?.id).toBe(entry?.id);
  await expect(updateSource(authorized, slug, { rules: [] }, { rules: "*: observe, nothing" })).rejects.toMatchObject({
    code: "stale_revision",
  });
});

it("refuses rules that no source has", () => {
  const rule = { calls: [], percent: 100, mode: "block", strip: "nothing" };
  expect(enforcementRulesSchema.safeParse([rule, { ...rule, from: "1.0", before: "v2-rc.1" }]).success).toBe(true);
  for (const wrong of [{ calls: ["alias"] }, { from: "latest" }, { from: "1 <2" }, { percent: 0 }, { strip: "all" }])
    expect(enforcementRulesSchema.safeParse([{ ...rule, ...wrong }]).success).toBe(false);
  expect(enforcementRulesSchema.safeParse(Array.from({ length: 21 }, () => rule)).success).toBe(false);
});
