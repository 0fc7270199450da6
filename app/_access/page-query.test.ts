import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { pageQuery } from "./page-query.ts";

it("takes the first of what is repeated, and no null character", async () => {
  const asked = Promise.resolve({ search: ["a\0b", "c"], sort: "\0", none: [], absent: undefined });
  expect(await pageQuery(asked)).toEqual({ search: "ab", sort: "", none: undefined, absent: undefined });
});

it("is how every page of a project reads its address", () => {
  const project = fileURLToPath(new URL("../[locale]/(workspace)/[project]", import.meta.url));
  const pages = readdirSync(project, { recursive: true, encoding: "utf8" }).filter(
    (file) => /(^|\/)page\.tsx$/.test(file) && !file.startsWith("plan/"),
  );
  const reading = pages.filter((file) => readFileSync(join(project, file), "utf8").includes("props.searchParams"));
  expect(reading.length).toBeGreaterThan(8);
  for (const file of reading) {
    const text = readFileSync(join(project, file), "utf8");
    expect(text.match(/props\.searchParams/g)?.length, file).toBe(
      text.match(/pageQuery\(props\.searchParams\)/g)?.length,
    );
  }
});
