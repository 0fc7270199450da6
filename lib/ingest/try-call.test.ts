/** What a plan says of a call before anything sends it, and what a draft says of what arrives. */

import { beforeAll, describe, expect, it } from "vitest";
import { newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { listLiveEvents } from "./live.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";
import { judgingPlan, sourceRule, tryCalls } from "./try-call.ts";
import { PlanValidators } from "./validate.ts";

const server = useTestServer();
const planOf = (amount: "number" | "any"): Plan => ({
  ...referencePlan,
  events: [
    paidEvent(
      { type: { kind: amount }, required: true },
      { properties: [newProperty({ id: "prp_k", name: "kind", type: { kind: "string", enum: ["card", "cash"] } })] },
    ),
  ],
});
const validatorsOf = (plan: Plan) => new PlanValidators({ version: 3, hash: "", plan, eventVersions: {} });
const RULE = { slug: "web", unplanned: "violation" } as const;

let made: TestProject;
beforeAll(async () => {
  made = await createTestProject();
  await made.publish(planOf("number"));
});

describe("a pasted call", () => {
  const judged = (payload: unknown) =>
    tryCalls(typeof payload === "string" ? payload : JSON.stringify(payload), validatorsOf(planOf("number")), RULE);

  it("has its verdict, its violations in words and its correction, whatever it stands in", () => {
    const call = { event: "Paid", userId: "u1", properties: { amount: "12.5", kind: "cart" } };
    const [single] = judged(call);
    expect(single).toMatchObject({ verdict: "violating", callType: "track", name: "Paid", eventId: "evt_paid" });
    expect(single?.violations.map(({ message }) => message.en)).toContain("“amount” must be number, not string.");
    expect(single?.corrected?.call).toMatchObject({ properties: { amount: 12.5, kind: "card" } });
    const identify = { type: "identify", userId: "u1", traits: { nowhere: 1 } };
    for (const several of [[call, identify], { batch: [{ ...call, type: "track" }, identify] }])
      expect(judged(several).map(({ verdict, callType }) => [callType, verdict])).toEqual([
        ["track", "violating"],
        ["identify", "violating"],
      ]);
    expect(judged({ ...call, properties: { amount: 1 } })).toMatchObject([{ verdict: "conformant", violations: [] }]);
    expect(judged({ type: "track", event: "Payd", userId: "u1" })).toMatchObject([
      { verdict: "unplanned", corrected: { call: { event: "Paid" } } },
    ]);
    expect(judged([7, { type: "track", event: 7 }]).map(({ verdict }) => verdict)).toEqual(["malformed", "malformed"]);
    expect(judged([])).toEqual([]);
  });

  it("is judged with its numbers as they were written", () => {
    const text = `{"type":"track","event":"Paid","userId":"u1","properties":{"amount":9007199254740993}}`;
    expect(judged(text)[0]?.violations).toMatchObject([{ code: "value_constraint", path: "/properties/amount" }]);
    expect(judged(text.replace("9007199254740993", "9007199"))[0]?.violations).toEqual([]);
  });

  it("is refused with the reason where it is no JSON, too many or too deep", () => {
    const reason = (text: string) => {
      try {
        judged(text);
        return "";
      } catch (error) {
        return (error as { fields: { en: string }[] }).fields[0]?.en;
      }
    };
    expect(reason("{event: 1}")).toMatch(/^This is no JSON/);
    expect(reason(JSON.stringify(Array.from({ length: 51 }, () => ({}))))).toBe("At most 50 calls at once.");
    expect(reason(`${"[".repeat(600)}${"]".repeat(600)}`)).toBe("It is nested too deeply.");
    expect(reason(`"${"x".repeat(256 * 1024)}"`)).toMatch(/^At most/);
  });

  it("is judged by a branch as it stands and by the rules of its source, and stores nothing", async () => {
    const source = await made.source({ slug: "lenient", unplanned: "ignore" });
    const rule = await sourceRule(made.authorized, "lenient");
    const text = JSON.stringify({ event: "Paid", userId: "u1", properties: { amount: 1, more: 1 } });
    expect(tryCalls(text, await judgingPlan(made.authorized), rule)).toMatchObject([{ verdict: "conformant" }]);
    expect(tryCalls(text, await judgingPlan(made.authorized), RULE)).toMatchObject([{ verdict: "violating" }]);
    await expect(judgingPlan(made.authorized, "nowhere")).rejects.toMatchObject({ code: "not_found" });
    await expect(sourceRule(made.authorized, "nowhere")).rejects.toMatchObject({ code: "not_found" });
    await server.ingest.settled();
    const count = sql`select count() as n from received where source = ${sql.as("UInt32", source.number)}`;
    expect(await eventDb().query<{ n: string }>("test", count)).toEqual([{ n: "0" }]);
  });
});

it("what arrives has the verdict of another plan beside its own, in the journal and in the store", async () => {
  const { writeKey } = await made.source({ slug: "shop" });
  const batch = [
    { type: "track", event: "Paid", userId: "u1", properties: { amount: "1" } },
    { type: "track", event: "Paid", userId: "u1", properties: { amount: 1, kind: "cart" } },
  ];
  await server.post("/v1/batch", { writeKey, batch });
  const shown = async () =>
    (await listLiveEvents(made.authorized, { sourceSlug: "shop", other: validatorsOf(planOf("any")) })).map(
      ({ verdict, other }) => [verdict, other?.verdict, other?.violations.length],
    );
  const expected = [
    ["violating", "violating", 1],
    ["violating", "conformant", 0],
  ];
  expect(await shown()).toEqual(expected);
  await server.ingest.settled();
  expect(await shown()).toEqual(expected);
  expect((await listLiveEvents(made.authorized, { sourceSlug: "shop" })).map(({ other }) => other)).toEqual([
    undefined,
    undefined,
  ]);
});
