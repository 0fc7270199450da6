import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { expect, it } from "vitest";
import { REGISTER_COLUMNS, registerLines } from "../../document/register-text.ts";
import { emptyPlan, newEvent } from "../../plan/new-object.ts";
import type { Plan } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { registerCsv, registerXlsx } from "./register-file.ts";

const plan: Plan = {
  ...referencePlan,
  settings: { ...referencePlan.settings, controller: "=HYPERLINK(1)", dataSubjects: { fr: "Clients; visiteurs" } },
};

it("writes every row as CSV, with no formula in it", () => {
  const rows = parse(registerCsv(plan, "fr"), { bom: true, delimiter: ";", columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(registerLines(plan, "fr").length);
  expect(Object.keys(rows[0] ?? {})).toHaveLength(REGISTER_COLUMNS.length);
  expect(rows[0]).toMatchObject({
    "Responsable du traitement": "'=HYPERLINK(1)",
    "Catégories de personnes": "Clients; visiteurs",
  });
});

it("writes a workbook that says once who answers for the data", async () => {
  const bytes = Buffer.from(await registerXlsx(plan, "en", "Version 3"));
  const general = await readSheet(bytes, "Controller");
  expect(general).toContainEqual(["Version", "Version 3"]);
  expect(general).toContainEqual(["Controller", "'=HYPERLINK(1)"]);
  const register = await readSheet(bytes, "Register");
  expect(register).toHaveLength(registerLines(plan, "en").length + 1);
  expect(register[0]?.slice(0, 3)).toEqual(["Data", "Key", "Collected with"]);
  expect((await readSheet(bytes, "To be completed")).length).toBeGreaterThan(1);
});

it("cuts what no cell holds, and says how much more there is", async () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `Number ${at} of many`);
  const events = names.map((name, at) =>
    newEvent({ id: `evt_${at}`, name, identifier: `n${at}`, privacy: "personal" }),
  );
  const bytes = Buffer.from(await registerXlsx({ ...emptyPlan("many"), events }, "en", "main"));
  const cells = (await readSheet(bytes, "Register")).flat().map(String);
  expect(Math.max(...cells.map(({ length }) => length))).toBeLessThanOrEqual(32_767);
  const cut = cells.find((cell) => cell.startsWith("Number 0 of many, "));
  const left = Number(/… \(\+(\d+)\)$/.exec(cut ?? "")?.[1]);
  expect((cut ?? "").split(", ").length + left).toBe(names.length);
});

it("tells what is written in one language only, in the other too", async () => {
  const general = await readSheet(Buffer.from(await registerXlsx(plan, "en", "Version 3")), "Controller");
  expect(general).toContainEqual(["Categories of people", "Clients; visiteurs"]);
});
