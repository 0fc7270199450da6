import { describe, expect, it } from "vitest";
import { TARGETS } from "../../codegen/targets.ts";
import { newProperty } from "../plan/new-object.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { briefCode, changeText } from "./brief-code.ts";
import { sourceBrief } from "./source-brief.ts";

const WEB = { slug: "web", name: "Web" };
const [first, second, third] = referencePlan.events.map((event): PlanEvent => ({ ...event, sources: ["web"] }));
if (first === undefined || second === undefined || third === undefined) throw new Error("three events are needed");
const plan = (events: readonly PlanEvent[], given: Partial<Plan> = {}): Plan => ({
  ...referencePlan,
  journeys: [],
  ...given,
  events,
});

async function codeOf(before: Plan, after: Plan, target: (typeof TARGETS)[number], most?: number) {
  const sides = { before: { version: 1, plan: before }, after: { version: 2, plan: after } };
  const brief = sourceBrief(sides, WEB, "en");
  const code = await briefCode(brief, sides, target, most);
  const texts = brief.items.map((item) => code.items.get(item)?.map((one) => [one, changeText(one)] as const));
  return { brief, code, texts };
}

const gift = newProperty({ id: "prp_gift", name: "gift_wrap", type: { kind: "boolean" }, required: true });
const withGift: PlanEvent = { ...first, properties: [...first.properties, gift] };

describe.each(TARGETS)("the code of a brief for %s", (target) => {
  it("tells the lines of a call that differ, and nothing that a new version alone changes", async () => {
    const { brief, texts } = await codeOf(plan([first, second]), plan([withGift, second]), target);
    expect(brief.items.map(({ name }) => name)).toEqual([first.name]);
    const [change, text] = texts[0]?.[0] ?? [];
    expect(change).toMatchObject({ event: first.name });
    expect(text).toMatch(/^\+.*gift_?wrap/im);
    expect(text).not.toMatch(/version \d/);
    const removed = text?.split("\n").filter((line) => line.startsWith("-")).length ?? 0;
    const added = text?.split("\n").filter((line) => line.startsWith("+")).length ?? 0;
    expect(added).toBeGreaterThan(removed);
  });

  it("has the whole of what came and of what is gone", async () => {
    const { brief, texts } = await codeOf(plan([first, second]), plan([first, third]), target);
    const kinds = brief.items.map(({ name }, at) => [name, texts[at]?.[0]?.[0].whole]);
    expect(Object.fromEntries(kinds)).toEqual({ [second.name]: "removed", [third.name]: "added" });
  });
});

describe("the code of a brief", () => {
  it("of a renamed event tells both names, in one file", async () => {
    const renamed = { ...first, identifier: "boughtNow", formerIdentifiers: [first.identifier] };
    const { texts } = await codeOf(plan([first]), plan([renamed]), "typescript");
    expect(texts[0]).toHaveLength(1);
    const [change, text] = texts[0]?.[0] ?? [];
    expect(change?.path).toBe("events/boughtNow.ts");
    expect(change?.whole).toBeUndefined();
    expect(text).toMatch(new RegExp(`^-export function ${first.identifier}\\(`, "m"));
    expect(text).toMatch(/^\+export function boughtNow\(/m);
  });

  it("sends the version each event is of, and the last one that had it where it is gone", async () => {
    const added = await codeOf(plan([first]), plan([first, second]), "typescript");
    expect(added.texts[0]?.[0]?.[1]).toContain(`"${second.id}", 2,`);
    const sides = {
      before: { version: 3, plan: plan([first, second]), eventVersions: { [second.id]: 2 } },
      after: { version: 7, plan: plan([withGift]), eventVersions: { [first.id]: 5 } },
    };
    const brief = sourceBrief(sides, WEB, "en");
    const { items } = await briefCode(brief, sides, "typescript");
    const text = [...items.values()].flat().map(changeText).join("\n");
    expect(text).toContain(`"${second.id}", 2,`);
    expect(text).not.toMatch(/version [037]\b/);
  });

  it("of what all calls share stands once", async () => {
    const age = newProperty({ id: "prp_age", name: "age_class", type: { kind: "string" } });
    const later = plan([first], { userProperties: [...referencePlan.userProperties, age] });
    const { code } = await codeOf(plan([first]), later, "typescript");
    expect(code.shared.map(({ path }) => path)).toEqual(["traits.ts"]);
    expect(code.shared.map(changeText).join("")).toMatch(/^\+ *age_class\?: string/m);
    expect((await codeOf(plan([first]), plan([withGift]), "typescript")).code.shared).toEqual([]);
  });

  it("says why a version has none, and goes on with the others", async () => {
    const alike = { ...second, identifier: first.identifier };
    const { code, texts } = await codeOf(plan([first, second]), plan([withGift, alike, third]), "typescript");
    expect(code.refused).toHaveLength(1);
    expect(code.refused[0]?.fr).toContain("identifiant");
    expect(texts.flat().map((one) => one?.[0].event)).toContain(third.name);
  });

  it("gives others their turn between two items", async () => {
    let turns = 0;
    let next = setImmediate(function count() {
      turns += 1;
      next = setImmediate(count);
    });
    await codeOf(plan([first, second]), plan([withGift, { ...second, open: !second.open }]), "typescript");
    clearImmediate(next);
    expect(turns).toBeGreaterThan(1);
  });

  it("ends after as many as are asked for", async () => {
    const { code } = await codeOf(
      plan([first, second]),
      plan([withGift, { ...second, open: !second.open }]),
      "typescript",
      1,
    );
    expect(code.items.size).toBe(1);
  });
});
