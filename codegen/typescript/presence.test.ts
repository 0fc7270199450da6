import { describe, expect, it } from "vitest";
import { emptyPlan, newBundle, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { PlanEvent } from "../../lib/plan/plan.ts";
import type { Presence } from "../../lib/plan/plan-presence.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { generate } from "../generate.ts";

const total = newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true });
const unit = newProperty({ id: "prp_unit", name: "unit", type: { kind: "string", const: "EUR" }, required: true });
const page = newProperty({ id: "prp_page", name: "page", type: { kind: "string" } });

function said(property: string, source: string, presence: Presence) {
  return { property, source, presence };
}

async function fileOf(more: Partial<PlanEvent>): Promise<string> {
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
  const files = await generate(freezePlan({ ...emptyPlan("shop"), bundles, events: [event] }), {
    target: "typescript",
  });
  return files.get("events/paid.ts") ?? "";
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

  it("fills in no constant and no super property that a source must not send", async () => {
    const plain = await fileOf({});
    expect(plain).toContain('{ unit: "EUR" }');
    expect(plain).toContain('["page"]');
    const text = await fileOf({ presence: [said("prp_unit", "ios", "never"), said("prp_page", "web", "never")] });
    expect(text).not.toContain('{ unit: "EUR" }');
    expect(text).not.toContain('["page"]');
    expect(text).toContain('unit?: "EUR"');
  });
});
