import { expect, test } from "vitest";
import { TEMPLATES } from "../../../../../../lib/template/catalogue.ts";
import { searchTemplates } from "./template-search.ts";

const entries = TEMPLATES.map((template) => ({ template, plan: template.plan("x", "en") }));
const found = (search: string) => searchTemplates(entries, search).map(({ template }) => template.key);

test("templates are found by industry and by event, in either language, with or without accents", () => {
  expect(found("")).toEqual(TEMPLATES.map(({ key }) => key));
  expect(found("media")).toContain("media");
  expect(found("Litige")).toEqual(["marketplace"]);
  expect(found("PAYWALL met")).toEqual(["media"]);
  expect(found("commande validee")).toContain("ecommerce");
  expect(found("nothing at all like this")).toEqual([]);
});
