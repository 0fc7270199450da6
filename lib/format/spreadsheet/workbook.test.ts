import readWorkbook from "read-excel-file/universal";
import { describe, expect, it } from "vitest";
import { readZip } from "../../base/testing/read-zip.ts";
import { emptyPlan } from "../../plan/new-object.ts";
import { LANGUAGES, type Plan } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { readPlan, writePlan } from "../detect.ts";
import { readSpreadsheet } from "./read.ts";
import { isReaderSheet, readerSheets } from "./workbook.ts";

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

  it.each(LANGUAGES)(
    "stays the same plan when people add rows and columns to what is made for readers (%s)",
    async (l) => {
      const shared = { ...plan, events: plan.events.map((event) => ({ ...event, sources: [] })) };
      const { sheets } = await sheetsOf({ ...shared, metrics: referencePlan.metrics }, l, ["web"]);
      const touched = [...sheets].map(([name, data], at, all) => {
        const isReader = at < 2 || at >= all.length - 3;
        const rows = isReader ? [["Done?"], ...data.map((row) => ["x", ...row, "Done"])] : data;
        return {
          name,
          rows: rows.map((row) => row.map((cell) => cell as string)),
          lines: rows.map((_row, line) => line),
        };
      });
      const read = async (ours: typeof touched) => {
        const file = { name: "plan.xlsx", content: new Uint8Array() };
        const result = await readSpreadsheet("xlsx", [file], () => ({ ok: true, sheets: ours }), { slug: plan.slug });
        if (!result.ok) throw new Error(JSON.stringify(result.errors));
        return result;
      };
      const { plan: back, loss, findings } = await read(touched);
      const own = await read(touched.slice(2, -3));
      expect(back).toEqual(own.plan);
      expect(loss).toEqual([]);
      const readers = [...touched.slice(0, 2), ...touched.slice(-3)].map(({ name }) => name);
      for (const name of readers) expect(findings[0]?.message[l]).toContain(name);
      const unread = sheets
        .get(readers[0] ?? "")
        ?.filter(([, said]) => /never read back|jamais relu/.test(String(said)));
      expect(unread?.map(([name]) => name)).toEqual(expect.arrayContaining(readers.slice(1)));
    },
  );

  it("says what every source sends once, and ends a list that sources and events multiply", () => {
    const slugs = Array.from({ length: 50 }, (_one, at) => `source-${at}`);
    const events = Array.from({ length: 500 }, (_one, at) => ({ ...second, id: `e${at}`, name: `Event ${at}` }));
    const rowsOf = (sources: readonly string[]) => {
      const written = { ...plan, journeys: [], events: events.map((event) => ({ ...event, sources })) };
      return readerSheets(written, "en", [], { sources: slugs }).after.map(({ grid }) => grid.length - 1);
    };
    const [every = 0, ...others] = rowsOf([]);
    expect(every).toBeGreaterThanOrEqual(events.length);
    expect(new Set(others)).toEqual(new Set([0]));
    const [full, ...cut] = rowsOf(slugs);
    expect(full).toBe(every);
    expect(cut.at(-1)).toBe(1);
    expect(cut.reduce((sum, rows) => sum + rows, every)).toBeLessThan(21_000);
  });

  it("is whole when the plan has the name of what every object has, or of a formula", async () => {
    for (const [name, cell] of [
      ["constructor", "'constructor"],
      ["=cmd()", "'=cmd()"],
    ] as const) {
      const { sheets } = await sheetsOf({ ...plan, name: { en: name } }, "en");
      expect(sheets.get("Cover")?.[0]).toEqual(["Tracking plan", cell]);
    }
  });

  it("is known by a cover of today and of before", () => {
    const cover = (title: string) => ({ name: "Couverture", rows: [[title, "Boutique"]], lines: [1] });
    expect(["Tracking plan", "Plan de marquage", "Événements"].map((title) => isReaderSheet(cover(title)))).toEqual([
      true,
      true,
      false,
    ]);
  });

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

  it("breaks the lines of a cell where people read it, so that no text lies on another", async () => {
    const { content, sheets } = await sheetsOf(referencePlan, "fr", ["web"]);
    const files = readZip(content);
    const file = (path: string) => String(files.get(path));
    const formats = [...(file("xl/styles.xml").split("<cellXfs")[1] ?? "").matchAll(/<xf\b.*?(?:\/>|<\/xf>)/gs)];
    const isWrapped = formats.map(([xf]) => xf.includes('wrapText="1"'));
    const tree = file("xl/worksheets/sheet2.xml");
    const [, ...rows] = tree.split("<row ");
    const styles = rows.slice(1).flatMap((row) => [...row.matchAll(/<c [^>]*?\bs="(\d+)"/g)].map(([, style]) => style));
    expect(styles.length).toBeGreaterThan(3);
    expect(styles.filter((style) => !isWrapped[Number(style)])).toEqual([]);
    expect(tree).toContain('orientation="landscape"');
    const instructions = file(`xl/worksheets/sheet${[...sheets.keys()].length}.xml`);
    expect(instructions).toMatch(/<row [^>]*ht="(?:30|45|60|75)"[^>]*customHeight="1"/);
  });

  it("is printed as wide as its paper, wide sheets on a larger one, with the header on every page", async () => {
    const { content, sheets } = await sheetsOf({ ...plan, name: { en: "It's ours" } }, "en", ["it-s"]);
    const files = readZip(content);
    const names = [...sheets.keys()];
    const papers = names.map((_, at) => {
      const tree = String(files.get(`xl/worksheets/sheet${at + 1}.xml`));
      // Programs refuse a file whose parts are out of order.
      expect(tree).toMatch(/^.*<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/s);
      const [setUp = ""] = /<pageSetup\b[^>]*>/.exec(tree) ?? [];
      expect(setUp).toContain('fitToWidth="1" fitToHeight="0"');
      expect(setUp.match(/paperSize=/g)).toHaveLength(1);
      return /paperSize="(\d+)"/.exec(setUp)?.[1];
    });
    expect(papers[names.indexOf("Cover")]).toBe("9");
    expect(papers[names.indexOf("Events")]).toBe("8");
    const titles = [...String(files.get("xl/workbook.xml")).matchAll(/localSheetId="(\d+)">([^<]*)</g)];
    expect(titles.map(([, at, rows]) => [at, rows])).toEqual(names.map((name, at) => [String(at), `'${name}'!$1:$1`]));
  });
});
