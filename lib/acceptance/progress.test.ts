/** The list of a run on made-up arrivals, whose they are, and the signature of what it came to. */

import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newEvent } from "../plan/new-object.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { checklistOf } from "./checklist.ts";
import { widened } from "./identity.ts";
import { type Arrival, progressOf } from "./progress.ts";
import { keyIdOf, type Statement, signStatement, verifySigned } from "./statement.ts";

const event = (id: string, more: Partial<PlanEvent> = {}): PlanEvent => ({
  ...newEvent({ id, name: id.slice(4), identifier: id.slice(4), callType: "track" }),
  status: "active",
  ...more,
});

const plan: Plan = {
  ...referencePlan,
  events: [
    event("evt_other"),
    event("evt_pay", { critical: true }),
    event("evt_see"),
    event("evt_app", { sources: ["ios"] }),
    event("evt_old", { status: "deprecated" }),
  ],
  journeys: [
    {
      id: "jny_buy",
      name: { en: "Buying" },
      description: {},
      steps: [
        { id: "stp_1", name: { en: "See" }, description: {}, events: ["evt_see", "evt_old"] },
        { id: "stp_2", name: { en: "Pay" }, description: {}, source: "web", events: ["evt_pay", "evt_see"] },
        { id: "stp_3", name: { en: "In the app" }, description: {}, source: "ios", events: ["evt_other"] },
      ],
    },
  ],
};

const list = checklistOf(plan, "web", { kind: "planned" });
const START = Date.UTC(2026, 10, 1, 12);
const at = (second: number) => new Date(START + second * 1000);
const none = { asides: [], pauses: [] };

const came = (uid: number, eventId: string | undefined, more: Partial<Arrival> = {}): Arrival => ({
  uid,
  receivedAt: at(uid),
  callType: "track",
  name: eventId?.slice(4) ?? "stray",
  ...(eventId === undefined ? {} : { eventId }),
  verdict: "conformant",
  violations: [],
  release: "1.0",
  ...more,
});
const wrong = (uid: number, eventId: string) =>
  came(uid, eventId, { verdict: "violating", violations: [{ code: "required_missing", path: "/properties/total" }] });

const states = (arrivals: readonly Arrival[], decided: Parameters<typeof progressOf>[2] = none) =>
  Object.fromEntries(progressOf(list, arrivals, decided).items.map(({ eventId, state }) => [eventId, state]));

describe("the list", () => {
  it("has the steps of journeys first, in their order, each event once, then the rest of the plan", () => {
    expect(list.map(({ eventId, place }) => [eventId, place?.stepId])).toEqual([
      ["evt_see", "stp_1"],
      ["evt_pay", "stp_2"],
      ["evt_other", undefined],
    ]);
  });

  it("is narrowed to the critical events or to one journey, and refuses a journey that is not there", () => {
    expect(checklistOf(plan, "web", { kind: "critical" }).map(({ eventId }) => eventId)).toEqual(["evt_pay"]);
    const journey = checklistOf(plan, "ios", { kind: "journey", journeyId: "jny_buy" });
    expect(journey.map(({ eventId }) => eventId)).toEqual(["evt_see", "evt_other"]);
    expect(() => checklistOf(plan, "web", { kind: "journey", journeyId: "jny_none" })).toThrow(/no such journey/);
  });
});

describe("an event of the list", () => {
  it("is missing, then conformant or at fault by the last that came, whatever order they are read in", () => {
    expect(states([])).toEqual({ evt_see: "missing", evt_pay: "missing", evt_other: "missing" });
    expect(states([came(3, "evt_see"), wrong(2, "evt_see"), wrong(4, "evt_pay"), came(1, "evt_pay")])).toEqual({
      evt_see: "conformant",
      evt_pay: "fault",
      evt_other: "missing",
    });
  });

  it("keeps the faults that were mended, and counts what was read twice once", () => {
    const arrivals = [wrong(1, "evt_pay"), wrong(2, "evt_pay"), came(3, "evt_pay"), came(3, "evt_pay")];
    const pay = progressOf(list, arrivals, none).items[1];
    expect(pay).toMatchObject({ state: "conformant", conformant: 1, faulty: 2, last: { uid: 3 } });
    expect(pay?.faults.map(({ uid }) => uid)).toEqual([2, 1]);
  });

  it("does not count what came during a pause", () => {
    const paused = { asides: [], pauses: [{ from: at(2), to: at(4) }, { from: at(6) }] };
    expect(states([came(1, "evt_see"), came(3, "evt_pay"), came(7, "evt_other")], paused)).toEqual({
      evt_see: "conformant",
      evt_pay: "missing",
      evt_other: "missing",
    });
    expect(states([came(4, "evt_pay")], paused).evt_pay).toBe("conformant");
  });

  it("that is set aside is counted as that, and the run passes without it", () => {
    const asides = [{ eventId: "evt_other", reason: "No such page", by: "Ana", at: at(0) }];
    const open = progressOf(list, [came(1, "evt_see")], { asides, pauses: [] });
    expect([open.counts, open.passed]).toEqual([{ total: 3, conformant: 1, fault: 0, missing: 1, aside: 1 }, false]);
    expect(progressOf(list, [came(1, "evt_see"), came(2, "evt_pay")], { asides, pauses: [] }).passed).toBe(true);
    expect(progressOf([], [], none).passed).toBe(false);
    const everything = list.map(({ eventId }) => ({ eventId, reason: "Later", by: "Ana", at: at(0) }));
    expect(progressOf(list, [], { asides: everything, pauses: [] }).passed).toBe(false);
  });
});

