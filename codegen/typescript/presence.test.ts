import { describe, expect, it } from "vitest";
import { emptyPlan, newBundle, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { PlanEvent } from "../../lib/plan/plan.ts";
import type { Presence } from "../../lib/plan/plan-presence.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { generate } from "../generate.ts";
import { compileProblems } from "../testing/compile-typescript.ts";

const total = newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true });
const unit = newProperty({ id: "prp_unit", name: "unit", type: { kind: "string", const: "EUR" }, required: true });
const page = newProperty({ id: "prp_page", name: "page", type: { kind: "string" } });

function said(property: string, source: string, presence: Presence) {
  return { property, source, presence };
}

async function filesOf(more: Partial<PlanEvent>): Promise<GeneratedFiles> {
  const event = newEvent({
    id: "evt_paid",
    name: "Paid",
    identifier: "paid",
    sources: ["web", "ios"],
    bundles: ["bdl_page"],
    properties: [total, unit],
    ...more,
  });
  const bundles = [newBundle({ id: "bdl_page", name: "Page", properties: [page] })];
  return generate(freezePlan({ ...emptyPlan("shop"), bundles, events: [event] }), { target: "typescript" });
}

async function fileOf(more: Partial<PlanEvent>): Promise<string> {
  return (await filesOf(more)).get("events/paid.ts") ?? "";
}

describe("one SDK for all sources", () => {
  it("types what not all of them must send as optional, and says which does what", async () => {
    const text = await fileOf({ presence: [said("prp_total", "ios", "optional")] });
    expect(text).toContain("total?: number");
    expect(text).toContain("Sent sometimes from ios; checked at ingest.");
    expect(await fileOf({})).toContain("total: number");
  });

  it("types what all must send as required, and what none may send as never", async () => {
    const both = (presence: Presence) => ["web", "ios"].map((source) => said("prp_page", source, presence));
    expect(await fileOf({ presence: both("required") })).toContain("page: string");
    expect(await fileOf({ presence: both("never") })).toContain("page?: never");
  });

  it("goes on filling in a constant for all when one source may leave it out", async () => {
    const text = await fileOf({ presence: [said("prp_unit", "ios", "optional")] });
    expect(text).toContain('{ unit: "EUR" }');
    expect(text).not.toContain("unit?");
  });

  it("has every call say whether it sends what one source must send and another must not", async () => {
    const text = await fileOf({ presence: [said("prp_total", "ios", "never"), said("prp_page", "web", "required")] });
    expect(text).toContain("total: number | undefined");
    expect(text).toContain("page?: string");
    const elsewhere = await fileOf({ presence: [said("prp_total", "android", "never")] });
    expect(elsewhere).toContain("total: number;");
    const everywhere = await fileOf({ sources: [], presence: [said("prp_total", "ios", "never")] });
    expect(everywhere).toContain("total: number | undefined");
  });

  it("compiles no call that does not say it", async () => {
    const files = await filesOf({ presence: [said("prp_total", "ios", "never")] });
    const problemsOf = (...calls: string[]) =>
      compileProblems([...files, ["calls.ts", `import { paid } from "./events/paid.js";\n${calls.join("\n")}\n`]]);
    expect(problemsOf("paid({ total: 12 });", "paid({ total: undefined });")).toEqual([]);
    const refused = problemsOf("paid({});", "paid();", 'paid({ page: "home" });').map(
      ({ file, line }) => `${file}:${line}`,
    );
    expect(refused).toEqual(["calls.ts:2", "calls.ts:3", "calls.ts:4"]);
  });

  it("fills in no constant and no super property that a source must not send", async () => {
    const plain = await fileOf({});
    expect(plain).toContain('{ unit: "EUR" }');
    expect(plain).toContain('["page"]');
    const text = await fileOf({ presence: [said("prp_unit", "ios", "never"), said("prp_page", "web", "never")] });
    expect(text).not.toContain('{ unit: "EUR" }');
    expect(text).not.toContain('["page"]');
    expect(text).toContain('unit: "EUR" | undefined');
    expect(text).toContain("page?: string");
    expect(text).toContain("Sent never from ios; checked at ingest. Its constant is not filled in.");
    expect(text).toContain("Sent never from web; checked at ingest. No super property fills it in.");
    expect(await fileOf({ presence: [said("prp_page", "android", "never")] })).not.toContain("fills it in");
  });
});
