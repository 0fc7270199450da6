/** Rows of files through `gabarit load`, beside the calls of an app through `gabarit send`, and a cohort of all of them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import type { Mapping } from "../lib/intake/mapping.ts";
import { emptyPlan, newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { sql } from "../lib/store/sql.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import { type LocalInstallation, openInstallation } from "./testing/installation.ts";

usePlanDb();
useEventDb();

function planOf(slug: string): Plan {
  const total = newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true });
  const campaign = newProperty({ id: "prp_campaign", name: "campaign", type: { kind: "string" } });
  return {
    ...emptyPlan(slug),
    events: [
      newEvent({ id: "evt_order", name: "Order Paid", identifier: "orderPaid", properties: [total] }),
      newEvent({ id: "evt_open", name: "Email Opened", identifier: "emailOpened", properties: [campaign] }),
      newEvent({ id: "evt_app", name: "App Opened", identifier: "appOpened" }),
    ],
  };
}

const ORDERS: Mapping = {
  name: "orders",
  target: { kind: "event", eventId: "evt_order" },
  only: [],
  key: ["Order"],
  time: { from: "Paid on", format: "day_first", zone: "Europe/Paris" },
  userId: "E-mail",
  values: [{ propertyId: "prp_total", value: { from: "Total", cast: "number" } }],
};

const ORDER_ROWS = [
  "Order;Paid on;E-mail;Total",
  "o1;01/11/2025 10:00;ada@example.com;19,90",
  "o2;02/11/2025;bob@example.com;free",
  "o3;;cleo@example.com;5",
  "o4;03/11/2025 08:00;dan@example.com;5",
];

const OPENS: Mapping = {
  name: "opens",
  target: { kind: "event", eventId: "evt_open" },
  only: [{ field: "event", in: ["opened"] }],
  key: ["event", "email", "ts_event"],
  time: { from: "ts_event", format: "epoch_seconds", zone: "UTC" },
  userId: "email",
  values: [{ propertyId: "prp_campaign", value: { from: "campaign name", cast: "string" } }],
};

const OPEN_ROWS = ["ada", "bob", "dan"].map((who, index) =>
  JSON.stringify({
    event: who === "dan" ? "delivered" : "opened",
    email: `${who}@example.com`,
    ts_event: 1_762_000_000 + index,
    "campaign name": "Autumn",
  }),
);

const APP_CALLS = ["ada", "bob", "dan"].map((who) =>
  JSON.stringify({
    ...{ type: "track", event: "App Opened", messageId: `app-${who}`, properties: {} },
    ...{ userId: `${who}@example.com`, timestamp: "2025-11-05T10:00:00Z" },
  }),
);

let place: LocalInstallation;

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(place.folder, name), lines.join("\n"));
}

function load(file: string, mapping: string, ...more: readonly string[]) {
  return place.run("load", place.slug, file, "--mapping", mapping, "--source", "log", "--json", ...more);
}

async function stored(name: string): Promise<readonly { verdict: string; at: string }[]> {
  await place.settled();
  return eventDb().query<{ verdict: string; at: string }>(
    "test",
    sql`select verdict, toString(ts) as at from received where event_name = ${name} order by ts`,
  );
}

beforeAll(async () => {
  place = await openInstallation();
  write("plan.yaml", [writePlanFile(planOf(place.slug))]);
  expect(await place.run("import", "plan.yaml", "--plan", place.slug)).toMatchObject({ code: 0 });
  expect(await place.run("publish", place.slug, "-m", "First")).toMatchObject({ code: 0 });
  write("orders.csv", ORDER_ROWS);
  write("orders.json", [JSON.stringify(ORDERS)]);
  write("opens.ndjson", OPEN_ROWS);
  write("opens.json", [JSON.stringify(OPENS)]);
  write("app.ndjson", APP_CALLS);
});
afterAll(() => place.stop());

it("says the verdict on each row and sends nothing without a key; loaded twice, the rows are there once", async () => {
  const looked = await load("orders.csv", "orders.json");
  const lines = looked.out.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { line: 2, verdict: "conformant" },
    { line: 3, verdict: "violating", violations: [{ code: "type_mismatch", path: "/properties/total" }] },
    { line: 4, verdict: "refused", reason: "Paid on is blank: it is not known when this happened." },
    { line: 5, verdict: "conformant" },
  ]);
  expect(JSON.parse(looked.err)).toMatchObject({ rows: 4, conformant: 2, violating: 1, refused: 1, sent: 0 });
  expect(await stored("Order Paid")).toEqual([]);

  const send = async (file = "orders.csv") => {
    const { code, out, err } = await load(file, "orders.json", "--write-key", place.writeKey);
    await place.settled();
    const verdicts = out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { verdict: string }).verdict);
    return { code, verdicts, summary: JSON.parse(err) as object };
  };
  expect(await send()).toMatchObject({
    code: 1,
    verdicts: ["conformant", "violating", "refused", "conformant"],
    summary: { sent: 3, left: 0 },
  });
  const there = { code: 1, verdicts: ["already_there", "already_there", "refused", "already_there"] };
  expect(await send()).toMatchObject({ ...there, summary: { sent: 0, there: 3, differs: 0 } });
  write("corrected.csv", [...ORDER_ROWS.slice(0, 4), "o4;03/11/2025 08:00;dan@example.com;7", ORDER_ROWS[4] ?? ""]);
  expect(await send("corrected.csv")).toMatchObject({
    code: 1,
    verdicts: ["already_there", "already_there", "refused", "differs", "differs"],
    summary: { sent: 0, there: 2, differs: 2 },
  });
  expect(await stored("Order Paid")).toEqual([
    { verdict: "conformant", at: "2025-11-01 09:00:00.000" },
    { verdict: "violating", at: "2025-11-01 23:00:00.000" },
    { verdict: "conformant", at: "2025-11-03 07:00:00.000" },
  ]);
});

it("takes a mapping by its name once the project has approved it, as it was approved", async () => {
  const { url, token } = place.server;
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`${url}/api/v1/projects/${place.slug}/row-mappings${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.status;
  };
  expect(await ask("", { mapping: ORDERS, revision: 0 })).toBe(201);
  expect(await load("orders.csv", "orders")).toMatchObject({ code: 2, out: expect.stringContaining("not approved") });
  expect(await ask("/orders/approve", { revision: 1 })).toBe(200);
  // A document that waits changes nothing.
  expect(await ask("", { mapping: { ...ORDERS, values: [] }, revision: 1 })).toBe(201);
  const { code, err } = await load("orders.csv", "orders");
  expect([code, JSON.parse(err)]).toMatchObject([1, { rows: 4, conformant: 2, violating: 1, refused: 1, sent: 0 }]);
});

it("a cohort mixes the orders of a file with opens of e-mails and events of an app", async () => {
  const more = ["--write-key", place.writeKey];
  expect((await load("orders.csv", "orders.json", ...more)).code).toBe(1);
  expect(await load("opens.ndjson", "opens.json", ...more)).toMatchObject({ code: 0 });
  expect(await place.run("send", "app.ndjson", ...more)).toMatchObject({ code: 0 });
  await place.settled();
  const did = (event: string) => ({
    kind: "count",
    event: { event },
    count: { op: ">=", value: 1 },
    window: { ever: true },
  });
  const people = async (...of: readonly object[]): Promise<number> => {
    const question = { kind: "cohort", asOf: "2030-01-01T00:00:00Z", criterion: { kind: "all", of } };
    write("question.json", [JSON.stringify(question)]);
    const { out } = await place.run("query", "question.json", "--json");
    return (JSON.parse(out) as { result: { count: number } }).result.count;
  };
  // Bob's order broke the plan, and Dan's e-mail was delivered only.
  expect(await people(did("Order Paid"))).toBe(2);
  expect(await people(did("Email Opened"))).toBe(2);
  expect(await people(did("Order Paid"), did("App Opened"))).toBe(2);
  expect(await people(did("Order Paid"), did("Email Opened"), did("App Opened"))).toBe(1);
});

it.each([
  ["not JSON", "[", "broken.json is not a mapping for this plan."],
  ["an event that is not planned", '{ "kind": "event", "eventId": "evt_gone" }', "no event with the id evt_gone"],
  ["nobody", '{ "kind": "user" }', "No column says whom a row is about."],
])("a mapping of %s ends with status 2", async (_what, target, sentence) => {
  const rest = '"only":[],"key":["a"],"time":{"from":"a","format":"iso","zone":"UTC"},"values":[]';
  write("broken.json", [`{"name":"broken","target":${target},${rest}}`]);
  const { code, out, err } = await place.run(
    ...["load", place.slug, "orders.csv", "--mapping", "broken.json", "--source", "log"],
  );
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
});