it("what is on no list is told apart, and a conformant identify is nothing to tell of", () => {
  const { others } = progressOf(
    list,
    [
      came(1, undefined, { verdict: "unplanned" }),
      came(2, "evt_app"),
      came(3, undefined, { verdict: "unplanned" }),
      came(4, undefined, { callType: "identify", name: "" }),
      came(5, undefined, { callType: "identify", name: "", verdict: "violating" }),
    ],
    none,
  );
  expect(others.map(({ name, verdict, planned, count }) => [name, verdict, planned, count])).toEqual([
    ["", "violating", false, 1],
    ["stray", "unplanned", false, 2],
    ["app", "conformant", true, 1],
  ]);
});

describe("whose events", () => {
  const user = { kind: "user", id: "ann" } as const;
  const device = { kind: "device", id: "d1" } as const;

  it("a user's devices are those that analysis links, and those the run saw first with them", () => {
    const seen = [
      { device: "d2", user: "ann" },
      { device: "d3", user: "bob" },
      { device: "d3", user: "ann" },
      { device: "d4", user: "ann" },
    ];
    const known = [
      { device: "d1", user: "ann" },
      { device: "d4", user: "bob" },
    ];
    expect(widened(user, known, seen)).toEqual({ users: ["ann"], devices: ["d1", "d2"], by: "user" });
  });

  it("a device stays itself, with the user it became first", () => {
    expect(widened(device, [], [])).toEqual({ users: [], devices: ["d1"], by: "device" });
    const seen = [
      { device: "d1", user: "ann" },
      { device: "d1", user: "bob" },
    ];
    expect(widened(device, [], seen)).toEqual({ users: ["ann"], devices: ["d1"], by: "device" });
  });
});

describe("a signed result", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
  const statement: Statement = {
    format: "gabarit-acceptance/1",
    run: "acr_1",
    installation: "http://localhost:3000",
    project: { slug: "shop", name: "Shop" },
    source: { slug: "web", name: "Web", platform: "web", environment: "staging" },
    who: { chosen: "user", kind: "user", id: "ann" },
    release: "1.0",
    plan: { version: 3, hash: "abc" },
    scope: { kind: "planned" },
    startedAt: at(0).toISOString(),
    startedBy: "Ana",
    endedAt: at(9).toISOString(),
    pauses: [],
    outcome: "passed",
    counts: { total: 0, conformant: 0, fault: 0, missing: 0, aside: 0 },
    items: [],
    others: [],
    signedBy: { name: "Ana Ü.", role: "QA", note: "", account: "Ana" },
  };
  const file = JSON.stringify(signStatement(statement, pkcs8));

  it("holds, whatever order and spaces its file is written in, and says whether the key is the expected one", () => {
    expect(verifySigned(file)).toEqual({ valid: true, trusted: undefined, keyId: keyIdOf(publicKey), statement });
    const { statement: kept, signature } = JSON.parse(file) as { statement: object; signature: object };
    const turned = { signature, statement: Object.fromEntries(Object.entries(kept).reverse()) };
    expect(verifySigned(JSON.stringify(turned, null, 2), pem)).toMatchObject({ valid: true, trusted: true });
    const other = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }).toString();
    expect(verifySigned(file, other)).toMatchObject({ valid: true, trusted: false });
  });

  it("shows every change: of what it says, of what it does not know, of its key and its signature", () => {
    const changed = (
      change: (all: { statement: Record<string, unknown>; signature: Record<string, string> }) => void,
    ) => {
      const all = JSON.parse(file) as { statement: Record<string, unknown>; signature: Record<string, string> };
      change(all);
      return verifySigned(JSON.stringify(all), pem);
    };
    const tampered = { valid: false, why: "signature" };
    expect(changed(({ statement: of }) => Object.assign(of, { release: "1.1" }))).toEqual(tampered);
    expect(changed(({ statement: of }) => Object.assign(of, { more: 1 }))).toEqual(tampered);
    expect(changed(({ statement: of }) => Reflect.deleteProperty(of, "release"))).toEqual(tampered);
    expect(changed(({ signature }) => Object.assign(signature, { value: "AAAA" }))).toEqual(tampered);
    expect(changed(({ signature }) => Object.assign(signature, { keyId: "0000000000000000" }))).toEqual({
      valid: false,
      why: "key",
    });
    expect(verifySigned("{}")).toEqual({ valid: false, why: "unreadable" });
    expect(verifySigned("no")).toEqual({ valid: false, why: "unreadable" });
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(verifySigned(file.replace('"statement":{', `"statement":{"deep":${deep},`), pem)).toEqual({
      valid: false,
      why: "unreadable",
    });
  });
});
