import { describe, expect, it } from "vitest";
import { codeName } from "../../codegen/names.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { briefMarkdown, briefPage } from "./brief-text.ts";
import { emptySide, sourceBrief } from "./source-brief.ts";

const WEB = { slug: "web", name: "Web *shop*" };
const [first, second, third] = referencePlan.events.map((event): PlanEvent => ({ ...event, sources: ["web"] }));
if (first === undefined || second === undefined || third === undefined) throw new Error("three events are needed");
const plan = (events: readonly PlanEvent[]): Plan => ({ ...referencePlan, journeys: [], events });
const side = (version: number, events: readonly PlanEvent[]) => ({ version, plan: plan(events) });

describe("the brief of a source", () => {
  it("tells only what touches it, what breaks first, with the deadline and the call to paste", () => {
    const before = side(2, [first, second, { ...third, sources: ["ios"] }]);
    const deprecation = { text: { en: "Use the other." }, on: "2026-05-01" };
    const after = side(3, [
      { ...first, status: "deprecated", deprecation, description: { en: "Other words" } },
      { ...second, name: "Renamed now" },
      { ...third, sources: ["ios"], name: "Renamed elsewhere" },
    ]);
    const { items } = sourceBrief({ before, after }, WEB, "en");
    expect(items.map(({ name }) => name)).toEqual(["Renamed now", first.name]);
    expect(items[0]).toMatchObject({ severity: "breaking", kind: "event" });
    expect(items[0]?.call).toMatch(/import \{ \w+ \} from/);
    expect(items[0]?.changes[0]).toMatchObject({ before: second.name, after: "Renamed now" });
    expect(items[1]?.deadline).toBe("2026-05-01");
  });

  it("takes an event that is to be sent from here now as work to do", () => {
    const before = side(1, [{ ...first, sources: ["ios"] }]);
    const { items } = sourceBrief({ before, after: side(2, [{ ...first, sources: ["ios", "web"] }]) }, WEB, "en");
    expect(items).toMatchObject([{ name: first.name, severity: "compatible" }]);
    expect(items[0]?.call).toBeDefined();
  });

  it("takes an event that is to be sent from here no more as breaking, and one that stays as words", () => {
    const told = (before: string[], after: string[]) =>
      sourceBrief(
        { before: side(1, [{ ...first, sources: before }]), after: side(2, [{ ...first, sources: after }]) },
        WEB,
        "en",
      ).items.map(({ severity, call }) => [severity, call !== undefined]);
    expect(told(["ios", "web"], ["ios"])).toEqual([["breaking", false]]);
    expect(told([], ["ios"])).toEqual([["breaking", false]]);
    expect(told(["ios"], ["ios", "web"])).toEqual([["compatible", true]]);
    expect(told(["web"], ["ios", "web"])).toEqual([["documentation", false]]);
    expect(told(["ios", "web"], ["web"])).toEqual([["documentation", false]]);
  });

  it("gives the call of what replaces a deprecated event, and none where nothing does", () => {
    const call = (replacementId?: string) => {
      const deprecation = { text: {}, ...(replacementId === undefined ? {} : { replacementId }) };
      const gone: PlanEvent = { ...first, name: "Old name", status: "deprecated", deprecation };
      const sides = { before: side(1, [first, second]), after: side(2, [gone, second]) };
      return sourceBrief(sides, WEB, "en").items.find(({ name }) => name === "Old name")?.call;
    };
    expect(call(second.id)).toContain(codeName(second.identifier));
    expect(call()).toBeUndefined();
  });

  it("passes over a place where an event fires elsewhere", () => {
    const at = (text: string, source: string) => [{ id: "trg_1", text: { en: text }, source }];
    const changed = (source: string) =>
      sourceBrief(
        {
          before: side(1, [{ ...first, sources: [], triggers: at("Before", source) }]),
          after: side(2, [{ ...first, sources: [], triggers: at("After", source) }]),
        },
        WEB,
        "en",
      ).items.length;
    expect([changed("ios"), changed("web")]).toEqual([0, 1]);
  });

  it("is Markdown in which the plan’s words are words and its code is code", () => {
    const before = side(1, [first]);
    const after = side(2, [{ ...first, name: "Odd `name` <b>" }]);
    const brief = sourceBrief({ before, after }, WEB, "fr");
    const text = briefMarkdown(brief, "shop", "fr");
    expect(text).toContain("# Ce qui a changé pour Web \\*shop\\*");
    expect(text).toContain("### ``Odd `name` <b>``");
    expect(text).toContain("npx gabarit generate shop --target typescript");
    expect(text.match(/^```/gm)?.length).toBe(4);
    expect(briefPage(brief, "fr")).toContain("Odd `name` &lt;b&gt;");
  });

  it("begins at nothing, and says when there is nothing to do", () => {
    const { items } = sourceBrief({ before: emptySide("shop"), after: side(1, [first]) }, WEB, "en");
    expect(items.map(({ name }) => name)).toContain(first.name);
    const sides = { before: emptySide("shop"), after: side(1, [first]) };
    for (const [language, words] of [
      ["en", "Everything up to version 1"],
      ["fr", "Tout jusqu’à la version 1"],
    ] as const) {
      expect(briefMarkdown(sourceBrief(sides, WEB, language), "shop", language)).toContain(words);
      expect(briefPage(sourceBrief(sides, WEB, language), language)).toContain(words);
    }
    const same = sourceBrief({ before: side(1, [first]), after: side(2, [first]) }, WEB, "en");
    expect(briefMarkdown(same, "shop", "en")).toContain("There is nothing to do");
  });
});
