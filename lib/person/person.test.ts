/** A person's page from what clients really send: who they are, what analysis reads of them, and what was held back. */

import { beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../analysis/answer.ts";
import { worldPlan } from "../analysis/naive/plan.ts";
import type { CohortResult } from "../analysis/question.ts";
import { releaseHeld } from "../ingest/reverdict.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { listViolations, loadViolation } from "../violation/store.ts";
import { listPeople } from "./people.ts";
import { loadPerson, personOf } from "./person.ts";
import { loadCall } from "./person-events.ts";

const server = useTestServer();

const plan: Plan = {
  ...worldPlan,
  userProperties: [
    ...worldPlan.userProperties,
    { ...newTrait({ id: "prp_email", name: "email", type: { kind: "string" } }), privacy: "personal" },
  ],
};

let made: TestProject;
let keys: Record<"web" | "staging", string>;

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(plan);
  keys = {
    web: (await made.source({ slug: "web" })).writeKey,
    staging: (await made.source({ slug: "staging", environment: "staging" })).writeKey,
  };
});

async function send(calls: readonly object[], source: keyof typeof keys = "web"): Promise<void> {
  const answer = await server.post("/v1/batch", { batch: calls, writeKey: keys[source] });
  expect(answer.status).toBe(200);
  await server.ingest.settled();
}

async function numberOf(search: string): Promise<number> {
  const { items } = await listPeople(made.authorized, { search });
  expect(items).toHaveLength(1);
  return items[0]?.person ?? 0;
}

async function page(search: string) {
  return loadPerson(made.authorized, await numberOf(search), plan);
}

async function onTrial() {
  const { result, statement } = await answerQuestion(made.authorized, {
    kind: "cohort",
    criterion: { kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } },
  });
  return { result: result as CohortResult, statement };
}

describe("a held trait", () => {
  test("is shown on the person, and changes neither the profile nor the cohort", async () => {
    await send([
      { type: "identify", userId: "ann", traits: { plan: "trial", optin: true, nps: 9 } },
      { type: "identify", userId: "bob", traits: { plan: "pro", optin: false } },
    ]);
    const before = { person: await page("ann"), cohort: await onTrial() };
    expect(before.person.held).toEqual([]);
    expect(
      before.person.profile.map(({ name, value, source, environment }) => ({ name, value, source, environment })),
    ).toEqual([
      { name: "nps", value: 9, source: "web", environment: "production" },
      { name: "optin", value: true, source: "web", environment: "production" },
      { name: "plan", value: "trial", source: "web", environment: "production" },
    ]);

    await send([{ type: "identify", userId: "ann", traits: { plan: 42 } }]);
    const after = { person: await page("ann"), cohort: await onTrial() };
    expect(after.person.profile).toEqual(before.person.profile);
    expect(after.cohort.result).toEqual(before.cohort.result);
    expect(after.cohort.result.members).toEqual([{ user: "ann", person: after.person.person }]);
    expect(after.cohort.statement.traitsHeld).toBe(1);
    expect(after.person.heldTotal).toBe(1);
    expect(after.person.held).toMatchObject([
      {
        name: "plan",
        value: 42,
        source: "web",
        violation: { code: "type_mismatch", message: { fr: expect.stringMatching(/plan.*doit être de type chaîne/) } },
      },
    ]);
    expect((await page("bob")).held).toEqual([]);
  });

  test("of somebody analysis does not know is found all the same", async () => {
    await send([{ type: "identify", userId: "never", traits: { plan: 42 } }]);
    const { identities, profile, held, events } = await page("never");
    expect(identities).toEqual([{ kind: "user", id: "never" }]);
    expect(profile).toEqual([]);
    expect(held.map(({ name, value }) => [name, value])).toEqual([["plan", 42]]);
    expect(events.map(({ verdict, traitsHeld }) => [verdict, traitsHeld])).toEqual([["violating", 1]]);
  });

  test("is covered when it is private, the message with it, and an unplanned one that looks it", async () => {
    await send([
      {
        type: "identify",
        userId: "cyd",
        traits: { email: ["cyd@example.test"], phone: "+33 6 12 34 56 78", plan: "pro" },
      },
    ]);
    const { held } = await page("cyd");
    expect(held.map(({ name, value }) => [name, value])).toEqual([
      ["email", ["•••"]],
      ["phone", "•••"],
    ]);
    expect(JSON.stringify(held)).not.toContain("cyd@example.test");
  });
});

