import { describe, expect, it } from "vitest";
import { onlyVersion } from "../ingest/validate.ts";
import { verdictLine } from "../ingest/verdict-line.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { Row } from "./field.ts";
import { type Mapping, mappingSchema } from "./mapping.ts";
import { type RowResult, rowReader } from "./row-call.ts";
import { type FileRow, readFileRows } from "./table-rows.ts";

const ORDERS: Mapping = mappingSchema.parse({
  name: "orders",
  target: { kind: "event", eventId: "evt_order_completed" },
  only: [{ field: "Statut", in: ["payée"] }],
  key: ["Commande"],
  time: { from: "Date", format: "day_first", zone: "Europe/Paris" },
  userId: "Client",
  values: [
    { propertyId: "prp_order_id", value: { from: "Commande", cast: "string" } },
    { propertyId: "prp_total", value: { from: "Montant", cast: "number" } },
    { propertyId: "prp_currency", value: { from: "Devise", cast: "string", words: { "€": "EUR" } } },
  ],
});

const FILE = `Commande;Date;Client;Montant;Devise;Statut
FR-1;05/01/2026 09:30;u1;19,90;€;payée
FR-2;06/07/2026 09:30;u2;gratuit;€;payée
FR-3;32/01/2026;u3;5;€;payée
;05/01/2026;u4;5;€;payée
FR-5;05/01/2026;;5;€;payée
FR-6;05/01/2026;u6;5;€;annulée
`;

function reader(mapping: Mapping, source = "back-office"): (row: Row) => RowResult {
  const made = rowReader(referencePlan, mapping, source);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.read;
}

async function rowsOf(name: string, content: string): Promise<readonly FileRow[]> {
  const read = await readFileRows({ name, content: new TextEncoder().encode(content) });
  if (!read.ok) throw new Error(read.message.en);
  return read.rows;
}

function callOf(result: RowResult) {
  if (result.kind !== "call") throw new Error(JSON.stringify(result));
  return result.call;
}

async function resultsOf(content: string, mapping = ORDERS) {
  const rows = await rowsOf("orders.csv", content);
  return rows.map(({ line, row }) => ({ line, result: reader(mapping)(row ?? {}) }));
}

describe("the rows of a file of orders", () => {
  it("become the planned event, at the time they were written with, in the zone of the file", async () => {
    const [first] = await resultsOf(FILE);
    expect(first).toMatchObject({
      line: 2,
      result: {
        kind: "call",
        call: {
          type: "track",
          event: "Order Completed",
          userId: "u1",
          timestamp: "2026-01-05T08:30:00.000Z",
          properties: { order_id: "FR-1", total: 19.9, currency: "EUR" },
        },
      },
    });
  });

  it("are refused where a number reads both ways, until the mapping says how numbers are written", async () => {
    const file = "Commande;Date;Client;Montant;Devise;Statut\nFR-1;05/01/2026;u1;1,234;€;payée\n";
    const of = async (mapping: Mapping) => (await resultsOf(file, mapping))[0]?.result;
    expect(await of(ORDERS)).toMatchObject({
      kind: "refused",
      problem: { code: "decimal_ambiguous", field: "Montant", found: "1,234" },
    });
    expect(await of({ ...ORDERS, decimal: "," })).toMatchObject({ call: { properties: { total: 1.234 } } });
    expect(await of({ ...ORDERS, decimal: "." })).toMatchObject({ call: { properties: { total: 1234 } } });
  });

  it("are one call by their key, and say that their content changed; further calls where the mapping revises", () => {
    const row = { Commande: "FR-1", Date: "05/01/2026", Client: "u1", Montant: 5, Devise: "€", Statut: "payée" };
    const of = (mapping: Mapping, more: Row) => callOf(reader(mapping)({ ...row, ...more }));
    const [first, same, corrected] = [of(ORDERS, {}), of(ORDERS, { Note: "seen" }), of(ORDERS, { Montant: 6 })];
    expect(same).toEqual(first);
    expect(corrected.messageId).toBe(first.messageId);
    expect(corrected.context).not.toEqual(first.context);
    const revised = [{}, { Note: "seen" }, { Montant: 6 }].map(
      (more) => of({ ...ORDERS, revise: true }, more).messageId,
    );
    expect(new Set(revised).size).toBe(2);
  });

  it("leave what cannot be cast as it was written, and ingest says so", async () => {
    const [, second] = await resultsOf(FILE);
    const call = callOf(second?.result ?? { kind: "passed_over" });
    expect(call).toMatchObject({ timestamp: "2026-07-06T07:30:00.000Z", properties: { total: "gratuit" } });
    const judged = verdictLine(1, JSON.stringify(call), onlyVersion(freezePlan(referencePlan)), { language: "en" });
    expect(judged.verdict).toBe("violating");
    expect(judged.violations).toContainEqual(
      expect.objectContaining({ code: "type_mismatch", path: "/properties/total" }),
    );
  });

  it("are refused with the field that keeps them from being a call, or passed over where they are not meant", async () => {
    const results = await resultsOf(FILE);
    expect(results.slice(2).map(({ line, result }) => [line, result])).toEqual([
      [4, { kind: "refused", problem: { code: "time_unreadable", field: "Date", found: "32/01/2026" } }],
      [5, { kind: "refused", problem: { code: "key_missing", field: "Commande" } }],
      [6, { kind: "refused", problem: { code: "nobody", field: "Client" } }],
      [7, { kind: "passed_over" }],
    ]);
  });

  it("have the same id however often and in whichever order they are sent, and another from another source", async () => {
    const lines = FILE.trim().split("\n");
    const turned = [lines[0], lines[2], lines[1]?.replace("19,90", "20,00")].join("\n");
    const idsOf = (results: Awaited<ReturnType<typeof resultsOf>>) =>
      results.map(({ result }) => (result.kind === "call" ? result.call.messageId : undefined));
    const [one, two] = idsOf(await resultsOf(FILE));
    expect(one).not.toBe(two);
    expect(idsOf(await resultsOf(turned))).toEqual([two, one]);
    const [first] = await rowsOf("orders.csv", FILE);
    expect(callOf(reader(ORDERS, "other")(first?.row ?? {})).messageId).not.toBe(one);
  });
});

