import ts from "typescript";
import { describe, expect, it } from "vitest";
import { translator } from "../i18n/translator.ts";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import type { PropertyType } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { callExample, callExampleIn } from "./call-example.ts";

const t = translator("en", "plan");

function syntaxErrors(code: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  return diagnostics.map((one) => ts.flattenDiagnosticMessageText(one.messageText, " "));
}

describe("callExample", () => {
  it.each([
    ["reference", referencePlan],
    ["hostile", hostilePlan],
  ] as const)("parses for every event of the %s plan", (_name, plan) => {
    for (const event of plan.events) expect(syntaxErrors(callExample(plan, event, t)), event.name).toEqual([]);
  });

  it("is written in the language of the target, or left to the generated code", () => {
    const event = referencePlan.events.find((one) => one.id === "evt_order_completed");
    if (!event) throw new Error("The reference plan has this event.");
    const code = callExampleIn("python", referencePlan, event, t);
    expect(code).toContain("import order_completed\n\norder_completed({\n");
    expect(code).toMatch(/^ {4}"order_id": "FR-2041", # text, required$/m);
    expect(code).toMatch(/^ {4}# "coupon": /m);
    expect(code).toMatch(/^\}, user_id="ada"\)$/m);
    expect(callExampleIn("typescript", referencePlan, event, t)).toBe(callExample(referencePlan, event, t));
    expect(callExampleIn("bigquery", referencePlan, event, t)).toBeUndefined();
  });

  it("is a chain of typed values in Java and Go, and named arguments in Kotlin", () => {
    const event = referencePlan.events.find((one) => one.id === "evt_order_completed");
    if (!event) throw new Error("The reference plan has this event.");
    const java = callExampleIn("java", referencePlan, event, t) ?? "";
    expect(java).toMatch(/^import gabarit\.reference\.events\.OrderCompleted;$/m);
    expect(java).toMatch(/^ {8}\.currency\(OrderCompleted\.Currency\.EUR\) \/\/ text \(\d values\), required$/m);
    expect(java).toMatch(/^ {8}\/\/ \.coupon\("/m);
    const kotlin = callExampleIn("kotlin", referencePlan, event, t) ?? "";
    expect(kotlin).toMatch(/^ {8}orderId = "FR-2041", \/\/ text, required$/m);
    expect(kotlin).toMatch(/^ {8}\/\/ coupon = /m);
    const go = callExampleIn("go", referencePlan, event, t) ?? "";
    expect(go).toMatch(/^\t\tCurrency\(events\.OrderCompleted_Currency_EUR\)\. \/\/ text/m);
    expect(go).toMatch(/^\t\/\/ \.Coupon\("/m);
  });

  it("says in words where the plan contradicts itself, and takes what can be sent of a union", () => {
    const never: PropertyType = { kind: "string", enum: [] };
    const required = (name: string, type: PropertyType) =>
      newProperty({ id: `prp_${name}`, name, type, required: true });
    const either = (...anyOf: PropertyType[]): PropertyType => ({ kind: "union", anyOf });
    const event = newEvent({
      ...{ id: "evt_odd", name: "Odd", identifier: "odd" },
      properties: [
        required("listed", never),
        required("either", either(never, { kind: "integer", enum: [] })),
        required("one", either(never, { kind: "boolean", const: true })),
      ],
    });
    const plan = { ...emptyPlan("small"), events: [event] };
    const instead = "/* no value fits what the plan asks */";
    const java = callExampleIn("java", plan, event, t) ?? "";
    expect(java).toContain(`.listed(${instead})`);
    expect(java).toContain(`.either(${instead})`);
    expect(java).toContain(".one(Odd.One.ofBoolean(Odd.OneBoolean.TRUE))");
    expect(callExampleIn("kotlin", plan, event, t)).toContain(`listed = ${instead},`);
    const french = callExampleIn("go", plan, event, translator("fr", "plan")) ?? "";
    expect(french).toContain("Either(/* aucune valeur ne répond au plan */)");
    expect(french).toContain("Listed(/* aucune valeur ne répond au plan */)");
  });

  it("gives required properties a value and leaves optional ones in comments", () => {
    const event = referencePlan.events.find((one) => one.id === "evt_order_completed");
    if (!event) throw new Error("The reference plan has this event.");
    const code = callExample(referencePlan, event, t);
    expect(code).toContain("orderCompleted({");
    expect(code).toMatch(/^ {2}order_id: "FR-2041", \/\/ text, required$/m);
    expect(code).toMatch(/^ {2}\/\/ coupon: /m);
    expect(code).toMatch(/^ {6}quantity: 1,$/m);
  });

  it("leaves out what the source must not send, and says so where another source must send it", () => {
    const event = newEvent({
      id: "evt_paid",
      name: "Paid",
      identifier: "paid",
      sources: ["web", "ios"],
      properties: [
        newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true }),
        newProperty({ id: "prp_page", name: "page", type: { kind: "string" } }),
      ],
      presence: [
        { property: "prp_total", source: "ios", presence: "never" },
        { property: "prp_page", source: "ios", presence: "never" },
      ],
    });
    const plan = { ...emptyPlan("shop"), events: [event] };
    expect(callExample(plan, event, t, "web")).toMatch(/^ {2}total: [\d.]+, \/\/ /m);
    const ios = callExample(plan, event, t, "ios");
    expect(ios).toMatch(/^ {2}total: undefined,$/m);
    expect(ios).not.toContain("page");
  });
});
