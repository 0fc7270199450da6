import readWorkbook from "read-excel-file/universal";
import { describe, expect, it } from "vitest";
import { emptyPlan } from "../../plan/new-object.ts";
import { LANGUAGES, type Plan } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { readPlan, writePlan } from "../detect.ts";

const LONG = "a-source-whose-slug-is-longer-than-a-sheet";
const [first, second] = referencePlan.events;
if (first === undefined || second === undefined) throw new Error("two events are needed");
const plan: Plan = {
  ...referencePlan,
  events: [
    { ...first, trigger: { en: "=cmd()" }, sources: ["web", `${LONG}-1`] },
    { ...second, sources: [`${LONG}-2`] },
  ],
  journeys: [
    {
      id: "j",
      name: { en: "Buying", fr: "Acheter" },
      description: {},
      steps: [
        {
          id: "s",
          name: { en: "Basket" },
          description: {},
          image: { id: "a".repeat(64), alt: { en: "The basket" } },
          events: [first.id],
        },
      ],
    },
  ],
};

async function sheetsOf(written: Plan, language: "en" | "fr", sources: readonly string[] = []) {
  const cover = { project: "Shop", edition: "Version 3", date: new Date("2026-03-01T12:00:00Z"), author: "Ondine" };
  const { files } = await writePlan(written, "xlsx", { language, cover, sources });
  const content = Buffer.from(files[0]?.content ?? []);
  const sheets = await readWorkbook(new Blob([content]));
  return { content, sheets: new Map(sheets.map(({ sheet, data }) => [sheet, data])) };
}

describe("a workbook", () => {
  it("has a cover, the KPI tree, journeys and a sheet of instructions for each source", async () => {
    const { sheets } = await sheetsOf(plan, "en", ["api"]);
    const names = [...sheets.keys()];
    expect(names.slice(0, 2)).toEqual(["Cover", "KPI tree"]);
    expect(names.slice(-5)).toEqual([
      "Journeys",
      `To do ${LONG}`.slice(0, 31),
      `${`To do ${LONG}`.slice(0, 29)} 2`,
      "To do api",
      "To do web",
    ]);
    expect(sheets.get("Cover")?.slice(0, 5)).toEqual([
      ["Tracking plan", referencePlan.name.en],
      ["Project", "Shop"],
      ["Version", "Version 3"],
      ["Date", "March 1, 2026"],
      ["Author", "Ondine"],
    ]);
    expect(sheets.get("Journeys")?.[1]).toMatchObject([
      "Buying",
      1,
      "Basket",
      null,
      null,
      null,
      "The basket",
      first.name,
    ]);
    const todo = sheets.get("To do web") ?? [];
    expect(new Set(todo.slice(1).map(([event]) => event))).toEqual(new Set([first.name]));
    expect(todo[1]?.[2]).toBe("'=cmd()");
    expect(String(todo[1]?.[8])).toMatch(/^import \{/);
    expect(sheets.get("To do api")).toHaveLength(1);
  });

  it.each(LANGUAGES)(
    "is read back as what is read back of it, the sheets for readers passed over (%s)",
    async (language) => {
      const { content } = await sheetsOf(plan, language, ["api"]);
      const result = await readPlan([{ name: "plan.xlsx", content }], { slug: plan.slug, language });
      if (!result.ok) throw new Error(JSON.stringify(result.errors));
      expect(result.plan.events.map(({ name }) => name)).toEqual(plan.events.map(({ name }) => name));
      expect(result.plan.decisions).toEqual(plan.decisions);
      expect(result.loss).toEqual([]);
    },
  );

  it("of an empty plan is a cover and the sheets to fill in", async () => {
    const { sheets } = await sheetsOf(emptyPlan("shop"), "fr");
    expect([...sheets.keys()]).toEqual([
      "Couverture",
      "Événements",
      "Propriétés",
      "Propriétés utilisateur",
      "Modifications",
      "Plan",
    ]);
  });
});
