import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUserError } from "../base/error.ts";
import { replayEdits } from "../plan/edit.ts";
import { sameValue } from "../plan/edit-same.ts";
import { eventSchema } from "../plan/json-schema.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import type { JsonObject, Plan, PlanEvent, PropertyType } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { afterAccepted, anyEdit, anyPlan } from "../plan/testing/random-edit.ts";
import { SchemaReader } from "./read-schema.ts";
import { readSchemaText, schemaText } from "./schema-edits.ts";
import { sameSchema } from "./schema-form.ts";
import { randomPlan } from "./testing/random-plan.ts";

const text = { kind: "string" } as const;
const street = newProperty({ id: "prp_street", name: "street", type: text, privacy: "personal", tags: ["address"] });
const total = newProperty({
  id: "prp_total",
  name: "total",
  type: { kind: "number", minimum: 0 },
  required: true,
  role: "revenue",
  description: { fr: "Le total." },
});
const address = newProperty({
  id: "prp_address",
  name: "address",
  type: { kind: "object", open: false, properties: [street] },
});
const page = newProperty({ id: "prp_page", name: "page", type: text });
const event = newEvent({
  id: "evt_paid",
  name: "Paid",
  identifier: "paid",
  bundles: ["bdl_page"],
  properties: [total, address],
});
const plan: Plan = {
  ...emptyPlan("shop"),
  bundles: [newBundle({ id: "bdl_page", name: "Page", properties: [page] })],
  events: [event],
};

/** What becomes of the schema of the event when somebody edits it so. */
function edited(change: (schema: Record<string, never>) => unknown, of: PlanEvent = event) {
  const base = { ...plan, events: [of] };
  const schema = JSON.parse(schemaText(base, of)) as Record<string, never>;
  return readSchemaText(base, of, JSON.stringify(change(schema) ?? schema, undefined, 2));
}

function editsOf(change: (schema: Record<string, never>) => unknown) {
  const read = edited(change);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.edits;
}

function faultOf(change: (schema: Record<string, never>) => unknown) {
  const read = edited(change);
  if (read.ok) throw new Error("nothing is refused");
  return read.faults[0];
}

const properties = (schema: Record<string, never>) => schema.properties as unknown as Record<string, JsonObject>;

/** True when what bundles give both events is the same. */
function sameBundled(before: Plan, was: PlanEvent, after: Plan, is: PlanEvent): boolean {
  const bundled = (of: Plan, one: PlanEvent) =>
    resolveEvent(of, one).properties.filter(({ bundle }) => bundle !== undefined);
  return sameValue(bundled(before, was), bundled(after, is));
}

