import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../edit.ts";
import { hostilePlan } from "../hostile-plan.ts";
import type { Plan } from "../plan.ts";
import { referencePlan } from "../reference-plan.ts";
import { findFindings, judgePlan } from "./find-findings.ts";
import { keep } from "./keep.ts";

const TODAY = { today: "2026-11-22" };

/** The same plan, no object of which was ever judged. */
const unknown = (plan: Plan): Plan => structuredClone(plan);

describe("keep", () => {
  it("makes a thing once for each object", () => {
    let made = 0;
    const lengthOf = keep((list: readonly number[]) => {
      made += 1;
      return list.length;
    });
    const list = [1, 2];
    expect([lengthOf(list), lengthOf(list), lengthOf([1, 2])]).toEqual([2, 2, 2]);
    expect(made).toBe(2);
  });
});

describe("findings of plans that share objects", () => {
  it("are those of a plan that shares none, whatever was edited", () => {
    const plans = [referencePlan, hostilePlan];
    for (const plan of plans) judgePlan(plan, TODAY);
    const severity = fc.constantFrom("error", "warning", "info", "off") as fc.Arbitrary<"error">;
    const cases = fc.record({
      plan: fc.constantFrom(...plans),
      event: fc.nat(),
      text: fc.record({
        en: fc.option(fc.string(), { nil: undefined }),
        fr: fc.option(fc.string(), { nil: undefined }),
      }),
      languages: fc.constantFrom(["en"], ["fr"], ["en", "fr"], ["fr", "en"]) as fc.Arbitrary<["en"]>,
      severity,
    });
    fc.assert(
      fc.property(cases, ({ plan, event, text, languages, severity }) => {
        const at = event % plan.events.length;
        const { standards } = plan.settings;
        const severities = { ...standards.severities, missing_translation: severity, unused_property: severity };
        const events = plan.events.map((one, index) =>
          index === at
            ? { ...one, description: text as typeof one.description, properties: one.properties.slice(1) }
            : one,
        );
        const settings = { ...plan.settings, languages, standards: { ...standards, severities } };
        const edited: Plan = { ...plan, events, settings };
        expect(judgePlan(edited, TODAY)).toEqual(judgePlan(unknown(edited), TODAY));
      }),
      { numRuns: 20 },
    );
  });

  it("are shared too, but for those of what was edited", () => {
    const [first] = referencePlan.events;
    if (first === undefined) throw new Error("the reference plan has events");
    const edits = [{ command: "updateEvent" as const, id: first.id, changes: { trigger: { en: "When it happens." } } }];
    const result = applyEdits(referencePlan, edits);
    if (!result.ok) throw new Error("the edit was refused");
    const before = new Set(findFindings(referencePlan, TODAY));
    const isKept = ({ code }: { code: string }) =>
      code === "unused_property" || code === "missing_property_description";
    const others = findFindings(result.plan, TODAY).filter((one) => isKept(one) && one.target.id !== first.id);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((finding) => !before.has(finding))).toEqual([]);
  });
});
