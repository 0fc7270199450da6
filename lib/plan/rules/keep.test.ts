import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../edit.ts";
import { OBJECT_KINDS, objectsOf } from "../edit-tree.ts";
import { hostilePlan } from "../hostile-plan.ts";
import type { Plan } from "../plan.ts";
import { referencePlan } from "../reference-plan.ts";
import { factsOfObject, gatherFacts } from "./facts.ts";
import { findFindings, judgePlan } from "./find-findings.ts";
import { keep } from "./keep.ts";
import type { Hit, Rule } from "./rule.ts";
import { RULES } from "./table.ts";

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

describe("rules that are asked of each object apart", () => {
  it("say of the objects one by one what they say of the whole plan", () => {
    const given = { ...TODAY, sources: ["web"], used: referencePlan.events.map(({ id }) => id) };
    const privacy = fc.constantFrom("none", "personal", "sensitive") as fc.Arbitrary<"none">;
    const status = fc.constantFrom("active", "draft", "deprecated") as fc.Arbitrary<"active">;
    const change = fc.record({
      privacy,
      status,
      expiresOn: fc.constantFrom("2026-11-01", "2026-12-01"),
      name: fc.string(),
    });
    const cases = fc.record({
      plan: fc.constantFrom(referencePlan, hostilePlan),
      changes: fc.array(change, { minLength: 1 }),
    });
    fc.assert(
      fc.property(cases, ({ plan, changes }) => {
        const changed = <T extends object>(one: T, at: number): T => ({ ...one, ...changes[at % changes.length] });
        const events = plan.events.map((event, at) => ({
          ...changed(event, at),
          properties: event.properties.map(changed),
        }));
        const bundles = plan.bundles.map((bundle) => ({ ...bundle, properties: bundle.properties.map(changed) }));
        const edited: Plan = { ...plan, events, bundles, userProperties: plan.userProperties.map(changed) };
        const facts = gatherFacts(edited, given);
        const apart = OBJECT_KINDS.flatMap((kind) =>
          objectsOf(edited, kind).map((object) => factsOfObject(facts, kind, object)),
        );
        for (const rule of RULES.filter((one: Rule) => one.objectwise)) {
          const texts = (list: Iterable<Hit>) => [...list].map((hit) => JSON.stringify(hit)).sort();
          expect(texts(apart.flatMap((own) => [...rule.find(own)]))).toEqual(texts(rule.find(facts)));
        }
      }),
      { numRuns: 20 },
    );
  });
});