describe("laws", () => {
  it("a text that was not changed, or only in the order of its keys, is no edit", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, turned(item)]),
      );
    };
    fc.assert(
      fc.property(fc.oneof(anyPlan, randomPlan), (given) => {
        for (const one of given.events) {
          for (const said of [schemaText(given, one), JSON.stringify(turned(JSON.parse(schemaText(given, one))))]) {
            expect(readSchemaText(given, one, said)).toMatchObject({ ok: true, edits: [], notes: [] });
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("the schema of another plan, read over this one, gives that schema", () => {
    let changed = 0;
    const edits = fc.array(
      anyEdit.filter((edit) => "place" in edit && edit.place.in === "event"),
      { minLength: 3, maxLength: 9 },
    );
    fc.assert(
      fc.property(anyPlan, edits, (before, made) => {
        const after = afterAccepted(before, made);
        for (const one of before.events) {
          const later = after.events.find(({ id, name }) => id === one.id && name === one.name);
          // What bundles and variants say is changed elsewhere; a name of theirs that a property takes is theirs.
          if (later === undefined || one === later || one.variants !== undefined) continue;
          if (!sameBundled(before, one, after, later)) continue;
          const said = schemaText(after, later);
          const read = readSchemaText(before, one, said);
          if (!read.ok) throw new Error(JSON.stringify([read.faults, said]));
          changed += read.edits.length;
          const now = read.plan.events.find(({ id }) => id === one.id) as PlanEvent;
          const wanted = JSON.parse(said) as JsonObject;
          const isHeld = sameSchema(eventSchema(read.plan, now, { texts: true }), wanted);
          const told = read.notes.filter(({ message }) => message.en.startsWith("This is kept as"));
          expect(isHeld === (told.length === 0), JSON.stringify([read.edits, read.notes])).toBe(true);
          expect(replayEdits(before, read.edits)).toEqual(read.plan);
        }
      }),
      { numRuns: 60 },
    );
    expect(changed).toBeGreaterThan(20);
  });
});

describe("edits", () => {
  const place = { in: "event", id: "evt_paid" };

  it("name one constraint, one text or one mark, and leave what a schema cannot say", () => {
    expect(
      editsOf((schema) => Object.assign(properties(schema).total as object, { minimum: 1, maximum: 9 }) && schema),
    ).toEqual([
      { command: "updateProperty", place, id: "prp_total", changes: { constraints: { minimum: 1, maximum: 9 } } },
    ]);
    expect(
      editsOf((schema) => Object.assign(properties(schema).total as object, { description: "La somme." }) && schema),
    ).toEqual([{ command: "updateProperty", place, id: "prp_total", changes: { description: { fr: "La somme." } } }]);
    expect(editsOf((schema) => ({ ...schema, required: [] }))).toEqual([
      { command: "updateProperty", place, id: "prp_total", changes: { required: false } },
    ]);
    expect(editsOf((schema) => ({ ...schema, additionalProperties: true }))).toEqual([
      { command: "updateEvent", id: "evt_paid", changes: { open: true } },
    ]);
  });

  it("reach what is nested by its way of names, under its id", () => {
    const edits = editsOf((schema) => {
      const inner = properties(properties(schema).address as never);
      inner.street = { type: "string", minLength: 2 };
      inner.city = { type: "string" };
      return schema;
    });
    const inside = { ...place, path: ["prp_address"] };
    expect(edits[0]).toEqual({
      command: "updateProperty",
      place: inside,
      id: "prp_street",
      changes: { constraints: { minLength: 2 } },
    });
    expect(edits[1]).toMatchObject({ command: "addProperty", place: inside, property: { name: "city" } });
  });

  it("add, remove, and rename only where nothing else can be meant", () => {
    const renamed = editsOf((schema) => {
      const { total: was, ...rest } = properties(schema);
      return { ...schema, properties: { ...rest, sum: was }, required: ["sum"] };
    });
    expect(renamed).toEqual([{ command: "renameProperty", place, id: "prp_total", name: "sum" }]);
    const replaced = editsOf((schema) => {
      const { total: _was, ...rest } = properties(schema);
      return { ...schema, properties: { ...rest, sum: { type: "integer" } }, required: [] };
    });
    expect(replaced.map(({ command }) => command)).toEqual(["removeProperty", "addProperty"]);
  });

  it("keep what no control has as raw JSON Schema, and say so", () => {
    const read = edited((schema) => {
      properties(schema).total = { type: "number", not: { const: 3 } };
      return schema;
    });
    expect(read).toMatchObject({ ok: true, notes: [{ pointer: "/properties/total" }] });
    const raw = { kind: "raw", schema: { type: "number", not: { const: 3 } } };
    expect(read.ok && read.plan.events[0]?.properties[0]?.type).toEqual(raw);
    expect(editsOf((schema) => ({ ...schema, minProperties: 1 }))).toEqual([
      { command: "updateEvent", id: "evt_paid", changes: { rawSchema: { minProperties: 1 } } },
    ]);
  });
});

describe("what comes back from its schema in another form", () => {
  const self = { type: "object", properties: { child: { $ref: "#" } } } as const;
  const kinds: Readonly<Record<string, PropertyType>> = {
    "a raw schema that refers to itself": { kind: "raw", schema: self },
    "a constant that may be null": { kind: "string", const: "EUR", nullable: true },
    "a choice with a raw member": {
      kind: "union",
      anyOf: [
        { kind: "object", open: false, properties: [street] },
        { kind: "raw", schema: { not: { type: "object" } } },
      ],
    },
  };

  it.each(Object.entries(kinds))("stays where only words and marks change: %s", (_, type) => {
    const own = newProperty({ id: "prp_odd", name: "odd", type });
    const holder = newProperty({ id: "prp_in", name: "in", type: { kind: "object", open: false, properties: [own] } });
    const odd: PlanEvent = { ...event, properties: [{ ...own, id: "prp_top" as typeof own.id }, holder] };
    const read = edited((schema) => {
      const { odd: top, in: around } = properties(schema) as Record<string, { properties: Record<string, object> }>;
      Object.assign(top ?? {}, { description: "Said" });
      Object.assign(around?.properties.odd ?? {}, { description: "Said" });
      return { ...schema, required: ["odd"] };
    }, odd);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const [top, around] = read.plan.events[0]?.properties ?? [];
    expect(top).toEqual({ ...own, id: "prp_top", required: true, description: { en: "Said" } });
    expect(around?.type).toMatchObject({ properties: [{ ...own, description: { en: "Said" } }] });
  });

  it("is read in its own scope where it is the raw schema of the event", () => {
    const raw = { properties: { a: { $ref: "#/properties/b" }, b: { type: "string" } } };
    const change = (schema: Record<string, never>) => {
      const [member] = schema.allOf as unknown as [object];
      return { ...schema, allOf: [{ ...member, minProperties: 1 }] };
    };
    const read = edited(change, { ...event, rawSchema: raw });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.plan.events[0]?.rawSchema).toEqual({ ...raw, minProperties: 1 });
  });
});

describe("a text made to hang", () => {
  it("is refused where it is nested without end", () => {
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(readSchemaText(plan, event, nested)).toMatchObject({ ok: false, faults: [{ pointer: "" }] });
  });

  const step = (at: number) => ({ $ref: `#/definitions/a${at}` });
  /** What reading costs, and whether it was refused. */
  const taken = (schema: JsonObject) => {
    const reader = new SchemaReader(schema);
    try {
      reader.properties(schema, "");
      return { isRefused: false, steps: reader.taken };
    } catch (error) {
      if (!isUserError(error)) throw error;
      return { isRefused: true, steps: reader.taken };
    }
  };

  it("is refused where its references unfold without end", () => {
    const deep = Array.from({ length: 30 }, (_, at): [string, object] => [
      `a${at}`,
      at === 29 ? { type: "string" } : { type: "object", properties: { x: step(at + 1), y: step(at + 1) } },
    ]);
    const definitions = Object.fromEntries(deep);
    expect(taken({ definitions, properties: { x: step(0) } } as JsonObject)).toEqual({
      isRefused: true,
      steps: 20_001,
    });
    const read = edited((schema) => ({ ...schema, definitions, properties: { ...properties(schema), x: step(0) } }));
    expect(read).toMatchObject({ ok: false, faults: [{ message: { en: expect.stringContaining("unfold") } }] });
  });

  it("is refused where each of many takes a copy of what is large", () => {
    const a0 = { not: { enum: Array.from({ length: 5_000 }, (_, at) => at) } };
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at): [string, object] => [`p${at}`, step(0)]));
    const { isRefused, steps } = taken({ definitions: { a0 }, properties: many } as JsonObject);
    expect(isRefused).toBe(true);
    expect(steps).toBeLessThan(200_000);
  });

  it("reads what it nests once, whatever kinds it names twice", () => {
    let nested: JsonObject = { type: "string" };
    for (let depth = 0; depth < 100; depth++) nested = { type: ["number", "object", "object"], properties: { nested } };
    expect(taken({ properties: { nested } })).toEqual({ isRefused: false, steps: 101 });
  });

  it("is refused where it holds more than an event does, or changes too much at once", () => {
    const filled = (count: number) => (schema: Record<string, never>) => ({
      ...schema,
      properties: Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { type: "string" }])),
      required: [],
    });
    const page = { page: { type: "string" } };
    expect(faultOf(filled(60_000))?.message.en).toContain("100000 values");
    const changed = faultOf((schema) => {
      const { properties: many, ...rest } = filled(2_100)(schema);
      return { ...rest, properties: { ...many, ...page } };
    });
    expect(changed?.message.en).toContain("2000 at most");
  });

  it("is told at most fifty things", () => {
    const many = Array.from({ length: 200 }, (_, at): [string, object] => [`p${at}`, { type: "string", "x-foo": 1 }]);
    const read = edited((schema) => ({
      ...schema,
      properties: { ...properties(schema), ...Object.fromEntries(many) },
    }));
    expect(read.ok && read.notes.length).toBe(50);
    expect(read.ok && read.notes.every(({ line }) => line !== undefined)).toBe(true);
  });
});

