import { beforeAll, expect, it } from "vitest";
import { updateProject } from "../../../../../lib/access/project.ts";
import { asProject, makeWorld, type TestWorld } from "../../../../../lib/access/testing.ts";
import { usePlanDb } from "../../../../../lib/store/testing.ts";
import { EMPTY_FORM } from "../../../../_access/form.ts";
import { useRequest } from "../../../../_access/testing/request.ts";
import { updateProjectAction } from "./project-actions.ts";

usePlanDb();

const request = useRequest({ address: "198.51.100.1" });

let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
  request.cookie = world.people.owner.session;
});

it.each([
  ["en", "“Sunday”"],
  ["fr", "« dimanche »"],
])("tells the week start that somebody else set in words, in %s", async (language, word) => {
  request.path = `/${language}/somewhere`;
  const project = await asProject(world);
  await updateProject(project, { weekStart: 7 });
  const { name, timeZone, currency } = project;
  const form = new FormData();
  const fields = { project: project.slug, name, timeZone, currency, weekStart: "3" };
  const begun = JSON.stringify({ name, timeZone, currency, weekStart: "1" });
  for (const [field, value] of Object.entries({ ...fields, begun })) form.set(field, value);
  const answer = await updateProjectAction(EMPTY_FORM, form);
  expect(answer.code).toBe("stale_revision");
  expect(answer.fields.weekStart?.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(word);
});
