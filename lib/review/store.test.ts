import { beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "../access/audit.ts";
import { workspaceOf } from "../access/authorize.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { addToTeam, createTeam } from "../access/team.ts";
import { isUserError, type UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { loadPlan } from "../plan/store.ts";
import { closeBranch, createBranch, getBranchSummary, reopenBranch } from "../plan/store-branch.ts";
import { leftDrafts } from "../plan/store-branch-pipeline.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { PROTECTED } from "../plan/store-guard.ts";
import { importPlan } from "../plan/store-import.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { undoRevision } from "../plan/store-undo.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { countUnread, listNotifications, markRead } from "./notification.ts";
import { readActivity, readReview } from "./read.ts";
import { updateReviewRules } from "./settings.ts";
import { askForReview, dismissRequest, giveVerdict, mergeReviewed, withdrawReview } from "./store.ts";
import { editEvent, makeReviewWorld, type ReviewWorld } from "./testing.ts";

usePlanDb();

let here: ReviewWorld;
let owner: AuthorizedProject;
let editor: AuthorizedProject;
let reviewer: AuthorizedProject;

beforeEach(async () => {
  here = await makeReviewWorld();
  ({ owner, editor } = here);
  reviewer = await here.person("Rita");
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

const stateOf = async (name = "draft") => (await getBranchSummary(owner, name)).state;
const revisionOf = async (name = "draft") => (await loadPlan(owner, name)).revision;

async function draft(by = editor, name = "draft"): Promise<void> {
  await createBranch(by, { name });
  await editEvent(by, name, "evt_payment", { critical: true });
}

async function approve(by: AuthorizedProject, name = "draft"): Promise<void> {
  await giveVerdict(by, name, { verdict: "approve", expectedRevision: await revisionOf(name) });
}

describe("without rules", () => {
  it("a merge that cannot be told is none", async () => {
    await draft();
    await planDb().$executeRaw`alter table "Happening" add constraint "untold" check ("kind" <> 'merged')`;
    try {
      await expect(mergeReviewed(editor, "draft")).rejects.toThrow();
    } finally {
      await planDb().$executeRaw`alter table "Happening" drop constraint "untold"`;
    }
    expect(await stateOf()).not.toBe("merged");
  });

  it("a branch is merged as ever, and may be reviewed all the same", async () => {
    await draft();
    await mergeReviewed(editor, "draft");
    expect(await stateOf()).toBe("merged");
    await createBranch(editor, { name: "second" });
    expect((await failure(askForReview(editor, "second"))).message).toContain("nothing to review");
    await editEvent(editor, "second", "evt_payment", { critical: false });
    await askForReview(editor, "second");
    await giveVerdict(reviewer, "second", { verdict: "request_changes", text: "No.", expectedRevision: 1 });
    expect((await failure(mergeReviewed(editor, "second"))).fields[0]?.en).toContain("Rita");
  });
});

describe("with one approval needed", () => {
  beforeEach(async () => {
    await updateReviewRules(owner, { requiredApprovals: 1 });
    await draft();
  });

  it("a branch goes through asked, approved, merged", async () => {
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([
      { code: "not_asked" },
      { code: "approvals", have: 0, need: 1 },
    ]);
    await askForReview(editor, "draft");
    expect(await stateOf()).toBe("ready");
    expect((await failure(approve(editor))).fields[0]?.en).toContain("somebody else must approve");
    await approve(reviewer);
    expect(await stateOf()).toBe("approved");
    await mergeReviewed(editor, "draft");
    expect(await stateOf()).toBe("merged");
    expect((await loadPlan(owner)).plan.events.find(({ id }) => id === "evt_payment")?.critical).toBe(true);
    // What was merged is still read there when main has gone on since.
    await editEvent(owner, "main", "evt_payment", { critical: false });
    const { preview } = await readReview(owner, "draft");
    expect(preview.changes.map(({ path }) => path)).toEqual(["event/evt_payment/critical"]);
  });

  it("what was merged is read from its own record, and from the history of main where that record is lost", async () => {
    await updateReviewRules(owner, { requiredApprovals: 0 });
    await createBranch(editor, { name: "second" });
    await editEvent(editor, "second", "evt_payment", { critical: true, owner: "Payments" });
    await createBranch(editor, { name: "late" });
    await editEvent(editor, "late", "evt_payment", { critical: true });
    const paths = async (name: string) => {
      const { preview } = await readReview(owner, name);
      return [preview.conflicts.length, ...preview.changes.map(({ path }) => path)];
    };
    await mergeReviewed(editor, "draft");
    await mergeReviewed(editor, "second");
    await mergeReviewed(editor, "late");
    await editEvent(owner, "main", "evt_payment", { critical: false, owner: "Growth" });
    await planDb().$executeRaw`update "BranchEvent" set "detail" = '{}' where "kind" = 'merged'
      and "branchId" in (select "id" from "PlanBranch" where "name" = 'second')`;
    expect(await paths("second")).toEqual([0, "event/evt_payment/owner"]);
    expect(await paths("late")).toEqual([0]);
    // The edits before it are not read for it.
    await planDb()
      .$executeRaw`update "PlanEdit" set "command" = '{}' where coalesce("command"->>'merged', '') <> 'draft'`;
    expect(await paths("draft")).toEqual([0, "event/evt_payment/critical"]);
  });

  it("an edit ends the approval, and the history tells which", async () => {
    await askForReview(editor, "draft");
    await approve(reviewer);
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    expect(await stateOf()).toBe("ready");
    expect((await failure(mergeReviewed(editor, "draft"))).code).toBe("conflict");
    const { verdicts } = await readReview(owner, "draft");
    expect(verdicts).toMatchObject([
      { personName: "Rita", verdict: "approve", revision: 1, voided: { by: "editor", revision: 2, cause: "edit" } },
    ]);
    expect((await listNotifications(reviewer)).items[0]).toMatchObject({ kind: "voided", payload: { by: "editor" } });
    // An edit that changes nothing ends nothing.
    await approve(reviewer);
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    expect(await stateOf()).toBe("approved");
  });

  it("requested changes are made and looked at again", async () => {
    await askForReview(editor, "draft");
    await giveVerdict(reviewer, "draft", { verdict: "request_changes", text: "Say why.", expectedRevision: 1 });
    expect(await stateOf()).toBe("changes_requested");
    expect((await failure(askForReview(editor, "draft"))).fields[0]?.en).toContain("Nothing has changed");
    await editEvent(editor, "draft", "evt_payment", { description: { en: "Because." } });
    expect(await stateOf()).toBe("changes_requested");
    await askForReview(editor, "draft");
    expect(await stateOf()).toBe("ready");
    expect((await listNotifications(reviewer)).items[0]).toMatchObject({ kind: "review_asked" });
    // Asked for is not given: another's approval does not stand for the one who asked for changes.
    const other = await here.person("Olga");
    await approve(other);
    expect(await stateOf()).toBe("ready");
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([
      { code: "changes_requested", by: ["Rita"] },
    ]);
    await approve(reviewer);
    expect(await stateOf()).toBe("approved");
    await mergeReviewed(editor, "draft");
  });

  it("a request for changes outlives withdrawing, closing and asking again, until its author looks", async () => {
    await askForReview(editor, "draft");
    await giveVerdict(reviewer, "draft", { verdict: "request_changes", text: "Say why.", expectedRevision: 1 });
    await withdrawReview(editor, "draft");
    expect((await failure(askForReview(editor, "draft"))).fields[0]?.en).toContain("Nothing has changed");
    await closeBranch(editor, "draft");
    await reopenBranch(editor, "draft");
    await editEvent(editor, "draft", "evt_payment", { description: { en: "Because." } });
    await askForReview(editor, "draft");
    const other = await here.person("Olga");
    await approve(other);
    const refused = await failure(mergeReviewed(editor, "draft"));
    expect(refused.data.obstacles).toEqual([{ code: "changes_requested", by: ["Rita"] }]);
    await updateReviewRules(owner, { requiredApprovals: 0 });
    await withdrawReview(editor, "draft");
    expect((await failure(mergeReviewed(editor, "draft"))).fields[0]?.en).toContain("Rita");
  });

  it("a request for changes is dismissed by an admin in person, who is named for it", async () => {
    await askForReview(editor, "draft");
    await giveVerdict(reviewer, "draft", { verdict: "request_changes", expectedRevision: 1 });
    const person = reviewer.actor.id;
    expect((await failure(dismissRequest(editor, "draft", person))).code).toBe("forbidden");
    const robot = { ...owner, actor: { kind: "token" as const, id: "tok_robot", name: "CI" } };
    expect((await failure(dismissRequest(robot, "draft", person))).code).toBe("forbidden");
    expect((await failure(dismissRequest(owner, "draft", editor.actor.id))).fields[0]?.path).toBe("person");
    await dismissRequest(owner, "draft", person);
    expect(await stateOf()).toBe("ready");
    expect((await readReview(owner, "draft")).verdicts[0]?.voided).toMatchObject({ cause: "dismissed", by: "owner" });
    expect((await listNotifications(reviewer)).items[0]).toMatchObject({ kind: "dismissed", payload: { by: "owner" } });
    const { projectId } = owner;
    expect(await planDb().auditEntry.findFirst({ where: { projectId, action: "review.dismiss" } })).toMatchObject({
      actorId: owner.actor.id,
      target: "draft",
      detail: { person: "Rita" },
    });
    await approve(await here.person("Olga"));
    await mergeReviewed(editor, "draft");
  });

  it("the word of whoever left, is locked out or became a viewer counts no more", async () => {
    await askForReview(editor, "draft");
    await approve(reviewer);
    const { workspaceId } = owner;
    const personId = reviewer.actor.id;
    const member = { workspaceId_personId: { workspaceId, personId } };
    const obstacles = async () => (await readReview(owner, "draft")).obstacles;
    const missing = [{ code: "approvals", have: 0, need: 1 }];
    await planDb().membership.update({ where: member, data: { role: "viewer" } });
    expect([await obstacles(), (await readReview(owner, "draft")).branch.state]).toEqual([missing, "ready"]);
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual(missing);
    await planDb().membership.update({ where: member, data: { role: "editor" } });
    expect(await obstacles()).toEqual([]);
    await planDb().person.update({ where: { id: personId }, data: { disabledAt: new Date() } });
    expect(await obstacles()).toEqual(missing);
    await planDb().person.update({ where: { id: personId }, data: { disabledAt: null } });
    await giveVerdict(reviewer, "draft", { verdict: "request_changes", expectedRevision: 1 });
    expect(await obstacles()).toContainEqual({ code: "changes_requested", by: ["Rita"] });
    await planDb().membership.delete({ where: member });
    expect(await obstacles()).toEqual(missing);
  });

  it("a verdict's text and a branch's subject that no store keeps are refused by name, cut by nobody", async () => {
    await askForReview(editor, "draft");
    for (const text of ["a\u0000b", "\ud800", "x".repeat(10_001)]) {
      const given = giveVerdict(reviewer, "draft", { verdict: "approve", text, expectedRevision: 1 });
      expect((await failure(given)).fields[0]?.path).toBe("text");
    }
    for (const title of ["a\u0000b", "\ud800", "x".repeat(501)]) {
      expect((await failure(createBranch(editor, { name: "titled", title }))).fields[0]?.path).toBe("title");
    }
  });

  it("one approves what one has seen", async () => {
    await askForReview(editor, "draft");
    await editEvent(editor, "draft", "evt_payment", { owner: "Payments" });
    const late = giveVerdict(reviewer, "draft", { verdict: "approve", expectedRevision: 1 });
    expect((await failure(late)).code).toBe("stale_revision");
  });

  it("whoever edited the branch approves nothing of it, nor the maker of the token that did", async () => {
    await editEvent(reviewer, "draft", "evt_payment", { owner: "Payments" });
    await askForReview(editor, "draft");
    expect((await failure(approve(reviewer))).fields[0]?.en).toContain("somebody else");
    const robot = { ...editor, actor: { kind: "token" as const, id: "tok_robot", name: "CI" } };
    await planDb().apiToken.create({
      data: {
        id: "tok_robot",
        projectId: owner.projectId,
        name: "CI",
        tokenHash: Buffer.from(owner.projectId),
        prefix: "gab",
        role: "editor",
        createdById: owner.actor.id,
      },
    });
    await editEvent(robot, "draft", "evt_payment", { owner: "Money" });
    expect((await failure(approve(owner))).fields[0]?.en).toContain("somebody else");
    expect((await failure(approve(robot))).fields[0]?.en).toContain("token");
    await planDb().apiToken.delete({ where: { id: "tok_robot" } });
  });

  it("withdrawing and closing end verdicts; a branch taken out again is asked for anew", async () => {
    await askForReview(editor, "draft");
    await approve(reviewer);
    await withdrawReview(editor, "draft");
    expect(await stateOf()).toBe("open");
    await askForReview(editor, "draft");
    await approve(reviewer);
    await closeBranch(editor, "draft");
    expect(await stateOf()).toBe("closed");
    expect((await failure(approve(reviewer))).code).toBe("conflict");
    await reopenBranch(editor, "draft");
    expect(await stateOf()).toBe("open");
    expect((await failure(reopenBranch(editor, "draft"))).fields[0]?.en).toContain("not closed");
    expect((await failure(mergeReviewed(editor, "draft"))).code).toBe("conflict");
  });

  it("viewers watch", async () => {
    const viewer = await here.person("Vic", "viewer");
    for (const act of [askForReview(viewer, "draft"), mergeReviewed(viewer, "draft"), approve(viewer)])
      expect((await failure(act)).code).toBe("forbidden");
    expect((await readReview(viewer, "draft")).branch.name).toBe("draft");
  });
});

describe("a protected main", () => {
  const edit = { command: "updatePlan", changes: { description: { en: "Edited" } } };

  it("takes no change but a merge, on any way there", async () => {
    await updateReviewRules(owner, { mainProtected: true });
    const { revision } = await loadPlan(owner);
    const ways = {
      edit: () => commitEdits(owner, "main", { expectedRevision: revision, edits: [edit] }),
      replaceObject: () =>
        commitEdits(owner, "main", {
          expectedRevision: revision,
          edits: [
            { command: "replaceObject", entry: { kind: "event", object: { ...referencePlan.events[0], owner: "x" } } },
          ],
        }),
      import: async () => {
        const plan = { ...referencePlan, slug: owner.slug, description: { en: "Other" } };
        const change = await importPlan(owner, "main", plan, { remove: true, clear: true });
        await commitEdits(owner, "main", { expectedRevision: change.revision, edits: change.edits, tolerant: true });
      },
    };
    const saved = await planDb().planEdit.findFirstOrThrow({
      where: { actorId: owner.actor.id, branch: { projectId: owner.projectId, name: "main" } },
      orderBy: { revision: "desc" },
    });
    const all = { ...ways, undo: () => undoRevision(owner, "main", saved.revision) };
    for (const [way, act] of Object.entries(all)) {
      const refused = await failure(act() as Promise<unknown>);
      expect([refused.code, refused.data.protected, refused.fields[0]?.en], way).toEqual([
        "conflict",
        true,
        PROTECTED.en,
      ]);
    }
    expect((await loadPlan(owner)).revision).toBe(revision);
    await draft();
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([{ code: "not_asked" }]);
    await askForReview(editor, "draft");
    await mergeReviewed(editor, "draft");
    expect((await publishPlan(owner, { notes: "Reviewed" })).version).toBe(1);
  });

  it("asks the owners of what a branch touches, and tells of owners nobody stands for", async () => {
    const workspace = await workspaceOf(owner);
    const team = await createTeam(workspace, { name: "Checkout" });
    await addToTeam(workspace, team.slug, reviewer.actor.id);
    await updateReviewRules(owner, { mainProtected: true });
    await createBranch(editor, { name: "draft" });
    await editEvent(editor, "draft", "evt_order_completed", { owner: "editor", description: { en: "Paid." } });
    await commitEdits(editor, "draft", {
      expectedRevision: 1,
      edits: [{ command: "updateBundle", id: "bdl_campaign", changes: { tags: { add: ["x"] } } }],
    });
    await askForReview(editor, "draft");
    expect((await listNotifications(reviewer)).items[0]).toMatchObject({ kind: "review_asked" });
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([
      { code: "owner", owner: "Checkout" },
    ]);
    await approve(owner);
    expect(await stateOf()).toBe("ready");
    await approve(reviewer);
    expect(await stateOf()).toBe("approved");
    const { facts } = await readReview(owner, "draft");
    expect(facts.owners.map(({ owner: name, state, by }) => [name, state, by])).toEqual([
      ["Checkout", "approved", "Rita"],
      ["Marketing", "unknown", undefined],
    ]);
    await mergeReviewed(editor, "draft");
  });
});

describe("an owner's agreement", () => {
  const OWNED = "evt_order_completed";
  let ada: AuthorizedProject;

  beforeEach(async () => {
    ada = await here.person("Ada");
    await editEvent(owner, "main", OWNED, { owner: "Ada" });
    await updateReviewRules(owner, { mainProtected: true });
    await createBranch(editor, { name: "draft" });
  });

  const owners = async () => (await readReview(owner, "draft")).facts.owners.map(({ state, by }) => [state, by]);

  it("is not had by taking the owner's name", async () => {
    await editEvent(editor, "draft", OWNED, { description: { en: "Mine now." } });
    await planDb().person.update({ where: { id: editor.actor.id }, data: { name: "ada" } });
    await askForReview(editor, "draft");
    expect(await owners()).toEqual([["missing", undefined]]);
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([{ code: "owner", owner: "Ada" }]);
    await approve(ada);
    await mergeReviewed(editor, "draft");
  });

  it("is to what the branch holds now: touching it once agrees to nothing that comes later", async () => {
    await editEvent(ada, "draft", "evt_search", { critical: true });
    await editEvent(editor, "draft", OWNED, { description: { en: "Mine now." } });
    await askForReview(editor, "draft");
    expect(await owners()).toEqual([["missing", undefined]]);
    expect((await failure(mergeReviewed(editor, "draft"))).code).toBe("conflict");
    await updateReviewRules(owner, { requiredApprovals: 1 });
    // As the owner of a part, even where she wrote another: that is no look of somebody else.
    await approve(ada);
    expect(await owners()).toEqual([["approved", "Ada"]]);
    expect((await failure(mergeReviewed(editor, "draft"))).data.obstacles).toEqual([
      { code: "approvals", have: 0, need: 1 },
    ]);
    expect((await failure(approve(ada))).fields[0]?.en).toContain("somebody else");
    await editEvent(editor, "draft", OWNED, { description: { en: "And more." } });
    expect(await owners()).toEqual([["missing", undefined]]);
    await approve(ada);
    await approve(reviewer);
    await mergeReviewed(editor, "draft");
  });

  it("is there where all of the branch is by the owner's own hand, and not by that of a token", async () => {
    await editEvent(ada, "draft", OWNED, { description: { en: "By me." } });
    await askForReview(ada, "draft");
    expect(await owners()).toEqual([["author", "Ada"]]);
    const id = "tok_ada";
    await planDb().apiToken.create({
      data: {
        id,
        projectId: owner.projectId,
        name: "CI",
        tokenHash: Buffer.from(`ada ${owner.projectId}`),
        prefix: "gab",
        role: "editor",
        createdById: ada.actor.id,
      },
    });
    const robot = { ...ada, actor: { kind: "token" as const, id, name: "CI" } };
    await createBranch(robot, { name: "by-token" });
    await editEvent(robot, "by-token", OWNED, { description: { en: "By a token." } });
    await askForReview(robot, "by-token");
    const { facts } = await readReview(owner, "by-token");
    expect(facts.owners.map(({ state }) => state)).toEqual(["missing"]);
    const told = (await readActivity(owner, "by-token")).map(({ kind, by }) => [kind, by]);
    expect(told).toEqual(["ready", "edited", "created"].map((kind) => [kind, "CI"]));
    await planDb().apiToken.delete({ where: { id } });
  });
});

it("rules are for admins, and within bounds", async () => {
  expect((await failure(updateReviewRules(editor, { mainProtected: true }))).code).toBe("forbidden");
  expect((await failure(updateReviewRules(owner, { requiredApprovals: 6 }))).code).toBe("invalid_input");
  expect((await failure(updateReviewRules(owner, { mostNewlyFailing: 101, mainProtected: true }))).code).toBe(
    "invalid_input",
  );
});

describe("with a back-test required", () => {
  const judged = async (failing: number) => {
    const { projectId } = owner;
    const totals = { failing, passing: 0, conformant: 1000 - failing, violating: 0 };
    const [branch, main] = [await loadPlan(owner, "draft"), await loadPlan(owner)];
    await planDb().backtest.create({
      data: {
        ...{ id: newId("bkt"), projectId, branch: "draft", revision: branch.revision, mainRevision: main.revision },
        ...{ publishedVersion: 0, days: 30, environment: "production", state: "done", startedByName: "Ada" },
        result: { totals },
      },
    });
  };
  const lacks = async () => (await failure(mergeReviewed(editor, "draft"))).data.obstacles;

  it("nothing is merged that traffic refuses, and nothing reaches main around it", async () => {
    expect((await failure(updateReviewRules(owner, { mostNewlyFailing: 1 }))).fields[0]?.en).toContain("reviews");
    await updateReviewRules(owner, { mostNewlyFailing: 1, mainProtected: true });
    expect((await failure(updateReviewRules(owner, { mainProtected: false }))).code).toBe("invalid_input");
    await draft();
    await askForReview(editor, "draft");
    expect(await lacks()).toContainEqual({ code: "backtest", reason: "none" });
    await judged(11);
    expect(await lacks()).toContainEqual({ code: "backtest", reason: "failing", failing: 11, judged: 1000, most: 1 });
    await judged(10);
    expect(JSON.stringify((await readReview(owner, "draft")).obstacles)).not.toContain("backtest");
    await editEvent(editor, "draft", "evt_payment", { description: { en: "Paid." } });
    expect(await lacks()).toContainEqual({ code: "backtest", reason: "stale" });
  });
});

it("a pipeline's branch that was sent to review meanwhile is not put away", async () => {
  await draft();
  const { projectId } = owner;
  const where = { projectId_name: { projectId, name: "draft" } };
  const closesAt = new Date(0);
  await planDb().planBranch.update({ where, data: { closesAt } });
  expect((await getBranchSummary(owner, "draft")).closesAt).toEqual(closesAt);
  await askForReview(editor, "draft");
  expect((await failure(closeBranch(owner, "draft", leftDrafts(Date.now())))).data).toEqual({ left: true });
  expect((await getBranchSummary(owner, "draft")).closesAt).toBeNull();
  await withdrawReview(editor, "draft");
  // What happened says why.
  for (const [project, cause] of [[owner, "pipeline"] as const, [{ ...owner, actor: SYSTEM_ACTOR }, "day"] as const]) {
    await closeBranch(project, "draft", leftDrafts(Date.now()));
    expect(await getBranchSummary(owner, "draft")).toMatchObject({ state: "closed", closesAt: null });
    expect((await readActivity(owner, "draft"))[0]).toMatchObject({ kind: "closed", detail: { cause } });
    await reopenBranch(owner, "draft");
  }
});

it("a review that is asked for is told to whoever may approve, also where the project requires no approval", async () => {
  await draft();
  await askForReview(editor, "draft");
  expect((await listNotifications(reviewer)).items).toMatchObject([
    { kind: "review_asked", payload: { branch: "draft" } },
  ]);
  expect((await listNotifications(editor)).items).toEqual([]);
});

it("notifications are one's own, and read once", async () => {
  await draft();
  await askForReview(editor, "draft");
  await approve(reviewer);
  expect(await countUnread(editor)).toBe(1);
  const [notice] = (await listNotifications(editor)).items;
  expect(notice).toMatchObject({ kind: "approved", payload: { branch: "draft", by: "Rita" }, readAt: null });
  await markRead(reviewer, [notice?.id ?? ""]);
  expect(await countUnread(editor)).toBe(1);
  await markRead(editor);
  expect(await countUnread(editor)).toBe(0);
});
