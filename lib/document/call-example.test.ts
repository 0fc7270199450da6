import ts from "typescript";
import { describe, expect, it } from "vitest";
import { translator } from "../i18n/translator.ts";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { callExample } from "./call-example.ts";

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

  it("gives required properties a value and leaves optional ones in comments", () => {
    const event = referencePlan.events.find((one) => one.id === "evt_order_completed");
    if (!event) throw new Error("The reference plan has this event.");
    const code = callExample(referencePlan, event, t);
    expect(code).toContain("orderCompleted({");
    expect(code).toMatch(/^ {2}order_id: "FR-2041", \/\/ text, required$/m);
    expect(code).toMatch(/^ {2}\/\/ coupon: /m);
    expect(code).toMatch(/^ {6}quantity: 1,$/m);
  });
});
