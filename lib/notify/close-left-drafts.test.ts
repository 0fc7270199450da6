import { expect, it } from "vitest";
import { asProject, makeWorld } from "../access/testing.ts";
import { createBranch, listBranches } from "../plan/store-branch.ts";
import { mergeBranch } from "../plan/store-branch-merge.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { askForReview, withdrawReview } from "../review/store.ts";
import { usePlanDb } from "../store/testing.ts";
import { closeLeftDrafts } from "./close-left-drafts.ts";

usePlanDb();

it("closes what pipelines left, however many there are, and nothing that somebody took up or that is not due", async () => {
  const project = await asProject(await makeWorld());
  const due = new Date(Date.now() - 1000);
  const later = new Date(Date.now() + 60_000);
  for (const name of ["left-a", "left-b", "left-c", "withdrawn", "asked", "written", "merged"])
    await createBranch(project, { name, closesAt: due });
  await createBranch(project, { name: "waiting", closesAt: later });
  await createBranch(project, { name: "own" });
  const edits = [{ command: "updatePlan", changes: { description: { en: "Written." } } }];
  for (const name of ["asked", "withdrawn"]) {
    await commitEdits(project, name, { expectedRevision: 0, edits, closesAt: due });
    await askForReview(project, name);
  }
  await withdrawReview(project, "withdrawn");
  // By a person: theirs from then on.
  await commitEdits(project, "written", { expectedRevision: 0, edits });
  await mergeBranch(project, "merged", async () => undefined);
  await closeLeftDrafts(Date.now(), new AbortController().signal, 2);
  const states = (await listBranches(project)).map(({ name, state }) => [name, state]);
  expect(Object.fromEntries(states)).toEqual({
    ...{ main: "open", own: "open", waiting: "open", written: "open", asked: "ready", merged: "merged" },
    ...{ "left-a": "closed", "left-b": "closed", "left-c": "closed", withdrawn: "closed" },
  });
});