describe("identities", () => {
  test("a device is the user it was first linked to, under either's number", async () => {
    await send([{ type: "track", event: "Searched", anonymousId: "dev-1", properties: {} }]);
    const device = await numberOf("dev-1");
    await send([{ type: "identify", userId: "dan", anonymousId: "dev-1", traits: { plan: "free" } }]);
    await send([{ type: "identify", userId: "ike", anonymousId: "dev-1", traits: { plan: "pro" } }]);
    const dan = await loadPerson(made.authorized, device, plan);
    expect(dan.identities).toEqual([
      { kind: "user", id: "dan" },
      { kind: "anonymous", id: "dev-1", linkedAt: expect.any(Date) },
    ]);
    expect(dan.person).toBe((await page("dan")).person);
    expect(dan.events.map(({ callType, name }) => [callType, name])).toEqual([
      ["identify", ""],
      ["track", "Searched"],
    ]);
    expect((await page("ike")).identities).toEqual([{ kind: "user", id: "ike" }]);
    expect((await listPeople(made.authorized, { search: "dev-1" })).items.map(({ person }) => person)).toEqual([
      dan.person,
    ]);
  });

  test("an address as an id is covered, in lists and payloads, and still found", async () => {
    await send([
      { type: "identify", userId: "fay@example.test", traits: { email: "fay@example.test", plan: "trial" } },
    ]);
    const fay = await page("FAY@example");
    expect(fay.identities).toEqual([{ kind: "user", id: "•••" }]);
    expect(fay.profile.find(({ name }) => name === "email")?.value).toBe("•••");
    const { sentAs } = await personOf(made.authorized, fay.person);
    const { call } = await loadCall(made.authorized, { sentAs, uid: fay.events[0]?.uid ?? 0, plan });
    expect(call).toMatchObject({ userId: "•••", traits: { email: "•••", plan: "trial" } });
  });
});

test("values of another environment stand apart from those production reads", async () => {
  await send([{ type: "identify", userId: "bob", traits: { plan: "trial" } }], "staging");
  const { profile } = await page("bob");
  expect(profile.filter(({ name }) => name === "plan").map(({ environment, value }) => [environment, value])).toEqual([
    ["production", "pro"],
    ["staging", "trial"],
  ]);
});

test("the latest by event time wins, a value from the future waits, null empties", async () => {
  const at = (day: number) => ({ type: "identify", userId: "gil", timestamp: `2026-03-0${day}T10:00:00.000Z` });
  await send([
    { ...at(3), traits: { plan: "pro", nps: 7 } },
    { ...at(2), traits: { plan: "free" } },
    { type: "identify", userId: "gil", timestamp: "2999-01-01T00:00:00.000Z", traits: { plan: "trial" } },
    { ...at(4), traits: { nps: null } },
  ]);
  const { profile } = await page("gil");
  expect(profile.map(({ name, value }) => [name, value])).toEqual([
    ["nps", null],
    ["plan", "pro"],
  ]);
});

test("people are listed latest seen first, each once, whatever became of what they sent", async () => {
  await send([{ type: "track", event: "Never Planned", userId: "hal" }]);
  await send([{ type: "track", event: "Searched", userId: "ann", properties: {} }]);
  const { items, total } = await listPeople(made.authorized);
  expect(items.slice(0, 2).map(({ identities, lastEvent }) => [identities[0]?.id, lastEvent])).toEqual([
    ["ann", "Searched"],
    ["hal", "Never Planned"],
  ]);
  expect(new Set(items.map(({ person }) => person)).size).toBe(items.length);
  expect(total).toBe(items.length);
  expect((await listPeople(made.authorized, { page: 2 })).items).toEqual([]);
  expect((await listPeople(made.authorized, { search: "nobody%" })).items).toEqual([]);
});

test("a sample of a violation leads to the person who sent it", async () => {
  const { items } = await listViolations(made.authorized, { search: "Never Planned" });
  const { samples } = await loadViolation(made.authorized, items[0]?.fingerprint ?? "");
  expect(samples.map(({ person }) => person)).toEqual([await numberOf("hal")]);
});

test("nobody is found under another project, an unknown number, or another's event", async () => {
  const elsewhere = await createTestProject();
  const ann = await page("ann");
  await expect(loadPerson(elsewhere.authorized, ann.person, plan)).rejects.toMatchObject({ code: "not_found" });
  for (const number of [0, -1, 1.5, Number.NaN, 4_000_000, 2 ** 40])
    await expect(loadPerson(made.authorized, number, plan)).rejects.toMatchObject({ code: "not_found" });
  const { sentAs } = await personOf(made.authorized, await numberOf("bob"));
  const asked = { sentAs, uid: ann.events[0]?.uid ?? 0, plan };
  await expect(loadCall(made.authorized, asked)).rejects.toMatchObject({ code: "not_found" });
  expect((await listPeople(elsewhere.authorized)).items).toEqual([]);
});

test("once a later version accepts it, a trait is no longer held", async () => {
  const wider = plan.userProperties.map((property) =>
    property.name === "plan"
      ? {
          ...property,
          type: { kind: "union" as const, anyOf: [{ kind: "string" as const }, { kind: "number" as const }] },
        }
      : property,
  );
  await made.publish({ ...plan, userProperties: wider });
  await releaseHeld(made.authorized);
  await server.ingest.settled();
  const ann = await page("ann");
  expect(ann.held).toEqual([]);
  expect(ann.profile.find(({ name }) => name === "plan")?.value).toBe(42);
  const released = ann.events.find(({ released }) => released);
  expect(released).toMatchObject({ callType: "identify", verdict: "conformant", planVersion: 2 });
});