describe("what the view cannot say is refused at its place", () => {
  it("with the line and the pointer", () => {
    const broken = readSchemaText(plan, event, '{\n  "type": "object",\n  oops\n}');
    expect(broken).toMatchObject({ ok: false, faults: [{ line: 3 }] });
    expect(faultOf((schema) => ({ ...schema, title: "Payed" }))).toMatchObject({ pointer: "/title", line: 3 });
    expect(faultOf((schema) => ({ ...schema, required: ["totl"] }))?.message.en).toContain("“totl” is required");
    const bundled = faultOf((schema) => {
      properties(schema).page = { type: "integer" };
      return schema;
    });
    expect(bundled).toMatchObject({ pointer: "/properties/page" });
    expect(bundled?.message.fr).toContain("groupe de propriétés «\u00a0Page\u00a0»");
    expect(
      faultOf((schema) => {
        properties(schema).total = { type: "number", minimum: 5, maximum: 2 };
        return schema;
      }),
    ).toMatchObject({ pointer: "/properties/total" });
    expect(faultOf(() => [])?.message.en).toBe("An object is expected here.");
  });

  it("variants, which have their own control", () => {
    const variant = referencePlan.events.find(({ variants }) => variants !== undefined) as PlanEvent;
    const schema = JSON.parse(schemaText(referencePlan, variant)) as { allOf: unknown[] };
    const read = readSchemaText(referencePlan, variant, JSON.stringify({ ...schema, allOf: schema.allOf.slice(1) }));
    expect(read).toMatchObject({ ok: false, faults: [{ pointer: "/allOf/0" }] });
  });
});