it("traits of people are filled by an identify call, from members of a JSON row", async () => {
  const contacts = mappingSchema.parse({
    ...ORDERS,
    name: "contacts",
    target: { kind: "user" },
    only: [],
    key: ["id"],
    time: { from: "changed", format: "epoch_milliseconds", zone: "UTC" },
    userId: "contact.ref",
    values: [
      { propertyId: "prp_user_email", value: { from: "contact.emails.0", cast: "string" } },
      { propertyId: "prp_user_plan", value: { constant: "pro" } },
    ],
  });
  const row = { id: 7, changed: 1_767_600_000_000, contact: { ref: 42, emails: ["ada@example.com"] } };
  const [line, broken] = await rowsOf("contacts.ndjson", `${JSON.stringify(row)}\n[1]\n`);
  expect(broken).toEqual({ line: 2 });
  expect(callOf(reader(contacts)(line?.row ?? {}))).toMatchObject({
    type: "identify",
    userId: "42",
    timestamp: "2026-01-05T08:00:00.000Z",
    traits: { email: "ada@example.com", plan: "pro" },
  });
});

it("a mapping that names what the plan does not have reads nothing, and says all of it", () => {
  const [first] = ORDERS.values;
  const values = [...(first === undefined ? [] : [first, first]), { propertyId: "prp_gone", value: { constant: 1 } }];
  const { userId: _, ...nobody } = ORDERS;
  expect(rowReader(referencePlan, { ...nobody, values }, "s")).toEqual({
    ok: false,
    problems: [
      { code: "property_twice", id: "prp_order_id" },
      { code: "property_unknown", id: "prp_gone" },
      { code: "nobody" },
    ],
  });
  const gone = { ...ORDERS, target: { kind: "event" as const, eventId: "evt_gone" } };
  expect(rowReader(referencePlan, gone, "s")).toEqual({
    ok: false,
    problems: [{ code: "event_unknown", id: "evt_gone" }],
  });
});

it("a field never reads what every object inherits", () => {
  const result = reader({ ...ORDERS, only: [], key: ["constructor.name"] })({ Date: "05/01/2026", Client: "u1" });
  expect(result).toEqual({ kind: "refused", problem: { code: "key_missing", field: "constructor.name" } });
});

it("a table with two columns of one name is refused: neither could be meant", async () => {
  const read = await readFileRows({ name: "t.csv", content: "a,b,a\n1,2,3\n" });
  expect(read).toMatchObject({ ok: false, message: { en: "Two columns are called “a”." } });
});
