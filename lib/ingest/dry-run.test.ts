import { expect, it } from "vitest";
import { getSource, updateSource } from "../access/source.ts";
import type { EnforcementRule } from "../plan/enforcement.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { dryRunEnforcement } from "./dry-run.ts";
import { DRY_RUN_EVENTS, type DryRunEvent, joinedDryRuns, joinedEvents } from "./dry-run-result.ts";
import type { SourceEnforcement } from "./enforce.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const plan = { ...referencePlan, events: [paidEvent({ type: { kind: "number" } })] };
const text = (call: object) => JSON.stringify({ type: "track", event: "Paid", userId: "u", ...call });
const CALLS = [
  text({ properties: { amount: 1 } }),
  text({ properties: { amount: 2, contact: "ada@example.org" } }),
  text({ properties: { amount: "3", extra: 1 } }),
  `{"type":"track","event":"Paid","userId":"u","properties":{"amount":4,"id":12345678901234567890}}`,
  text({ event: "Ghost", properties: {} }),
  text({ properties: { amount: "5" }, context: { app: { version: "2.1" } } }),
];

const block: EnforcementRule = { calls: [], from: "2", percent: 100, mode: "block", strip: "nothing" };
const wanted: SourceEnforcement = { mode: "quarantine", strip: "unplanned", rules: [block] };

it("says what other settings would have made of what came, as ingest then does, and changes nothing", async () => {
  const project = await createTestProject();
  await project.publish(plan);
  const [source, sure] = [await project.source({ mode: "block" }), await project.source(wanted)];
  for (const call of CALLS)
    for (const { writeKey } of [source, sure])
      expect((await server.post("/v1/batch", `{"writeKey":"${writeKey}","batch":[${call}]}`)).status).toBe(200);
  await server.ingest.settled();
  const run = await dryRunEnforcement(project.authorized, source.slug, wanted);
  expect(run).toMatchObject({
    ...{ received: 6, conformant: 1, judged: 5, leftOut: 0 },
    before: { repaired: 0, held: 0, blocked: 5 },
    after: { repaired: 2, held: 2, blocked: 1 },
  });
  const [fact] = await server.rows<Record<string, string>>(
    sql`select countIf(notEmpty(stripped)) as repaired, countIf(disposition = 'held') as held,
        countIf(disposition = 'blocked') as blocked
      from received where source = ${sql.as("UInt32", sure.number)}`,
  );
  expect(Object.fromEntries(Object.entries(fact ?? {}).map(([fate, n]) => [fate, Number(n)]))).toEqual(run.after);
  expect(run.events).toEqual([
    {
      ...{ eventId: "evt_paid", callType: "track", name: "Paid", conformant: 1 },
      before: { repaired: 0, held: 0, blocked: 4 },
      after: { repaired: 2, held: 1, blocked: 1 },
    },
    {
      ...{ callType: "track", name: "Ghost", conformant: 0 },
      before: { repaired: 0, held: 0, blocked: 1 },
      after: { repaired: 0, held: 1, blocked: 0 },
    },
  ]);
  const mended = run.samples.filter(({ after }) => after === "repaired");
  expect(mended.map(({ stripped }) => stripped)).toEqual([["/properties/id"], ["/properties/contact"]]);
  expect(JSON.stringify(run.samples)).not.toContain("ada@example.org");

  expect(await getSource(project.authorized, source.slug)).toMatchObject({
    mode: "block",
    strip: "nothing",
    rules: [],
  });
  const [left] = await server.rows<{ n: string }>(
    sql`select count() as n from received where source = ${sql.as("UInt32", source.number)} and disposition = 'blocked'`,
  );
  expect(Number(left?.n)).toBe(5);

  // What is as it was already changes nothing.
  await updateSource(project.authorized, source.slug, wanted);
  const same = await dryRunEnforcement(project.authorized, source.slug, {});
  expect([same.before, same.samples]).toEqual([run.after, []]);
});

it("is the same whether a stretch of time is judged at once or part by part, and stops when it is told to", async () => {
  const project = await createTestProject();
  await project.publish(plan);
  const source = await project.source({ mode: "quarantine" });
  for (const call of CALLS) await server.post("/v1/batch", `{"writeKey":"${source.writeKey}","batch":[${call}]}`);
  await server.ingest.settled();
  const [middle] = await server.rows<{ at: string }>(
    sql`select toUnixTimestamp64Milli(received_at) as at from received
      where source = ${sql.as("UInt32", source.number)} order by uid limit 1 offset 3`,
  );
  const at = Number(middle?.at);
  const of = (range = {}) => dryRunEnforcement(project.authorized, source.slug, wanted, range);
  const [whole, early, late] = [await of(), await of({ until: at }), await of({ from: at })];
  expect(early.judged * late.judged).toBeGreaterThan(0);
  const joined = joinedDryRuns(late, early);
  expect({ ...joined, from: 0, until: 0 }).toEqual({ ...whole, from: 0, until: 0 });
  const stopped = dryRunEnforcement(project.authorized, source.slug, wanted, {}, AbortSignal.abort());
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
});

it("puts what is beyond the most events on one line, and loses none", () => {
  const none = { repaired: 0, held: 0, blocked: 0 };
  const events = Array.from({ length: DRY_RUN_EVENTS + 5 }, (_, index): DryRunEvent => {
    return { callType: "track", name: `e${index}`, conformant: 0, before: none, after: { ...none, held: 1 } };
  });
  const joined = joinedEvents(joinedEvents(events));
  expect(joined).toHaveLength(DRY_RUN_EVENTS + 1);
  expect(joined.reduce((total, { after }) => total + after.held, 0)).toBe(DRY_RUN_EVENTS + 5);
  expect(joined.find(({ name }) => name === "")?.after.held).toBe(5);
});
