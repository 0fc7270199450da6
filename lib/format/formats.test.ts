import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replayEdits } from "../plan/edit.ts";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan, PropertyType } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { CARRIES } from "./carries.ts";
import { detectFormat, readPlan, writePlan } from "./detect.ts";
import { FORMAT_NAMES, type FormatName } from "./format.ts";
import type { PlanConstruct } from "./loss.ts";
import { randomPlan } from "./testing/random-plan.ts";

async function back(plan: Plan, format: FormatName, foreign = false): Promise<Plan> {
  const { files } = await writePlan(plan, format);
  const result = await readPlan(files, { slug: plan.slug, language: plan.settings.languages[0] ?? "en", foreign });
  if (!result.ok) throw new Error(JSON.stringify(result.errors[0]));
  return result.plan;
}

const listOf = (items: PropertyType): PropertyType => ({ kind: "array", items });

const LOSSLESS: readonly FormatName[] = ["plan-file", "json-schema-bundle", "csv", "xlsx"];
/** What goes out comes back the same, whether or not other tools can read all of it. */
const SAME: readonly FormatName[] = [...LOSSLESS, "segment"];

it.each(LOSSLESS)("%s says all of a plan", async (format) => {
  for (const plan of [referencePlan, hostilePlan]) expect((await writePlan(plan, format)).loss).toEqual([]);
});

describe.each(SAME)("%s", (format) => {
  it.each([referencePlan, hostilePlan])("gives back a plan as it was", async (plan) => {
    expect(await back(plan, format)).toEqual(plan);
  });

  it("gives back constants of lists, those that no cell can hold too", async () => {
    const properties = ["", " a", "\ud800", "=1", "true"].map((value, index) =>
      newProperty({ id: `prp_${index}`, name: `p${index}`, type: listOf({ kind: "string", const: value }) }),
    );
    const event = newEvent({ id: "evt_a", name: "A", identifier: "a", properties });
    const plan = { ...emptyPlan("constants"), events: [event] };
    expect((await back(plan, format)).events[0]?.properties).toEqual(properties);
  });

  it("gives back any plan as it was", async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan, async (plan) => {
        expect(await back(plan, format)).toEqual(plan);
      }),
      { numRuns: format === "xlsx" ? 10 : 25 },
    );
  }, 120_000);
});

describe.each(["segment", "rudderstack"] as const)("%s", (format) => {
  it.each([referencePlan, hostilePlan])("reports exactly what it cannot carry", async (plan) => {
    const { loss } = await writePlan(plan, format);
    const dropped = new Set(loss.map(({ construct }) => construct));
    for (const construct of dropped) expect(CARRIES[format][construct as PlanConstruct], construct).not.toBe("yes");
    // What it gives back, written again, loses nothing more.
    const once = await back(plan, format, true);
    expect((await writePlan(once, format)).loss.filter(({ construct }) => construct !== "ids")).toEqual([]);
  });

  it("has no place for what it says it has none for", async () => {
    const exception = { property: "prp_total", source: "web", presence: "optional" } as const;
    const plan = replayEdits(referencePlan, [{ command: "setPresence", event: "evt_order_completed", ...exception }]);
    const dropped = new Set((await writePlan(plan, format)).loss.map(({ construct }) => construct));
    const none = Object.entries(CARRIES[format]).filter(([, carriage]) => carriage === "no");
    expect(
      none.map(([construct]) => construct).filter((construct) => !dropped.has(construct as PlanConstruct)),
    ).toEqual([]);
  });

  it("never loses what it says it carries", async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan, async (plan) => {
        const { loss } = await writePlan(plan, format);
        for (const { construct, path } of loss) {
          expect(CARRIES[format][construct as PlanConstruct], `${construct} at ${path}`).not.toBe("yes");
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe("detection", () => {
  it("knows each format by its content alone", async () => {
    for (const format of FORMAT_NAMES) {
      const [file] = (await writePlan(referencePlan, format)).files;
      expect(file && detectFormat({ ...file, name: "plan" })).toBe(format);
    }
  });

  it("looks through a megabyte of empty lines once, not once a line", () => {
    const content = new TextEncoder().encode(`${" \n".repeat(1_000_000)}x`);
    expect(detectFormat({ name: "plan", content })).not.toBe("plan-file");
  });
});

describe("a file of no known format", () => {
  it("is told where it is broken, or that it is empty", async () => {
    const read = async (name: string, content: string) => {
      const result = await readPlan([{ name, content }]);
      return result.ok ? [] : result.errors;
    };
    expect(await read("plan.yaml", "name: shop\nlist: [1, 2\nother: x\n")).toMatchObject([{ code: "syntax", line: 3 }]);
    expect(await read("plan.yaml", "\n \n")).toMatchObject([{ file: "plan.yaml", code: "empty_file" }]);
    expect(await read("plan.yaml", "colour: red\n")).toMatchObject([{ code: "unknown_format" }]);
  });
});

describe("several files", () => {
  const schema = (name: string, type: object) => ({
    name: `${name}.json`,
    content: JSON.stringify({ self: { vendor: "com.shop", name }, type: "object", properties: { a: type } }),
  });

  it("make one plan, and the broken one is named", async () => {
    const whole = await readPlan([schema("order", { type: "string" }), schema("basket", { type: "string" })]);
    expect(whole.ok && whole.plan.events.map(({ name }) => name)).toEqual(["order", "basket"]);
    const broken = await readPlan([schema("order", { type: "string" }), schema("basket", { $ref: "#/none" })]);
    expect(broken).toMatchObject({
      ok: false,
      errors: [{ file: "basket.json", pointer: "/properties/a/$ref", code: "unresolved_reference" }],
    });
    const rule = (key: string, type: object) => ({
      name: `${key}.json`,
      content: JSON.stringify({
        rules: [
          { type: "TRACK", key, version: 1, jsonSchema: { properties: { properties: { properties: { a: type } } } } },
        ],
      }),
    });
    expect(await readPlan([rule("Order", { type: "string" }), rule("Basket", { $ref: "#/none" })])).toMatchObject({
      ok: false,
      errors: [{ file: "Basket.json", code: "unresolved_reference" }],
    });
  });
});

describe("any input at all", () => {
  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.json(),
    fc.constantFrom(
      "gabarit: 1\nslug: x\nevents: 3\n",
      "version: rudder/v1\nkind: events\nspec: [1]\n",
      "version: rudder/v1\nkind: tracking-plan\nspec: {id: a, display_name: b, rules: [null, 3, {event: {}}]}\n",
      '{"rules":[{"jsonSchema":null}]}',
      '{"rules":{"events":[{}]}}',
      '{"schema":{"events":{"A":{"properties":null,"required":{}}}}}',
      '{"events":{"__proto__":{"type":"object"}}}',
      '{"type":"object","properties":{"a":{"$ref":"#"}}}',
      "event,property,type\n,,\n",
      "PK\u0003\u0004",
    ),
  );

  it("is read or refused, never thrown at", async () => {
    await fc.assert(
      fc.asyncProperty(junk, fc.constantFrom(undefined, ...FORMAT_NAMES), async (text, format) => {
        const result = await readPlan(
          [{ name: "x", content: new TextEncoder().encode(text) }],
          format === undefined ? {} : { format },
        );
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});
