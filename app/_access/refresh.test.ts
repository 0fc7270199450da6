/** What an act changed is shown with its answer: nothing the page asks for afterwards can be dropped on the way. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { asProject, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { usePlanDb } from "../../lib/store/testing.ts";
import {
  closeBranchAction,
  createBranchAction,
  mergeBranchAction,
} from "../[locale]/(workspace)/[project]/plan/branches/actions.ts";
import { publishAction } from "../[locale]/(workspace)/[project]/versions/actions.ts";
import { useRequest } from "./testing/request.ts";

usePlanDb();

const request = useRequest({ address: "198.51.100.1" });

let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
  request.cookie = world.people.editor.session;
});
beforeEach(() => {
  request.refreshed = 0;
});

it("publishing shows the new version with its answer, and a refusal changes nothing", async () => {
  const { revision } = await loadPlan(await asProject(world));
  expect(await publishAction(world.project.slug, revision + 1, "")).toMatchObject({ ok: false });
  expect(request.refreshed).toBe(0);
  expect(await publishAction(world.project.slug, revision, "")).toMatchObject({ ok: true, version: 1 });
  expect(request.refreshed).toBe(1);
});

it("making, merging and closing a branch show it with their answer, and so does a refused merge", async () => {
  const { slug } = world.project;
  expect(await createBranchAction(slug, { name: "draft", title: "" })).toEqual({ ok: true, branch: "draft" });
  expect(request.refreshed).toBe(1);
  expect(await createBranchAction(slug, { name: "draft", title: "" })).toMatchObject({ ok: false });
  expect(request.refreshed).toBe(2);
  expect(await closeBranchAction(slug, "draft")).toMatchObject({ ok: true });
  expect(request.refreshed).toBe(3);
  expect(await mergeBranchAction(slug, "draft")).toMatchObject({ ok: false });
  expect(request.refreshed).toBe(4);
});

it("only what asks again until its page shows the news asks for it: the plan's editor, and what follows an erasure", () => {
  const app = fileURLToPath(new URL("..", import.meta.url));
  const asking = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => readFileSync(join(app, file), "utf8").includes("router.refresh()"))
    .map((file) => file.replace(/^.*\/(plan|\[project\])\//, ""));
  expect(asking.sort()).toEqual(["editing/editing-provider.tsx", "settings/privacy/follow.tsx"]);
});
