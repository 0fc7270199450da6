import fc from "fast-check";
import { expect, it } from "vitest";
import { answerQuestion } from "../analysis/answer.ts";
import type { MetricQuestion, MetricResult } from "../analysis/question.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan, Property, PropertyType } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import type { Transformation } from "../plan/transformation.ts";
import { judge } from "./judge.ts";
import { listLiveEvents } from "./live.ts";
import { readCall } from "./read-call.ts";
import { releaseHeld } from "./reverdict.ts";
import { createTestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";
import { asTransformed, findTransformed } from "./transform.ts";
import { onlyVersion } from "./validate.ts";

const server = useTestServer();

const property = (name: string, type: PropertyType, required = false): Property =>
  newProperty({ id: `prp_${name}`, name, type, required });
const paid = newEvent({
  id: "evt_paid",
  name: "Paid",
  identifier: "paid",
  properties: [
    property("amount", { kind: "number" }, true),
    property("size", { kind: "string", enum: ["small", "large"] }),
    property("gift", { kind: "boolean" }),
    property("lines", {
      kind: "array",
      items: { kind: "object", open: false, properties: [property("sku", { kind: "string" }, true)] },
    }),
  ],
});
const one = (key: string, given: Partial<Transformation>): Transformation => ({
  ...{ key, event: "Paid", operation: "drop", sources: [], reason: "Fixed in 2.1.", until: "2099-12-31" },
  ...given,
});
const ALL = [
  one("name", { event: "paid", operation: "rename_event", to: "Paid" }),
  one("amount", { operation: "rename_property", property: "Amount", to: "amount" }),
  one("number", { operation: "cast", property: "amount", to: "number" }),
  one("gift", { operation: "cast", property: "gift", to: "boolean" }),
  one("size", { operation: "map_values", property: "size", values: { S: "small", "2": "large" } }),
  one("sku", { operation: "rename_property", property: "lines[].SKU", to: "sku" }),
  one("debug", { property: "debug" }),
];
const planned = (transformations: readonly Transformation[]): Plan => ({
  ...referencePlan,
  settings: { ...referencePlan.settings, transformations },
  events: [paid],
});

const versionsOf = (transformations: readonly Transformation[]) => onlyVersion(freezePlan(planned(transformations)));
const allVersions = versionsOf(ALL);

function transformed(properties: unknown, event = "Paid", more: object = {}, transformations = ALL) {
  const versions = transformations === ALL ? allVersions : versionsOf(transformations);
  const read = readCall({ type: "track", event, userId: "u", properties, ...more }, undefined);
  if (!("call" in read)) throw new Error("unreadable");
  const rule = { unplanned: "violation", sourceSlug: "web" } as const;
  const judgement = judge(read.call, versions, rule);
  const found = findTransformed(read.call, judgement, versions, rule);
  const again = found === undefined ? undefined : judge(asTransformed(read.call, found), versions, rule);
  return { judgement, found, again, subject: read.call.subject };
}

it("makes an event conform with the fewest transformations that do, and leaves it as it came where they do not", () => {
  const mended = (properties: unknown, event?: string) => {
    const { found } = transformed(properties, event);
    return found === undefined ? undefined : [found.by, found.name, found.subject];
  };
  expect(mended({ Amount: "12.5", debug: 1 }, "paid")).toEqual([
    ["name", "amount", "number", "debug"],
    "Paid",
    { amount: 12.5 },
  ]);
  expect(mended({ amount: 1, size: "S", gift: "true" })).toEqual([
    ["gift", "size"],
    "Paid",
    { amount: 1, size: "small", gift: true },
  ]);
  expect(mended({ amount: 1, size: 2 })?.[2]).toEqual({ amount: 1, size: "large" });
  expect(mended({ amount: 1, lines: [{ SKU: "a" }, { sku: "b" }] })?.[2]).toEqual({
    amount: 1,
    lines: [{ sku: "a" }, { sku: "b" }],
  });
  expect(mended({ amount: "twelve" })).toBeUndefined();
  expect(mended({ amount: "1", other: 1 })).toBeUndefined();
  expect(mended({ Amount: 1, amount: 2 })).toBeUndefined();
  // A comma before decimals, and one that may stand before a thousand.
  expect(mended({ amount: "-12,50" })).toEqual([["number"], "Paid", { amount: -12.5 }]);
  for (const amount of ["1,234", "1,2,3", "12,", "1.234,5"]) expect(mended({ amount })).toBeUndefined();
  expect(mended("no object")).toBeUndefined();
});

it("holds for its sources, for releases before the fixed one and until its last day", () => {
  const by = (given: Partial<Transformation>, version?: string) =>
    transformed({ amount: 1, debug: 1 }, "Paid", version === undefined ? {} : { context: { app: { version } } }, [
      one("debug", { property: "debug", ...given }),
    ]).found?.by;
  expect(by({ sources: ["web"] })).toEqual(["debug"]);
  expect(by({ sources: ["ios"] })).toBeUndefined();
  expect(by({ before: "2.10" }, "2.9")).toEqual(["debug"]);
  expect(by({ before: "2.10" }, "2.10")).toBeUndefined();
  expect(by({ before: "2.10" })).toBeUndefined();
  expect(by({ until: new Date().toISOString().slice(0, 10) })).toEqual(["debug"]);
  expect(by({ until: "2020-01-01" })).toBeUndefined();
});

it("never touches an event that conforms; what it makes of another conforms", () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(1, 2.5, "3", "x", "true", true, null, "S", "small", 2),
    fc.jsonValue(),
  );
  const names = fc.constantFrom("amount", "Amount", "size", "gift", "debug", "lines", "__proto__", "constructor");
  let mended = 0;
  fc.assert(
    fc.property(
      fc.dictionary(names, value, { maxKeys: 5 }),
      fc.constantFrom("Paid", "paid", "toString"),
      (properties, event) => {
        const before = JSON.stringify(properties);
        const { judgement, found, again, subject } = transformed(properties, event);
        expect(JSON.stringify(subject)).toBe(before);
        if (judgement.verdict === "conformant") expect(found).toBeUndefined();
        if (found === undefined) return;
        mended += 1;
        expect(again).toMatchObject({ verdict: "conformant", eventId: found.eventId });
      },
    ),
    { numRuns: 300 },
  );
  expect(mended).toBeGreaterThan(0);
});

