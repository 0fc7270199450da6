/** Calls of identify and group are checked by no SDK: what their types leave open is told, to everyone who generates one. */

import { expect, it } from "vitest";
import { newGroupType } from "../../lib/plan/new-object.ts";
import { generatorOf, TARGETS, uncheckedBy } from "../targets.ts";
import { property, publishedPlanOf, required } from "../testing/small-plan.ts";

const published = publishedPlanOf(
  {},
  {
    userProperties: [
      property("email", { kind: "string", format: "email", maxLength: 200 }),
      property("plan", { kind: "string", enum: ["free", "pro"] }),
      property("visits", { kind: "integer", minimum: 0 }),
      property("tags", { kind: "array", items: { kind: "string", pattern: "^[a-z]+$" }, uniqueItems: true }),
    ],
    groupTypes: [
      newGroupType({ id: "grp_plain", name: "plain" }),
      newGroupType({
        id: "grp_team",
        name: "a`team",
        properties: [
          property("place", {
            kind: "object",
            open: false,
            properties: [required("zip", { kind: "string", minLength: 4 })],
          }),
          property("raw", { kind: "raw", schema: { minProperties: 1 } }),
        ],
      }),
    ],
  },
);

const OF_PEOPLE = ["email: format", "email: maxLength", "visits: minimum", "tags: uniqueItems", "tags[]: pattern"];

it("lists what types leave open, where a language has whole numbers and where it has none", () => {
  const group = { call: "group", name: "a`team", checks: ["place.zip: minLength", "raw: schema"] };
  expect(uncheckedBy("go", published)).toEqual([{ call: "identify", name: "identify", checks: OF_PEOPLE }, group]);
  const ofPeople = [...OF_PEOPLE.slice(0, 2), "visits: type", ...OF_PEOPLE.slice(2)];
  expect(uncheckedBy("typescript", published)).toEqual([
    { call: "identify", name: "identify", checks: ofPeople },
    group,
  ]);
  expect(uncheckedBy("bigquery", published)).toEqual([]);
});

it.each(TARGETS)("stands in the README of %s", async (target) => {
  const files = await generatorOf(target)(published, {});
  const readme = String(files.get("README.md"));
  expect(readme).toMatch(
    /^## Checked at ingest only\n\n- traits of `identify`: `email: format`, `email: maxLength`, /m,
  );
  expect(readme).toContain("- traits of `group` of `` a`team ``: `place.zip: minLength`, `raw: schema`\n");
});
