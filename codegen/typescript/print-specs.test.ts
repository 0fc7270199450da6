/** The specs that are printed are those that were proved, whatever the plan's names are. */

import { describe, expect, it } from "vitest";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Plan, PlanEvent } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { bundleSdk, runModule } from "../testing/run-sdk.ts";

/** Prints every spec, with the names of formats in place of their functions. */
const PRINT = `import * as specs from "./all-specs";
import * as formats from "./formats";
const nameOf = new Map<unknown, string>(Object.entries(formats).map(([name, check]) => [check, name]));
const all = Object.values(specs).map(({ event, spec }) => [event, spec]);
process.stdout.write(JSON.stringify(all, (_key, value) => nameOf.get(value) ?? value));
`;

/** Events called as what the modules of their specs import. */
const NAMESAKES: Plan = {
  ...emptyPlan("namesakes"),
  events: ["uri", "dateTime", "EventSpec", "formats", "specs"].map((identifier, at) =>
    newEvent({
      id: `evt_${at}`,
      name: identifier,
      identifier,
      properties: [
        newProperty({ id: `prp_${at}`, name: "at", type: { kind: "string", format: "date-time" } }),
        newProperty({ id: `prp_${at}_u`, name: "__proto__", type: { kind: "string", format: "uri" }, required: true }),
      ],
    }),
  ),
};

function expected(plan: Plan, event: PlanEvent): unknown {
  const text = JSON.stringify(eventSpec(plan, event).spec);
  return [event.id, JSON.parse(text.replaceAll('"format","date-time"', '"format","dateTime"'))];
}

describe("printed specs", () => {
  it.each([referencePlan, hostilePlan, NAMESAKES])("of the plan $slug are what was compiled", async (plan) => {
    const files = await generate(freezePlan(plan), { target: "typescript" });
    const { code, output } = await runModule(await bundleSdk(files, PRINT));
    expect(code, output).toBe(0);
    const printed = JSON.parse(output) as [string, unknown][];
    const wanted = plan.events.map((event) => expected(plan, event) as [string, unknown]);
    const byId = (list: [string, unknown][]) => JSON.stringify(list.sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(byId(printed)).toBe(byId(wanted));
  });

  it("import under another name what their event is called", async () => {
    const files = await generate(freezePlan(NAMESAKES), { target: "typescript" });
    const text = files.get("specs/EventSpec.ts");
    expect(text).toContain("import type { EventSpec as EventSpec_ }");
    expect(text).toContain("export const EventSpec: EventSpec_ =");
  });
});
