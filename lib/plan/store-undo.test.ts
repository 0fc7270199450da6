import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld, outcome } from "../access/testing.ts";
import { usePlanDb } from "../store/testing.ts";
import type { Edit } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { referencePlan } from "./reference-plan.ts";
import { loadPlan, MAIN } from "./store.ts";
import { commitEdits } from "./store-commit.ts";
import { branchHistory } from "./store-history.ts";
import { undoRevision } from "./store-undo.ts";

usePlanDb();

const EVENT = "evt_signed_up";
let owner: AuthorizedProject;
let editor: AuthorizedProject;

async function save(project: AuthorizedProject, ...edits: Edit[]): Promise<number> {
  const { revision } = await loadPlan(project);
  return (await commitEdits(project, MAIN, { expectedRevision: revision, edits })).revision;
}

const owned = (by: string): Edit => ({ command: "updateEvent", id: EVENT, changes: { owner: by } });
const renamed = (name: string): Edit => ({ command: "renameEvent", id: EVENT, name });

beforeEach(async () => {
  const world = await makeWorld();
  owner = await asProject(world, "owner");
  editor = await asProject(world, "editor");
  const start = await loadPlan(owner);
  await save(owner, ...editsBetween(start.plan, { ...referencePlan, slug: owner.slug }));
});

it("takes a change back, and that again, each as a change in the history", async () => {
  const { plan: before } = await loadPlan(owner);
  const revision = await save(owner, renamed("Account Created"), owned("growth"));
  const { plan: after } = await loadPlan(owner);
  const undone = await undoRevision(owner, MAIN, revision);
  expect(undone.plan).toEqual(before);
  const redone = await undoRevision(owner, MAIN, undone.revision);
  expect(redone.plan).toEqual(after);
  const [last] = await branchHistory(owner, { limit: 1 });
  expect(last).toMatchObject({ revision: revision + 2, by: owner.actor.name });
  expect(last?.fields).toContain(`event/${EVENT}/name`);
});

it("brings removed events back with everything that referred to them", async () => {
  const { plan: before } = await loadPlan(owner);
  const gone = before.events.slice(1, 4);
  const revision = await save(
    owner,
    ...gone.map(({ id }): Edit => ({ command: "removeObject", kind: "event", id, cascade: true })),
  );
  expect((await loadPlan(owner)).plan.events).toHaveLength(before.events.length - 3);
  expect((await undoRevision(owner, MAIN, revision)).plan).toEqual(before);
});

it("leaves what somebody else wrote in other fields, and touches no field but its own", async () => {
  const revision = await save(owner, renamed("Account Created"));
  await save(editor, owned("somebody else"));
  const { plan } = await undoRevision(owner, MAIN, revision);
  const event = plan.events.find(({ id }) => id === EVENT);
  expect(event).toMatchObject({ name: "Signed Up", owner: "somebody else" });
  const [last] = await branchHistory(owner, { limit: 1 });
  expect(last?.edits).toEqual([{ command: "renameEvent", id: EVENT, name: "Signed Up", keepFormerName: false }]);
});

it("is refused where somebody changed the same field since, and writes nothing", async () => {
  const revision = await save(owner, owned("mine"));
  const after = await save(editor, owned("theirs"));
  await expect(undoRevision(owner, MAIN, revision)).rejects.toMatchObject({
    code: "stale_revision",
    data: { fields: [{ path: `event/${EVENT}/owner`, by: editor.actor.name, current: "theirs" }] },
  });
  expect((await loadPlan(owner)).revision).toBe(after);
});

it("is only for who made the change, and only for editors", async () => {
  const revision = await save(owner, owned("mine"));
  expect(await outcome(undoRevision(editor, MAIN, revision))).toBe("conflict");
  expect(await outcome(undoRevision({ ...owner, role: "viewer" }, MAIN, revision))).toBe("forbidden");
  expect(await outcome(undoRevision(owner, MAIN, 999))).toBe("not_found");
});
