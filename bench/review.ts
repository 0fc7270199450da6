/**
 * Reviews of a plan of 2,000 events of 12 properties with 50 open branches: what each act takes in the process that serves
 * it, with nothing of the plans in memory (as after a start) and with the plans it needs in memory. PostgreSQL is the
 * embedded one.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuthorizedProject } from "../lib/access/authorized.ts";
import { clearProcessState } from "../lib/base/process-state.ts";
import type { Edit } from "../lib/plan/edit.ts";
import { loadPlan } from "../lib/plan/store.ts";
import { createBranch, findBranches } from "../lib/plan/store-branch.ts";
import { previewMerge } from "../lib/plan/store-branch-merge.ts";
import { rebaseBranch } from "../lib/plan/store-branch-rebase.ts";
import { commitEdits } from "../lib/plan/store-commit.ts";
import { importPlan } from "../lib/plan/store-import.ts";
import { startThread } from "../lib/review/comment.ts";
import { readActivity, readReview } from "../lib/review/read.ts";
import { updateReviewRules } from "../lib/review/settings.ts";
import { askForReview, giveVerdict, mergeReviewed } from "../lib/review/store.ts";
import { makeReviewWorld } from "../lib/review/testing.ts";
import { startEmbeddedPostgres } from "../lib/store/embedded-postgres.ts";
import { migratePlanDb } from "../lib/store/migrate.ts";
import { closePlanDb, openPlanDb } from "../lib/store/plan-db.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { LARGE_COUNT, largeStoredPlan } from "./web-demo.ts";

const BRANCHES = 50;
const EDITED = 20;
const MEASURED = 8;
const GOAL_MS = 1000;

interface People {
  readonly owner: AuthorizedProject;
  readonly editor: AuthorizedProject;
  readonly reviewer: AuthorizedProject;
}

const nameOf = (index: number) => `branch-${index}`;

async function edit(by: AuthorizedProject, branch: string, from: number, count: number): Promise<void> {
  const { plan, revision } = await loadPlan(by, branch);
  const edits = plan.events
    .slice(from, from + count)
    .map(({ id }): Edit => ({ command: "updateEvent", id, changes: { owner: `Owner of ${branch}`, critical: true } }));
  await commitEdits(by, branch, { expectedRevision: revision, edits });
}

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function forget(): void {
  clearProcessState("planBranches");
  clearProcessState("planSnapshots");
}

/** The middle of several, each on a branch of its own, with the plans forgotten or read before. */
async function middle(name: string, cold: boolean, act: (branch: string) => Promise<unknown>): Promise<BenchRow> {
  const taken: number[] = [];
  for (let index = 0; index < MEASURED; index++) {
    const branch = nameOf(index);
    if (cold) forget();
    else await act(branch);
    taken.push(await milliseconds(() => act(branch)));
  }
  return row(`${name}, ${cold ? "nothing in memory" : "plans in memory"}`, taken);
}

function row(name: string, taken: readonly number[]): BenchRow {
  const value = median(taken);
  return { name, value, unit: "ms", goal: `at most ${GOAL_MS}${value > GOAL_MS ? " MISSED" : ""}` };
}

/** Once on each of some branches: what cannot be repeated. */
async function once(name: string, act: (branch: string) => Promise<unknown>): Promise<BenchRow> {
  const taken: number[] = [];
  for (let index = 0; index < MEASURED; index++) taken.push(await milliseconds(() => act(nameOf(index))));
  return row(name, taken);
}

async function fill({ owner, editor }: People): Promise<BenchRow[]> {
  const { edits, revision } = await importPlan(owner, "main", largeStoredPlan(owner.slug), { remove: true });
  await commitEdits(owner, "main", { expectedRevision: revision, edits, tolerant: true });
  const made: number[] = [];
  const edited: number[] = [];
  for (let index = 0; index < BRANCHES; index++) {
    made.push(await milliseconds(() => createBranch(editor, { name: nameOf(index), title: `Branch ${index}` })));
    edited.push(await milliseconds(() => edit(editor, nameOf(index), index * EDITED, EDITED)));
  }
  await edit(owner, "main", LARGE_COUNT - EDITED, EDITED);
  return [row("making a branch", made), row(`editing ${EDITED} events of a branch`, edited)];
}

async function measure({ owner, editor, reviewer }: People): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const both = async (name: string, act: (branch: string) => Promise<unknown>) => {
    rows.push(await middle(name, true, act), await middle(name, false, act));
  };
  rows.push(await middle(`list of ${BRANCHES} branches`, true, () => findBranches(owner, { state: "going" })));
  await both("diff of a branch", (branch) => previewMerge(owner, branch));
  await both("review of a branch", (branch) => readReview(owner, branch));
  await both("what happened to a branch", (branch) => readActivity(owner, branch));
  rows.push(await once("asking for a review", (branch) => askForReview(editor, branch)));
  rows.push(await once("commenting", (branch) => startThread(reviewer, { branch, path: "", text: "@editor why?" })));
  rows.push(
    await once("approving", (branch) => giveVerdict(reviewer, branch, { verdict: "approve", expectedRevision: 1 })),
  );
  rows.push(await once("bringing main's changes in", (branch) => rebaseBranch(editor, branch)));
  for (let index = 0; index < MEASURED; index++) {
    await giveVerdict(reviewer, nameOf(index), { verdict: "approve", expectedRevision: 2 });
  }
  rows.push(await once("merging", (branch) => mergeReviewed(editor, branch)));
  return rows;
}

export async function run(): Promise<BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-bench-"));
  const server = await startEmbeddedPostgres({ dir });
  try {
    await migratePlanDb(server.url);
    openPlanDb(server.url);
    const { owner, editor, person } = await makeReviewWorld();
    const people = { owner, editor, reviewer: await person("Rita") };
    await updateReviewRules(owner, { requiredApprovals: 1, mainProtected: false });
    const filled = await fill(people);
    await updateReviewRules(owner, { mainProtected: true });
    return [...filled, ...(await measure(people))];
  } finally {
    await closePlanDb();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
