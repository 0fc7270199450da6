import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { createSource } from "../access/source.ts";
import { asProject, makeWorld, outcome } from "../access/testing.ts";
import { usePlanDb } from "../store/testing.ts";
import type { CodeRunInput } from "./code-run.ts";
import { findCodeRun, listCodeRuns, RUNS_KEPT, saveCodeRun } from "./store-code-run.ts";

usePlanDb();

let editor: AuthorizedProject;
let viewer: AuthorizedProject;

beforeEach(async () => {
  const world = await makeWorld();
  editor = await asProject(world, "editor");
  viewer = await asProject(world, "viewer");
  await createSource(editor, { name: "Web", slug: "web", platform: "web", environment: "production" });
});

function runOf(release: string, files = 1): CodeRunInput {
  return {
    ...{ source: "web", release, planVersion: 1, files, unplanned: [], vendorCalls: [] },
    events: [{ id: "evt_rated", name: "Article Rated", sites: [{ path: "a.ts", line: 1 }], tests: [] }],
  };
}

it("keeps one run for a release, the latest of each source, for everybody to read", async () => {
  for (let at = 0; at < RUNS_KEPT + 2; at += 1) await saveCodeRun(editor, runOf(`1.${at}`));
  await saveCodeRun(editor, runOf("1.5", 7));
  const runs = await listCodeRuns(viewer);
  expect(runs).toHaveLength(RUNS_KEPT);
  expect(runs[0]).toMatchObject({ source: "web", release: "1.5", files: 7, postedBy: editor.actor.name });
  expect(runs.map(({ release }) => release)).not.toContain("1.0");
  expect(await findCodeRun(viewer, "web")).toMatchObject({ release: "1.5" });
  expect(await findCodeRun(viewer, "web", { except: "1.5" })).toMatchObject({ release: `1.${RUNS_KEPT + 1}` });
  expect(await findCodeRun(viewer, "web", { release: "1.9" })).toMatchObject({
    release: "1.9",
    events: [{ id: "evt_rated" }],
  });
  expect(await findCodeRun(viewer, "web", { release: "0.1" })).toBeUndefined();
});

it("takes the same release from several jobs at once", async () => {
  await Promise.all([1, 2, 3, 4, 5].map((files) => saveCodeRun(editor, runOf("2.0", files))));
  expect(await listCodeRuns(viewer)).toHaveLength(1);
});

it("is posted by editors, for a source of the project", async () => {
  expect(await outcome(saveCodeRun(viewer, runOf("1")))).toBe("forbidden");
  expect(await outcome(saveCodeRun(editor, { ...runOf("1"), source: "elsewhere" }))).toBe("invalid_input");
});