const counted: MetricQuestion = {
  kind: "metric",
  event: { event: "Paid" },
  measure: { kind: "count" },
  interval: "total",
  range: { ever: true },
};

it("counts what came before it was published, once released, as what came since; questions may do without", async () => {
  const project = await createTestProject();
  const source = await project.source();
  const ask = async (asSent = false) => {
    const { result, statement } = await answerQuestion(project.authorized, { ...counted, asSent });
    const { received, considered, transformed: rewritten, repaired, excluded } = statement;
    return [(result as MetricResult).series[0]?.total, received, considered, rewritten, repaired, excluded];
  };
  const batch = [
    { type: "track", event: "Paid", userId: "u", properties: { amount: 1 } },
    { type: "track", event: "Paid", userId: "u", properties: { amount: "2" } },
    { type: "track", event: "paid", userId: "v", properties: { Amount: 3 } },
    { type: "track", event: "Paid", userId: "w", properties: { amount: "four" } },
  ];
  const send = async () => {
    await server.post("/v1/batch", JSON.stringify({ writeKey: source.writeKey, batch }));
  };
  await project.publish(planned([]));
  await send();
  await server.ingest.settled();
  expect(await ask()).toEqual([1, 4, 1, 0, 0, { violating: 2, unplanned: 1, malformed: 0 }]);
  await project.publish(planned(ALL));
  expect(await releaseHeld(project.authorized)).toMatchObject({ judged: 3, released: 2 });
  expect(await ask()).toEqual([3, 4, 3, 2, 2, { violating: 1, unplanned: 0, malformed: 0 }]);
  expect(await ask(true)).toEqual([1, 4, 1, 0, 0, { violating: 2, unplanned: 1, malformed: 0 }]);
  expect(await releaseHeld(project.authorized)).toMatchObject({ judged: 1, released: 0 });
  await send();
  const live = async () =>
    (await listLiveEvents(project.authorized, { limit: 4 })).map(({ verdict, eventId, transformed: by, call }) => [
      verdict,
      eventId,
      by,
      call,
    ]);
  const waiting = await live();
  await server.ingest.settled();
  expect(await live()).toEqual(waiting);
  expect(waiting).toMatchObject([
    ["violating", "evt_paid", undefined, {}],
    ["unplanned", "evt_paid", ["name", "amount"], { event: "paid", properties: { Amount: 3 } }],
    ["violating", "evt_paid", ["number"], { properties: { amount: "2" } }],
    ["conformant", "evt_paid", undefined, {}],
  ]);
  expect(await ask()).toEqual([6, 8, 6, 4, 2, { violating: 2, unplanned: 0, malformed: 0 }]);
});
