import { expect, it } from "vitest";
import { emptyPlan, newEvent } from "../../../../../lib/plan/new-object.ts";
import { judgeInSlices, judgePlan } from "../../../../../lib/plan/rules/find-findings.ts";
import { findingContext } from "../../../../_findings/finding-facts.ts";
import { type FindingScope, findingsOf, isJudged, judgementOf, judgementSoon } from "./shown-findings.ts";

const plan = { ...emptyPlan("one"), events: [newEvent({ id: "evt_a", name: "A", identifier: "a" })] };

it("speaks the reader's language and calls nothing unused that a saved question uses, also once it was kept", () => {
  const rules = (scope: Partial<FindingScope>) =>
    findingsOf(plan, { language: "en", sources: [], used: { ids: [], roles: [] }, ...scope }, "event/evt_a")
      .filter(({ rule }) => rule === "serves_nothing")
      .map(({ text }) => text);
  expect(rules({})).toEqual(["“A” serves no decision and no metric."]);
  expect(rules({ language: "fr" })).toEqual(["« A » ne sert aucune décision ni aucune métrique."]);
  expect(rules({ used: { ids: ["evt_a"], roles: [] } })).toEqual([]);
  expect(rules({})).toHaveLength(1);
});

it("knows whether the rules went through a plan, and lets what is due go before they do", async () => {
  const other = { ...plan, slug: "two" };
  const scope: FindingScope = { language: "en", sources: [], used: { ids: [], roles: [] } };
  const order: string[] = [];
  expect(isJudged(other, scope)).toBe(false);
  const soon = judgementSoon(other, scope).then((judged) => {
    order.push("judged");
    return judged;
  });
  setImmediate(() => order.push("written"));
  expect(isJudged(other, scope)).toBe(false);
  expect(await soon).toBe(judgementOf(other, scope));
  expect(order).toEqual(["written", "judged"]);
  expect(isJudged(other, scope)).toBe(true);
  expect(isJudged(other, { ...scope, used: { ids: ["evt_a"], roles: [] } })).toBe(false);
});

it("answers others while the rules go through a plan, once for all who ask for the same, and finds what it finds at once", async () => {
  const scope: FindingScope = { language: "en", sources: [], used: { ids: [], roles: [] } };
  const events = Array.from({ length: 350 }, (_, at) =>
    newEvent({ id: `evt_${at}`, name: `E${at}`, identifier: `e${at}` }),
  );
  const large = { ...plan, slug: "large", events };
  const asked = [judgementSoon(large, scope), judgementSoon(large, scope)];
  const slices = judgeInSlices({ ...large }, {});
  let turns = 0;
  while (slices.next().done !== true) turns++;
  expect(turns).toBeGreaterThan(350 / 100);
  const [first, second] = await Promise.all(asked);
  expect(first).toBe(second);
  expect(first).toEqual(judgePlan(large, findingContext(large, scope)));
  expect(first?.findings.length).toBeGreaterThan(350);
});
