/** What a save is answered, when nobody and when somebody else changed the plan since it was looked at. */

import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { asProject, makeWorld } from "../../../../../lib/access/testing.ts";
import { editsBetween } from "../../../../../lib/plan/edit-between.ts";
import { referencePlan } from "../../../../../lib/plan/reference-plan.ts";
import { loadPlan, MAIN } from "../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../lib/plan/store-commit.ts";
import { usePlanDb } from "../../../../../lib/store/testing.ts";
import { answerCommit } from "./commit-answer.ts";

usePlanDb();

let project: AuthorizedProject;
let revision: number;

beforeEach(async () => {
  project = await asProject(await makeWorld());
  const start = await loadPlan(project);
  const edits = editsBetween(start.plan, { ...referencePlan, slug: project.slug });
  revision = (await commitEdits(project, MAIN, { expectedRevision: start.revision, edits })).revision;
});

const owned = (event: string, owner: string) => ({
  command: "updateEvent" as const,
  id: event,
  changes: { owner },
});

const save = (event: string, owner: string, at: number) =>
  answerCommit(project, { branch: MAIN, revision: at, edits: [owned(event, owner)], focus: undefined }, "en");

it("alone: only the event that changed", async () => {
  const answer = await save("evt_signed_up", "Accounts", revision);
  expect(answer).toMatchObject({ ok: true, revision: revision + 1, whole: false, rows: [{ id: "evt_signed_up" }] });
});

it("after somebody else: every event as it is now, so that nothing of an older revision is edited under the newest", async () => {
  await commitEdits(project, MAIN, { expectedRevision: revision, edits: [owned("evt_search", "Somebody else")] });
  const answer = await save("evt_signed_up", "Accounts", revision);
  expect(answer).toMatchObject({ ok: true, revision: revision + 2, whole: true });
  const rows = answer.ok ? answer.rows : [];
  expect(rows).toHaveLength(referencePlan.events.length);
  expect(rows.find(({ id }) => id === "evt_search")).toMatchObject({ owner: "Somebody else" });
});

it("late for the same field: refused, with both values and every event as it is now", async () => {
  await commitEdits(project, MAIN, { expectedRevision: revision, edits: [owned("evt_signed_up", "Somebody else")] });
  const answer = await save("evt_signed_up", "Accounts", revision);
  expect(answer).toMatchObject({
    ok: false,
    reason: "stale",
    whole: true,
    fields: [{ mine: "Accounts", theirs: "Somebody else" }],
  });
});

const OTHER = (project: AuthorizedProject): AuthorizedProject => ({
  ...project,
  actor: { ...project.actor, id: "usr_other", name: "Other" },
});

it("names the revision it made and never somebody else's", async () => {
  await expect(save("evt_signed_up", "Accounts", revision)).resolves.toMatchObject({ made: revision + 1 });
  // The same once more changes nothing, whatever somebody else does in between.
  const [, answer] = await Promise.all([
    commitEdits(OTHER(project), MAIN, { expectedRevision: revision + 1, edits: [owned("evt_search", "Other")] }),
    save("evt_signed_up", "Accounts", revision + 1),
  ]);
  expect(answer).toMatchObject({ ok: true, made: undefined });
});

it("takes a save that had to wait although the same window has changed that field since; not when somebody else has", async () => {
  await commitEdits(OTHER(project), MAIN, { expectedRevision: revision, edits: [owned("evt_search", "Other")] });
  const first = await save("evt_signed_up", "First", revision);
  const own = first.ok && first.made !== undefined ? [first.made] : [];
  const request = { branch: MAIN, revision, focus: undefined, own };
  const second = { ...request, edits: [owned("evt_signed_up", "Second")] };
  await expect(answerCommit(project, second, "en")).resolves.toMatchObject({ ok: true, made: revision + 3 });
  const over = { ...request, edits: [owned("evt_search", "Mine")], own: [...own, revision + 1, revision + 3] };
  await expect(answerCommit(project, over, "en")).resolves.toMatchObject({ ok: false, reason: "stale" });
});

it("takes it for saved when the plan says so already", async () => {
  await commitEdits(OTHER(project), MAIN, { expectedRevision: revision, edits: [owned("evt_signed_up", "Accounts")] });
  const again = await save("evt_signed_up", "Accounts", revision);
  expect(again).toMatchObject({ ok: true, made: undefined, revision: revision + 1 });
});

it("knows edits whose answer was lost on its way, whatever somebody else has made of them since", async () => {
  await save("evt_signed_up", "Accounts", revision);
  const again = await save("evt_signed_up", "Accounts", revision);
  expect(again).toMatchObject({ ok: true, made: revision + 1, revision: revision + 1 });
  const edits = [owned("evt_signed_up", "Other")];
  await commitEdits(OTHER(project), MAIN, { expectedRevision: revision + 1, edits });
  const late = await save("evt_signed_up", "Accounts", revision);
  expect(late).toMatchObject({ ok: true, made: revision + 1, revision: revision + 2, whole: true });
  // What its window knows to be saved is another change, and so is the same of somebody else.
  const request = { branch: MAIN, revision, edits: [owned("evt_signed_up", "Accounts")], focus: undefined };
  const anew = answerCommit(project, { ...request, own: [revision + 1] }, "en");
  await expect(anew).resolves.toMatchObject({ ok: false, reason: "stale" });
  const theirs = answerCommit(OTHER(project), request, "en");
  await expect(theirs).resolves.toMatchObject({ ok: false, reason: "stale" });
});
