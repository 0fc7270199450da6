import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { PAGE_PATHS } from "./search-places.ts";

/** Reached by an act of the palette, or from the page they belong to. */
const ELSEWHERE = [
  "acceptance/new",
  "acceptance/verify",
  "alerts/new",
  "cohorts/new",
  "discovery/event",
  "plan/templates/save",
  "replays/new",
  "reports/new",
  "sources/new",
];

it("leads to every page that an address without names of things has", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((file) => /(^|\/)page\.tsx$/.test(file) && !file.includes("["))
    .map((file) =>
      dirname(file)
        .replace(/\/\([a-z]+\)/, "")
        .replace(/^\.$/, "overview"),
    );
  expect(pages.filter((page) => !ELSEWHERE.includes(page)).sort()).toEqual([...PAGE_PATHS].sort());
});
