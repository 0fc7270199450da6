import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImportOptions, planWithImport } from "../plan/edit-import.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { arrayTypeSchema, booleanTypeSchema, numberTypeSchema, stringTypeSchema } from "../plan/schema.ts";
import { fieldsOfColumns } from "./carried.ts";
import { CARRIES } from "./carries.ts";
import { comparePlans } from "./compare.ts";
import { readPlan, writePlan } from "./detect.ts";
import { FORMAT_NAMES, type FormatName, type InputFile, type ReadSuccess } from "./format.ts";
import type { PlanConstruct } from "./loss.ts";
import type { ReadOptions } from "./read-options.ts";
import { COLUMN_NAMES } from "./spreadsheet/column.ts";
import { randomPlan } from "./testing/random-plan.ts";

async function read(files: readonly InputFile[], options: ReadOptions = {}): Promise<ReadSuccess> {
  const result = await readPlan(files, { slug: "shop", language: "en", ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.errors[0]));
  return result;
}

const MODES: readonly (readonly [string, ImportOptions])[] = [
  ["completed", {}],
  ["replaced", { remove: true, clear: true }],
];

function over(current: Plan, { plan, carried }: ReadSuccess, mode: ImportOptions): Plan {
  return planWithImport(current, plan, { ...mode, ...(carried === undefined ? {} : { carried }) });
}

/** The plan after it went out in a format and came back over itself. */
async function returned(plan: Plan, format: FormatName, mode: ImportOptions): Promise<Plan> {
  const { files } = await writePlan(plan, format);
  // As the format's own tools read it: what these have no place for is then missing.
  const foreign = format === "segment" || format === "rudderstack";
  return over(plan, await read(files, { language: plan.settings.languages[0] ?? "en", foreign }), mode);
}

function csv(text: string): Promise<ReadSuccess> {
  return read([{ name: "plan.csv", content: text }]);
}

function eventOf(plan: Plan, name: string): PlanEvent | undefined {
  return plan.events.find((event) => event.name === name);
}

describe.each(MODES)("a plan %s by its own file", (_name, mode) => {
  it.each(FORMAT_NAMES)("keeps what %s has no place for", async (format) => {
    const losses = comparePlans(referencePlan, await returned(referencePlan, format, mode));
    expect(losses.filter(({ construct }) => CARRIES[format][construct as PlanConstruct] !== "partly")).toEqual([]);
  });

  it.each(["segment", "rudderstack"] as const)(
    "keeps what %s has no place for, whatever the plan",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(randomPlan, async (plan) => {
          const losses = comparePlans(plan, await returned(plan, format, mode));
          expect(losses.filter(({ construct }) => CARRIES[format][construct as PlanConstruct] !== "partly")).toEqual(
            [],
          );
        }),
        { numRuns: 20 },
      );
    },
    120_000,
  );
});

describe("a spreadsheet", () => {
  it("says the type of a property by a column for every field a type has, and by no other", () => {
    const schemas = [stringTypeSchema, numberTypeSchema, booleanTypeSchema, arrayTypeSchema];
    const fields = new Set(schemas.flatMap(({ shape }) => Object.keys(shape)));
    const ofType = COLUMN_NAMES.filter((column) => fieldsOfColumns(new Set([column]))?.includes("type"));
    const expected = [...fields]
      .map((field) => (field === "kind" ? "type" : field))
      .filter((field) => field !== "items");
    expect([...ofType].sort()).toEqual(expected.sort());
  });

  it("says what its columns say, and nothing else", async () => {
    const sheet = await csv("event,property,description\nOrder Completed,total,What was paid.\n");
    const order = eventOf(over(referencePlan, sheet, {}), "Order Completed");
    const total = eventOf(referencePlan, "Order Completed")?.properties.find(({ name }) => name === "total");
    expect(order?.properties.find(({ name }) => name === "total")).toEqual({
      ...total,
      description: { ...total?.description, en: "What was paid." },
    });
  });

  it("is taken at its word for a column it has", async () => {
    const sheet = await csv("event,critical,owner\nOrder Completed,no,\n");
    expect(eventOf(over(referencePlan, sheet, {}), "Order Completed")).toMatchObject({
      critical: false,
      owner: "Checkout",
    });
    const replaced = over(referencePlan, sheet, { remove: true, clear: true });
    expect(replaced.events.map(({ name }) => name)).toEqual(["Order Completed"]);
    expect(replaced.events[0]?.owner).toBeUndefined();
    expect(replaced.events[0]).toMatchObject({ roles: ["purchase", "key_value_action"], status: "active" });
    expect(replaced.decisions).toEqual(referencePlan.decisions);
    expect(replaced.settings).toEqual(referencePlan.settings);
  });
});

describe("a Segment plan", () => {
  const rule = (key: string, deprecatedAt: string) => ({
    type: "TRACK",
    key,
    deprecatedAt,
    jsonSchema: { type: "object" },
  });
  const NEVER = "0001-01-01T00:00:00.000Z";

  it("deprecates the events it calls deprecated, and says that the day is lost", async () => {
    const rules = [rule("Order Completed", "2024-03-01T00:00:00.000Z"), rule("Signed Up", NEVER)];
    const file = await read([{ name: "plan.json", content: JSON.stringify({ name: "Shop", rules }) }]);
    const plan = over(referencePlan, file, {});
    expect(eventOf(referencePlan, "Order Completed")?.status).toBe("active");
    expect(eventOf(plan, "Order Completed")?.status).toBe("deprecated");
    expect(eventOf(plan, "Signed Up")?.status).toBe(eventOf(referencePlan, "Signed Up")?.status);
    expect(file.loss.filter(({ path }) => path.endsWith("/deprecatedAt"))).toEqual([
      expect.objectContaining({ path: "/rules/0/deprecatedAt", construct: "foreign_metadata" }),
    ]);
  });

  it("comes back deprecated after it went out, without a day that nobody said", async () => {
    const events = referencePlan.events.map((event, index) =>
      index === 0 ? { ...event, status: "deprecated" as const } : event,
    );
    const plan = { ...referencePlan, events };
    const { files } = await writePlan(plan, "segment");
    const back = await read(files, { foreign: true });
    const deprecated = (of: Plan) => of.events.filter(({ status }) => status === "deprecated").map(({ name }) => name);
    expect(deprecated(back.plan)).toEqual(deprecated(plan));
    expect(deprecated(plan)).toContain(events[0]?.name);
    expect(back.loss.filter(({ path }) => path.endsWith("/deprecatedAt"))).toEqual([]);
  });
});

describe("a foreign JSON Schema", () => {
  it("changes the shape of an event and leaves its owner, category and roles", async () => {
    const schema = { title: "Order Completed", type: "object", properties: { total: { type: "integer" } } };
    const file = await read([{ name: "order.json", content: JSON.stringify(schema) }]);
    const before = eventOf(referencePlan, "Order Completed");
    const after = eventOf(over(referencePlan, file, { remove: true, clear: true }), "Order Completed");
    expect(after?.properties.map(({ name, type }) => [name, type])).toEqual([["total", { kind: "integer" }]]);
    expect(after?.properties[0]).toMatchObject({ role: "revenue" });
    for (const field of ["owner", "category", "roles", "critical", "trigger", "identifier", "serves"] as const) {
      expect(after?.[field], field).toEqual(before?.[field]);
    }
  });
});
