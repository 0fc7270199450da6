import { beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { isUserError, type UserError } from "../base/error.ts";
import { clearProcessState } from "../base/process-state.ts";
import { diffPlans } from "../plan/diff.ts";
import { loadPlan } from "../plan/store.ts";
import { createBranch, getBranchSummary } from "../plan/store-branch.ts";
import { rebaseBranch } from "../plan/store-branch-rebase.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { planAt } from "../plan/store-history.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { readActivity, readReview } from "./read.ts";
import { updateReviewRules } from "./settings.ts";
import { askForReview, giveVerdict, mergeReviewed } from "./store.ts";
import { editEvent, makeReviewWorld, type ReviewWorld } from "./testing.ts";

usePlanDb();

let here: ReviewWorld;
let owner: AuthorizedProject;
let editor: AuthorizedProject;

beforeEach(async () => {
  here = await makeReviewWorld();
  ({ owner, editor } = here);
  await createBranch(editor, { name: "draft" });
});

async function failure(act: Promise<unknown>): Promise<UserError> {
  try {
    await act;
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
  throw new Error("was accepted");
}

const eventOn = async (branch: string | undefined, id: string) =>
  (await loadPlan(owner, branch)).plan.events.find((event) => event.id === id);
const PATH = "event/evt_payment/owner";

/** What somebody who looks now decides on. */
async function seen(branch = "draft") {
  const { main, branch: own } = (await readReview(owner, branch)).preview.revisions;
  return { expectedRevision: own, expectedMainRevision: main };
}

async function reordered(by: AuthorizedProject, branch: string, turn: (ids: string[]) => string[]) {
  const { plan, revision } = await loadPlan(by, branch);
  const ids = turn(plan.events.map(({ id }) => id));
  await commitEdits(by, branch, {
    expectedRevision: revision,
    edits: [{ command: "reorderObjects", kind: "event", ids }],
  });
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

describe("bringing main into a draft", () => {
  it("takes what main changed, keeps what the draft changed, and can be merged then", async () => {
    await editEvent(owner, "main", "evt_search", { owner: "Search" });
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    expect((await readReview(owner, "draft")).preview.behind).toBe(1);
    await rebaseBranch(editor, "draft");
    expect((await eventOn("draft", "evt_search"))?.owner).toBe("Search");
    expect((await eventOn("draft", "evt_payment"))?.owner).toBe("Payments");
    const { preview, facts } = await readReview(owner, "draft");
    expect([preview.behind, preview.changes.map(({ path }) => path)]).toEqual([0, [PATH]]);
    expect([...facts.authors]).toEqual([editor.actor.id]);
    // What the rebase wrote is told once, and is no edit.
    expect((await readActivity(owner, "draft")).map(({ kind }) => kind)).toEqual(["rebased", "edited", "created"]);
    // Every revision can still be rebuilt, from what the draft began with.
    clearProcessState("planBranches");
    const { plan, revision } = await loadPlan(owner, "draft");
    expect(await planAt(owner, "draft", revision)).toEqual(plan);
    expect((await planAt(owner, "draft", 1)).events.find(({ id }) => id === "evt_search")?.owner).toBeUndefined();
    await mergeReviewed(editor, "draft");
    expect((await eventOn(undefined, "evt_payment"))?.owner).toBe("Payments");
  });

  it("asks for each field both changed, and takes main's, the draft's or another value", async () => {
    const change = (branch: string, word: string) =>
      editEvent(owner, branch, "evt_payment", {
        owner: word,
        category: branch === "main" ? "cat_account" : null,
        description: { en: word },
      });
    await change("main", "Main");
    await change("draft", "Draft");
    const refused = await failure(rebaseBranch(editor, "draft"));
    const conflicts = refused.data.conflicts as readonly { path: string; ours: unknown; theirs: unknown }[];
    expect(conflicts.map(({ path, ours, theirs }) => [path, ours, theirs]).sort()).toEqual([
      ["event/evt_payment/category", "cat_account", undefined],
      ["event/evt_payment/description.en", "Main", "Draft"],
      [PATH, "Main", "Draft"],
    ]);
    const decisions = {
      [PATH]: { value: "Both" },
      "event/evt_payment/category": { take: "main" as const },
      "event/evt_payment/description.en": { take: "branch" as const },
    };
    expect(
      (await failure(rebaseBranch(editor, "draft", { decisions, ...(await seen()), expectedRevision: 0 }))).code,
    ).toBe("stale_revision");
    await rebaseBranch(editor, "draft", { decisions, ...(await seen()) });
    expect(await eventOn("draft", "evt_payment")).toMatchObject({
      owner: "Both",
      category: "cat_account",
      description: { en: "Draft" },
    });
    await mergeReviewed(owner, "draft");
    expect((await eventOn(undefined, "evt_payment"))?.owner).toBe("Both");
  });

  it("refuses a value that does not fit, and writes nothing", async () => {
    await editEvent(owner, "main", "evt_payment", { owner: "Main" });
    await editEvent(editor, "draft", "evt_payment", { owner: "Draft" });
    for (const value of [42, { en: "x" }, "a\u0000b", "\ud800", nested(2000)]) {
      const refused = await failure(
        rebaseBranch(editor, "draft", { decisions: { [PATH]: { value } }, ...(await seen()) }),
      );
      expect([refused.code, refused.fields[0]?.path]).toEqual(["invalid_input", PATH]);
    }
    expect((await getBranchSummary(owner, "draft")).revision).toBe(1);
  });

  it("takes decisions for what was looked at alone, and answers with what to look at", async () => {
    await editEvent(owner, "main", "evt_payment", { owner: "Main" });
    await editEvent(editor, "draft", "evt_payment", { owner: "Draft" });
    const decisions = { [PATH]: { take: "branch" as const } };
    expect((await failure(rebaseBranch(editor, "draft", { decisions }))).fields[0]?.en).toContain("revisions");
    const before = await seen();
    await editEvent(owner, "main", "evt_payment", { owner: "Main, once more" });
    const late = await failure(rebaseBranch(editor, "draft", { decisions, ...before }));
    expect([late.code, late.fields[0]?.en]).toEqual(["stale_revision", expect.stringContaining("decide on that")]);
    expect(late.data).toMatchObject({
      conflicts: [{ path: PATH, ours: "Main, once more", theirs: "Draft" }],
      revisions: { main: before.expectedMainRevision + 1, branch: 1 },
    });
    expect((await eventOn("draft", "evt_payment"))?.owner).toBe("Draft");
    await rebaseBranch(editor, "draft", { decisions, ...(await seen()) });
    expect((await eventOn("draft", "evt_payment"))?.owner).toBe("Draft");
  });

  it("refuses decisions that are none, wherever they stand", async () => {
    await reordered(owner, "main", (ids) => ids.toReversed());
    await reordered(editor, "draft", ([first = "", ...rest]) => [...rest, first]);
    await editEvent(owner, "main", "evt_payment", { owner: "Main" });
    await editEvent(editor, "draft", "evt_payment", { owner: "Draft" });
    for (const decisions of [null, 42, [1], { [PATH]: null }, { [PATH]: 7 }, { [PATH]: { take: "theirs" } }]) {
      const refused = await failure(rebaseBranch(editor, "draft", { decisions, ...(await seen()) } as never));
      expect([refused.code, refused.fields[0]?.path]).toEqual(["invalid_input", "decisions"]);
    }
    const whole = { [PATH]: { take: "main" as const } };
    const at = (await readReview(owner, "draft")).preview.conflicts.map(({ path }) => path);
    expect(at).toContain("event/~order");
    for (const value of [42, null, {}, [1], [["evt_payment"]], "evt_payment"]) {
      const decisions = { ...whole, "event/~order": { value } };
      const refused = await failure(rebaseBranch(editor, "draft", { decisions, ...(await seen()) }));
      expect([refused.code, refused.fields[0]?.path]).toEqual(["invalid_input", "event/~order"]);
    }
  });

  it("refuses what is no object where an object was removed and changed, and takes nothing as its removal", async () => {
    await commitEdits(owner, "main", {
      expectedRevision: (await loadPlan(owner)).revision,
      edits: [{ command: "removeObject", kind: "event", id: "evt_search", cascade: true }],
    });
    await editEvent(editor, "draft", "evt_search", { owner: "Search" });
    const place = "event/evt_search";
    for (const value of [42, "evt_search", [], {}, { id: "evt_other" }, { id: "evt_search" }]) {
      const refused = await failure(
        rebaseBranch(editor, "draft", { decisions: { [place]: { value } }, ...(await seen()) }),
      );
      expect([refused.code, refused.fields[0]?.path]).toEqual(["invalid_input", place]);
    }
    await rebaseBranch(editor, "draft", { decisions: { [place]: { value: null } }, ...(await seen()) });
    expect(await eventOn("draft", "evt_search")).toBeUndefined();
  });

  it("shows, while fields clash, what the draft changed since it left main", async () => {
    await editEvent(owner, "main", "evt_payment", { owner: "Main" });
    await editEvent(owner, "main", "evt_search", { critical: true });
    await editEvent(editor, "draft", "evt_payment", { owner: "Draft" });
    const { before, after, changes, main } = (await readReview(owner, "draft")).preview;
    expect(changes.map(({ path }) => path)).toEqual([PATH]);
    expect(diffPlans(before, after)).toEqual(changes);
    expect(main).toEqual((await loadPlan(owner)).plan);
  });

  it("says in words what cannot be", async () => {
    expect((await failure(rebaseBranch(editor, "main"))).fields[0]?.en).toContain("with itself");
    expect((await failure(rebaseBranch(editor, "draft"))).fields[0]?.en).toContain("already has everything");
    expect((await failure(rebaseBranch(editor, "nowhere"))).code).toBe("not_found");
  });

  it("ends approvals, even where nothing of the draft had to change", async () => {
    await updateReviewRules(owner, { requiredApprovals: 1 });
    const rita = await here.person("Rita");
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    await askForReview(editor, "draft");
    await giveVerdict(rita, "draft", { verdict: "approve", expectedRevision: 1 });
    await editEvent(owner, "main", "evt_search", { owner: "Search" });
    await rebaseBranch(rita, "draft");
    expect((await getBranchSummary(owner, "draft")).state).toBe("ready");
    expect((await readReview(owner, "draft")).verdicts[0]?.voided).toMatchObject({ cause: "rebase", by: "Rita" });
    // Bringing main in is no work of one's own.
    await giveVerdict(rita, "draft", { verdict: "approve", expectedRevision: 2 });
    await mergeReviewed(editor, "draft");
  });
});

describe("two merges at once", () => {
  it("lose nothing: the second is told of the first's result, resolves it and is merged", async () => {
    await createBranch(editor, { name: "other" });
    await editEvent(editor, "draft", "evt_payment", { owner: "One" });
    await editEvent(editor, "other", "evt_payment", { owner: "Two", critical: true });
    const results = await Promise.allSettled([mergeReviewed(editor, "draft"), mergeReviewed(editor, "other")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const late = results[0]?.status === "rejected" ? "draft" : "other";
    const { preview } = await readReview(owner, late);
    expect(preview.conflicts.map(({ path }) => path)).toEqual([PATH]);
    await rebaseBranch(editor, late, { decisions: { [PATH]: { value: "One and two" } }, ...(await seen(late)) });
    await mergeReviewed(editor, late);
    expect(await eventOn(undefined, "evt_payment")).toMatchObject({ owner: "One and two", critical: true });
  });
});

describe("a draft whose base was deleted", () => {
  async function loseBase(alsoMain: boolean): Promise<void> {
    const branches = await planDb().planBranch.findMany({ where: { projectId: owner.projectId } });
    const main = branches.find(({ name }) => name === "main");
    const ids = branches
      .filter(({ name }) => name === "draft" || alsoMain)
      .flatMap(({ baseSnapshotId: id }) => id ?? []);
    expect(ids).not.toContain(alsoMain ? "" : main?.baseSnapshotId);
    await planDb().planSnapshot.deleteMany({ where: { id: { in: ids } } });
    clearProcessState("planBranches");
    clearProcessState("planSnapshots");
  }

  it("gets it back from the history of main", async () => {
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    await editEvent(owner, "main", "evt_search", { owner: "Search" });
    await loseBase(false);
    const { preview } = await readReview(owner, "draft");
    expect([preview.baseGone, preview.changes.map(({ path }) => path)]).toEqual([false, [PATH]]);
    await rebaseBranch(editor, "draft");
    await mergeReviewed(editor, "draft");
    expect(await eventOn(undefined, "evt_search")).toMatchObject({ owner: "Search" });
  });

  it("gets back what main held at the rebase, whatever the clocks of those who wrote since", async () => {
    await editEvent(owner, "main", "evt_search", { owner: "Search" });
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    await rebaseBranch(editor, "draft");
    await editEvent(owner, "main", "evt_search", { owner: "Later" });
    await planDb().planEdit.updateMany({ data: { at: new Date("2026-01-01") } });
    await loseBase(false);
    const { preview } = await readReview(owner, "draft");
    expect([preview.behind, preview.changes.map(({ path }) => path)]).toEqual([1, [PATH]]);
    expect(preview.conflicts).toEqual([]);
    await rebaseBranch(editor, "draft");
    expect((await eventOn("draft", "evt_search"))?.owner).toBe("Later");
  });

  it("reads what was recorded of main in another form as it reads it elsewhere", async () => {
    const { revision } = await loadPlan(owner);
    const naming = { command: "updateNaming", kind: "event", changes: { case: "kebab-case" } } as const;
    await commitEdits(owner, "main", { expectedRevision: revision, edits: [naming] });
    const edits = [{ command: "updateSettings", changes: { eventNaming: "kebab-case" } }];
    await planDb().planEdit.updateMany({
      where: { revision: revision + 1, branch: { projectId: owner.projectId, name: "main" } },
      data: { command: { edits, fields: [] } },
    });
    await createBranch(editor, { name: "late" });
    await planDb().planBranch.updateMany({ where: { name: "late" }, data: { baseSnapshotId: null } });
    await editEvent(editor, "late", "evt_payment", { owner: "Payments" });
    expect((await readReview(owner, "late")).preview.changes.map(({ path }) => path)).toEqual([PATH]);
  });

  it("says so where that is lost too, and stays readable", async () => {
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    await loseBase(true);
    for (const act of [mergeReviewed(editor, "draft"), rebaseBranch(editor, "draft")]) {
      const refused = await failure(act);
      expect([refused.code, refused.fields[0]?.en]).toEqual(["conflict", expect.stringContaining("was deleted")]);
    }
    const { preview } = await readReview(owner, "draft");
    expect(preview.baseGone).toBe(true);
    expect((await eventOn("draft", "evt_payment"))?.owner).toBe("Payments");
  });
});
