import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Plan } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import * as planSchemas from "../../plan/schema.ts";
import { randomPlan } from "../testing/random-plan.ts";
import { editorSchema } from "./editor-schema.ts";
import { planFileSchema } from "./file-schema.ts";
import { readPlanFile } from "./read.ts";
import { writePlanFile } from "./write.ts";

function planIn(text: string): Plan {
  const result = readPlanFile(text);
  if (!result.ok) throw new Error(`${JSON.stringify(result.errors[0])} in\n${text}`);
  return result.plan;
}

function errorsIn(text: string) {
  const result = readPlanFile(text);
  return result.ok ? [] : result.errors.map(({ line, pointer, code }) => `${line} ${pointer ?? ""} ${code}`);
}

describe("writing", () => {
  it("reads back any plan through UTF-8 bytes, and over another file", () => {
    fc.assert(
      fc.property(randomPlan, (plan) => {
        const text = new TextDecoder().decode(new TextEncoder().encode(writePlanFile(plan)));
        expect(planIn(text)).toEqual(plan);
        expect(planIn(writePlanFile(plan, { previous: writePlanFile(referencePlan) }))).toEqual(plan);
        expect(writePlanFile(plan, { previous: text })).toBe(text);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("looks as people would write it", async () => {
    await expect(writePlanFile(referencePlan)).toMatchFileSnapshot("reference.plan.yaml");
  });

  const AUTHORED = `# Our shop
gabarit: 1
slug: shop # do not rename
events:
  # The one that pays.
  - name: Order Completed # since 2021
    id: evt_order
    identifier: orderCompleted
    description: { en: "Paid" }
    properties:
      # in euros
      - { id: prp_total, name: total, type: number }
      - id: prp_coupon
        name: coupon
        type: string

  - name: Basket Emptied
    id: evt_emptied
    identifier: basketEmptied
`;

  it("changes nothing in a file that says the same", () => {
    const plan = planIn(AUTHORED);
    const settled = writePlanFile(plan, { previous: AUTHORED });
    expect(writePlanFile(planIn(settled), { previous: settled })).toBe(settled);
    for (const comment of ["# Our shop", "# do not rename", "# The one that pays.", "# since 2021", "# in euros"]) {
      expect(settled).toContain(comment);
    }
    expect(settled).toContain('description: { en: "Paid" }'.replace("{ ", "{").replace(" }", "}"));
  });

  it("keeps comments around renamed, moved, added and removed objects", () => {
    const plan = planIn(AUTHORED);
    const [order, emptied] = plan.events;
    if (order === undefined || emptied === undefined) throw new Error("two events");
    const [total, coupon] = order.properties;
    if (total === undefined || coupon === undefined) throw new Error("two properties");
    const changed: Plan = {
      ...plan,
      events: [emptied, { ...order, name: "Order Paid", properties: [coupon, { ...total, required: true }] }],
    };
    const text = writePlanFile(changed, { previous: AUTHORED });
    expect(planIn(text)).toEqual(changed);
    expect(text).toMatch(/# The one that pays\.\n\s*- name: Order Paid # since 2021/);
    expect(text).toMatch(/# in euros\n\s*- \{id: prp_total, name: total, type: number, required: true\}/);
    const without = writePlanFile({ ...plan, events: [emptied] }, { previous: AUTHORED });
    expect(without).not.toContain("The one that pays");
  });
});

describe("a file written before there were standards", () => {
  const naming = (text: string) => {
    const { event, property, user_property } = planIn(text).settings.standards.naming;
    return [event.case, property.case, user_property.case];
  };

  it("keeps its naming, and says it in the standards from then on", () => {
    const old = "gabarit: 1\nslug: shop\nsettings:\n  eventNaming: kebab-case\n  propertyNaming: camelCase\n";
    expect(naming(old)).toEqual(["kebab-case", "camelCase", "camelCase"]);
    const written = writePlanFile(planIn(old), { previous: old });
    expect(written).not.toContain("Naming:");
    expect(planIn(written)).toEqual(planIn(old));
  });

  it("has the usual naming where it says nothing", () => {
    expect(naming("gabarit: 1\nslug: shop\n")).toEqual(["Title Case", "snake_case", "snake_case"]);
    expect(
      naming("gabarit: 1\nslug: shop\nsettings: { standards: { naming: { property: { case: camelCase } } } }\n"),
    ).toEqual(["Title Case", "camelCase", "camelCase"]);
  });
});

describe("reading what people write by hand", () => {
  it("makes ids and identifiers, the same every time", () => {
    const text =
      "gabarit: 1\nslug: shop\nevents:\n  - name: Order Completed\n    properties: [{name: total, type: number}]\n";
    const [event] = planIn(text).events;
    expect(event?.identifier).toBe("orderCompleted");
    expect(event?.id).toMatch(/^evt_[0-9a-z]{16}$/);
    expect(planIn(text)).toEqual(planIn(text));
  });

  it("takes names for references, plain texts, bare types and nested objects", () => {
    const plan = planIn(`gabarit: 1
slug: shop
settings: { languages: [fr, en] }
categories: [{ name: Commerce }]
decisions: [{ name: Quels articles garder }]
bundles: [{ name: Campagne, properties: [{ name: campaign, type: string }] }]
events:
  - name: Commande
    description: Une commande payée
    category: Commerce
    bundles: [Campagne]
    serves: { decisions: [Quels articles garder] }
    properties:
      - { name: lines, type: array, items: { type: object, open: false, properties: [{ name: sku, type: string }] } }
      - { name: free, type: object }
      - { name: kind, type: string, enum: [a, b], required: true }
    variants: { discriminator: kind, cases: [{ match: [a] }] }
`);
    const [event] = plan.events;
    expect(event).toMatchObject({
      description: { fr: "Une commande payée" },
      category: plan.categories[0]?.id,
      bundles: [plan.bundles[0]?.id],
      serves: { decisions: [plan.decisions[0]?.id] },
      variants: { discriminator: event?.properties[2]?.id },
    });
    expect(event?.properties[0]?.type).toMatchObject({ kind: "array", items: { kind: "object", open: false } });
    expect(event?.properties[1]?.type).toEqual({ kind: "object", properties: [], open: true });
  });
});

describe("a broken file", () => {
  const HEAD = "gabarit: 1\nslug: shop\n";

  it.each([
    ["gabarit: 2\nslug: x\n", ["1 /gabarit newer_version"]],
    ["slug: shop\n", ["1 /gabarit missing"]],
    [`${HEAD}events:\n  - name: A\n    nome: B\n`, ["5 /events/0/nome unknown_key"]],
    [
      `${HEAD}events:\n  - name: A\n    properties:\n      - {name: a, type: strin}\n`,
      ["6 /events/0/properties/0/type invalid"],
    ],
    [
      `${HEAD}events:\n  - name: A\n    properties:\n      - {name: a, type: number, minimum: "0"}\n`,
      ["6 /events/0/properties/0/minimum invalid"],
    ],
    [`${HEAD}events:\n  - name: A\n    category: None\n`, ["5 /events/0/category unknown_reference"]],
    // No id could be called so either.
    [`${HEAD}events:\n  - name: A\n    category: Not one of them\n`, ["5 /events/0/category unknown_reference"]],
    [
      `${HEAD}journeys:\n  - name: J\n    steps:\n      - {name: S, events: [Gone Away]}\n`,
      ["6 /journeys/0/steps/0/events/0 unknown_reference"],
    ],
    [`${HEAD}events:\n  - name: A\n  - name: A\n`, ["5 /events/1/id duplicate_id", "5 /events/1/name duplicate_name"]],
    [`${HEAD}events:\n  - {name: A, identifier: "1a"}\n`, ["4 /events/0/identifier bad_identifier"]],
    [`${HEAD}events:\n  - name: A\n    name: B\n`, ["5  syntax"]],
    [`${HEAD}events: [\n`, ["4  syntax"]],
  ])("%j is refused at its place", (text, errors) => {
    expect(errorsIn(text)).toEqual(expect.arrayContaining(errors));
  });

  it("says what was expected, in both languages", () => {
    const result = readPlanFile(`${HEAD}events:\n  - name: A\n    callType: view\n`);
    expect(!result.ok && result.errors[0]).toMatchObject({
      line: 5,
      column: 15,
      message: { en: '"view" is not allowed here.', fr: '"view" n’est pas admis ici.' },
      expected: { en: 'one of "track", "page", "screen"' },
    });
  });

  it("does not unfold aliases without end", () => {
    const bomb = `${HEAD}name: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((key, i) => `${key}: &${key} [${`*${"abcdefgh"[i]},`.repeat(9)}]`)
      .join("\n")}\n`;
    expect(readPlanFile(bomb).ok).toBe(false);
  });
});

describe("the shape of the file", () => {
  it("has a place for every field of the plan", () => {
    const text = JSON.stringify(editorSchema());
    const fields = Object.values(planSchemas).flatMap((schema) =>
      schema instanceof z.ZodObject ? Object.keys(schema.shape) : [],
    );
    expect(fields.length).toBeGreaterThan(60);
    // A type's `kind` is written as `type`.
    expect(fields.filter((field) => field !== "kind" && !text.includes(`"${field}"`))).toEqual([]);
  });

  it("is published as JSON Schema for editors", async () => {
    await expect(`${JSON.stringify(editorSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
      "../../../public/schema/plan-file-1.json",
    );
  });

  it("accepts in editors what the reader accepts", async () => {
    const { Ajv } = await import("ajv");
    const check = new Ajv({ strict: false }).compile(editorSchema());
    expect(check(parse(writePlanFile(referencePlan)))).toBe(true);
    expect(check({ gabarit: 1, slug: "x", events: [{ name: "A", nome: "B" }] })).toBe(false);
    expect(planFileSchema.safeParse(parse(writePlanFile(referencePlan))).success).toBe(true);
  });
});
