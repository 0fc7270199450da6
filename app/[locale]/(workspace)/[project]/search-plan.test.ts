import { describe, expect, it } from "vitest";
import { referencePlan } from "../../../../lib/plan/reference-plan.ts";
import { searchPlan } from "./search-plan.ts";

const PLACE = { language: "en", slug: "shop", branch: undefined } as const;

describe("searchPlan", () => {
  it("puts names that begin with the query before those that hold it", () => {
    const labels = searchPlan(referencePlan, "order", PLACE).map((one) => one.found.label.toLowerCase());
    expect(labels[0]).toMatch(/^order/);
    expect(labels.length).toBeGreaterThan(1);
  });

  it("leads to the place where the thing is edited, on the branch at hand", () => {
    const [nearest] = searchPlan(referencePlan, "order_id", { ...PLACE, branch: "draft-1" });
    expect(nearest?.found.kind).toBe("property");
    expect(nearest?.found.href).toMatch(/^\/en\/shop\/plan\?branch=draft-1&event=\w+&tab=properties&property=\w+$/);
  });

  it("makes the words of an object once, whatever is typed and whichever plans share the object", () => {
    let read = 0;
    const watched = referencePlan.events.map((event) => ({
      ...event,
      get description() {
        read += 1;
        return event.description;
      },
    }));
    const plan = { ...referencePlan, events: watched };
    searchPlan(plan, "order", PLACE);
    expect(read).toBe(watched.length);
    searchPlan(plan, "cart", { ...PLACE, language: "fr" });
    searchPlan({ ...plan, slug: "other", events: watched.slice(1) }, "order", PLACE);
    expect(read).toBe(watched.length);
  });

  it("finds nothing for nothing", () => {
    expect(searchPlan(referencePlan, "  ", PLACE)).toEqual([]);
    expect(searchPlan(referencePlan, "zzzz-none", PLACE)).toEqual([]);
  });
});
