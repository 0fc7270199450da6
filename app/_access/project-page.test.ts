/** Pages of a project begin in one place. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { usePlanDb } from "../../lib/store/testing.ts";
import { openProjectPage } from "./project-page.ts";
import { useRequest } from "./testing/request.ts";

usePlanDb();

const request = useRequest({ address: "198.51.100.1", path: "/fr/somewhere" });

let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
});

const asked = (slug: string, locale = "fr") => ({ params: Promise.resolve({ locale, project: slug }) });

it("opens with the reader's language, the words of the area and its address", async () => {
  request.cookie = world.people.viewer.session;
  const page = await openProjectPage(asked(world.project.slug), "cohort", "cohorts");
  expect(page).toMatchObject({ language: "fr", base: `/fr/${world.project.slug}/cohorts` });
  expect(page.project.projectId).toBe(world.project.id);
  expect(page.t("title")).toBe("Cohortes");
});

it("sends a visitor to sign in, and shows an outsider nothing", async () => {
  request.cookie = undefined;
  await expect(openProjectPage(asked(world.project.slug), "cohort", "cohorts")).rejects.toMatchObject({
    digest: expect.stringContaining("/fr/sign-in?next=%2Ffr%2Fsomewhere"),
  });
  request.cookie = world.people.viewer.session;
  await expect(openProjectPage(asked(world.otherProject.slug), "cohort", "cohorts")).rejects.toMatchObject({
    digest: expect.stringContaining("404"),
  });
});

it("finds nothing under a name that no store takes", async () => {
  await expect(openProjectPage(asked(`${world.project.slug}\0`), "cohort", "cohorts")).rejects.toMatchObject({
    digest: expect.stringContaining("404"),
  });
});

it("opens every area of a project", () => {
  const project = fileURLToPath(new URL("../[locale]/(workspace)/[project]", import.meta.url));
  const openings = readdirSync(project, { recursive: true, encoding: "utf8" }).filter(
    (file) => basename(file) === "page-of.ts",
  );
  expect(openings.length).toBeGreaterThan(5);
  for (const file of openings) {
    const text = readFileSync(join(project, file), "utf8");
    expect(text, file).toContain("openProjectPage(");
    expect(text, file).not.toMatch(/\bopenProject\(/);
  }
});
