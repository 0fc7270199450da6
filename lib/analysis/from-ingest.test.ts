/** From the wire to an answer: what a client sends is what is counted, property by property, and what does not conform is stated. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { releaseHeld } from "../ingest/reverdict.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { startTestServer, type TestServer } from "../ingest/testing/server.ts";
import { newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { answerQuestion } from "./answer.ts";
import { worldPlan } from "./naive/plan.ts";
import type { CohortResult, EventSelector, MetricResult, PropertyFilter, Question } from "./question.ts";

usePlanDb();
useEventDb();

const weighed: Plan = {
  ...worldPlan,
  events: worldPlan.events.map((event) =>
    event.id !== "evt_c"
      ? event
      : {
          ...event,
          properties: event.properties.map((property) =>
            property.id !== "prp_box"
              ? property
              : {
                  ...property,
                  type: {
                    kind: "object",
                    open: true,
                    properties: [
                      newProperty({ id: "prp_weight", name: "weight", type: { kind: "number" } }),
                      newProperty({ id: "prp_day", name: "day", type: { kind: "string", format: "date" } }),
                    ],
                  },
                },
          ),
        },
  ),
};

let server: TestServer;
let made: TestProject;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  made = await createTestProject();
  await made.publish(weighed);
  key = (await made.source()).writeKey;
});
afterAll(() => server.stop());

let messages = 0;
async function send(...calls: readonly object[]): Promise<void> {
  const batch = calls.map((call) => ({
    messageId: `m-${++messages}`,
    timestamp: "2026-03-02T10:00:00.000Z",
    ...call,
  }));
  const answer = await server.post("/v1/batch", { batch, writeKey: key });
  expect(answer.status).toBe(200);
  await server.ingest.settled();
}

const base = { asOf: "2030-01-01T00:00:00Z" } as const;
const ever = { ever: true } as const;

async function members(where: PropertyFilter[], event: EventSelector = { event: "Ordered" }): Promise<string[]> {
  const criterion = { kind: "count", event: { ...event, where }, count: { op: ">=", value: 1 }, window: ever } as const;
  const { result } = await answerQuestion(made.authorized, { ...base, kind: "cohort", criterion, members: 50 });
  return (result as CohortResult).members.map(({ user }) => user).sort();
}

test("every kind of value that was sent is found again", async () => {
  const ordered = { type: "track", event: "Ordered" };
  const searched = { type: "track", event: "Searched" };
  await send(
    { ...ordered, userId: "ann", properties: { amount: 10.5, box: { weight: 7, day: "2026-03-01" } } },
    { ...ordered, userId: "bob", properties: { amount: 20, cart_id: "k'1", box: { day: "2026-03-05", extra: 1 } } },
    {
      ...searched,
      userId: "ann",
      properties: { n: 3, flag: true, tags: ["red", "blue"], when: "2026-03-02T01:00:00+02:00" },
    },
    { ...searched, userId: "bob", properties: { n: "3", flag: false, when: "2026-03-03T00:00:00Z" } },
    { type: "page", name: "Home", userId: "cyd" },
  );
  expect(await members([{ property: "amount", op: ">", value: 10.5 }])).toEqual(["bob"]);
  expect(await members([{ property: "box.weight", op: "=", value: 7 }])).toEqual(["ann"]);
  expect(await members([{ property: "box.weight", op: "is_not_set" }])).toEqual(["bob"]);
  expect(await members([{ property: "box.day", op: "<", value: "2026-03-02" }])).toEqual(["ann"]);
  expect(await members([{ property: "cart_id", op: "=", value: "k'1" }])).toEqual(["bob"]);
  const on = { event: "Searched" };
  expect(await members([{ property: "n", op: "=", value: 3 }], on)).toEqual(["ann"]);
  expect(await members([{ property: "n", op: "=", value: "3" }], on)).toEqual(["bob"]);
  expect(await members([{ property: "flag", op: "=", value: false }], on)).toEqual(["bob"]);
  expect(await members([{ property: "tags", op: "contains", value: "red" }], on)).toEqual(["ann"]);
  expect(await members([{ property: "when", op: ">=", value: "2026-03-01T23:00:00Z" }], on)).toEqual(["ann", "bob"]);
  expect(await members([{ property: "when", op: ">", value: "2026-03-01T23:00:00Z" }], on)).toEqual(["bob"]);
  expect(await members([], { event: "Home", callType: "page" })).toEqual(["cyd"]);
});

async function having(filter: PropertyFilter) {
  const question: Question = { ...base, kind: "cohort", criterion: { kind: "property", filter }, members: 50 };
  const { result, statement } = await answerQuestion(made.authorized, question);
  return { users: (result as CohortResult).members.map(({ user }) => user).sort(), statement };
}

test("user and group properties, and a held trait that changes nothing", async () => {
  await send(
    { type: "identify", userId: "ann", traits: { plan: "trial", optin: true, nps: 9 } },
    { type: "identify", userId: "bob", traits: { plan: "pro", optin: false, nps: null } },
    { type: "group", userId: "ann", groupId: "acme", traits: { sector: "health" } },
    { type: "group", userId: "bob", groupId: "acme" },
  );
  const trial: PropertyFilter = { userProperty: "plan", op: "=", value: "trial" };
  const before = await having(trial);
  expect(before.users).toEqual(["ann"]);
  expect((await having({ userProperty: "optin", op: "=", value: false })).users).toEqual(["bob"]);
  expect((await having({ userProperty: "nps", op: "is_not_set" })).users).toEqual(["bob", "cyd"]);
  expect((await having({ groupProperty: "sector", op: "=", value: "health" })).users).toEqual(["ann", "bob"]);
  await send({ type: "identify", userId: "ann", traits: { plan: 42 } });
  const after = await having(trial);
  expect(after.users).toEqual(["ann"]);
  expect(after.statement).toEqual({ ...before.statement, traitsHeld: 1, usersTouched: 1 });
});

async function counted(event: EventSelector) {
  const question: Question = {
    ...base,
    kind: "metric",
    event,
    measure: { kind: "count" },
    interval: "total",
    range: ever,
  };
  const { result, statement } = await answerQuestion(made.authorized, question);
  return { total: (result as MetricResult).series[0]?.total, statement };
}

test("an anonymous visitor becomes the user it is first linked to", async () => {
  await send(
    { type: "track", event: "Added To Cart", anonymousId: "dev-1" },
    { type: "track", event: "Added To Cart", anonymousId: "dev-2" },
  );
  expect(await members([], { event: "Added To Cart" })).toEqual(["dev-1", "dev-2"]);
  await send({ type: "identify", userId: "dan", anonymousId: "dev-1", traits: { plan: "free" } });
  await send({ type: "identify", userId: "eve", anonymousId: "dev-1", traits: { plan: "free" } });
  expect(await members([], { event: "Added To Cart" })).toEqual(["dan", "dev-2"]);
});

test("what breaks the plan is stated and not counted, until a later version accepts it and it is released", async () => {
  const before = await counted({ event: "Ordered" });
  const wrong = { type: "track", event: "Ordered", userId: "bob", properties: { amount: "12 €" } };
  await send(wrong, { ...wrong, userId: "ann" }, { type: "track", event: "Orderd", userId: "zed" });
  await send({ type: "track", event: "Ordered", userId: "ann", messageId: "m-1" });
  await send({ type: "track", event: 7, userId: "ann" });
  const broken = await counted({ event: "Ordered" });
  expect(broken.total).toBe(before.total);
  expect(broken.statement).toMatchObject({
    considered: before.statement.considered,
    received: before.statement.received + 4,
    excluded: { violating: 2, unplanned: 1, malformed: 1 },
    duplicates: 1,
    usersTouched: 3,
  });
  await made.publish({
    ...weighed,
    events: weighed.events.map((event) => ({
      ...event,
      properties: event.properties.map((property) =>
        property.id === "prp_total"
          ? { ...property, type: { kind: "union", anyOf: [{ kind: "number" }, { kind: "string" }] } }
          : property,
      ),
    })),
  });
  await releaseHeld(made.authorized);
  await server.ingest.settled();
  const released = await counted({ event: "Ordered" });
  expect(released.total).toBe((before.total ?? 0) + 2);
  expect(released.statement).toMatchObject({
    received: broken.statement.received,
    considered: before.statement.considered + 2,
    excluded: { violating: 0, unplanned: 1, malformed: 1 },
    repaired: 2,
    planVersions: [1, 2],
  });
  expect(await members([{ property: "amount", op: "=", value: "12 €" }])).toEqual(["ann", "bob"]);
});
