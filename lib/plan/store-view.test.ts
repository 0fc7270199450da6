import { beforeEach, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld, outcome } from "../access/testing.ts";
import { usePlanDb } from "../store/testing.ts";
import { createView, deleteView, listViews, updateView } from "./store-view.ts";

usePlanDb();

const VIEW = { filter: { q: "order", status: ["draft"] }, sort: "owner", columns: ["name", "owner"] };
let owner: AuthorizedProject;
let editor: AuthorizedProject;
let viewer: AuthorizedProject;

beforeEach(async () => {
  const world = await makeWorld();
  owner = await asProject(world, "owner");
  editor = await asProject(world, "editor");
  viewer = await asProject(world, "viewer");
});

const names = async (project: AuthorizedProject) => (await listViews(project)).map(({ name }) => name);

it("is its owner's until it is shared", async () => {
  const made = await createView(editor, { name: " Drafts ", shared: false, view: VIEW });
  expect(made).toMatchObject({ name: "Drafts", own: true, editable: true, revision: 1, view: VIEW });
  expect(await names(owner)).toEqual([]);
  const shared = await updateView(editor, made.id, 1, { shared: true });
  expect(shared.revision).toBe(2);
  expect(await listViews(viewer)).toMatchObject([
    { name: "Drafts", own: false, editable: false, ownerName: editor.actor.name },
  ]);
  expect(await listViews(owner)).toMatchObject([{ own: false, editable: true }]);
});

it("belongs to one person each: names may repeat between people, not for one", async () => {
  await createView(editor, { name: "Mine", shared: true, view: VIEW });
  await createView(owner, { name: "Mine", shared: true, view: VIEW });
  expect(await names(viewer)).toEqual(["Mine", "Mine"]);
  expect(await outcome(createView(editor, { name: "Mine", shared: false, view: VIEW }))).toBe("conflict");
  expect(await outcome(createView(editor, { name: "  ", shared: false, view: VIEW }))).toBe("invalid_input");
});

it("is changed and deleted by its owner, and by admins once shared", async () => {
  const made = await createView(editor, { name: "Drafts", shared: true, view: VIEW });
  expect(await outcome(updateView(viewer, made.id, 1, { name: "Stolen" }))).toBe("forbidden");
  await updateView(owner, made.id, 1, { name: "Renamed" });
  expect(await outcome(updateView(editor, made.id, 1, { name: "Late" }))).toBe("stale_revision");
  const gone = await deleteView(editor, made.id, 2);
  expect(gone).toMatchObject({ name: "Renamed", view: VIEW });
  expect(await names(editor)).toEqual([]);
});

it("is kept by readers for themselves, never shared by them, and never seen elsewhere", async () => {
  const made = await createView(viewer, { name: "Reading", shared: false, view: VIEW });
  expect(await outcome(createView(viewer, { name: "All", shared: true, view: VIEW }))).toBe("forbidden");
  expect(await outcome(updateView(viewer, made.id, 1, { shared: true }))).toBe("forbidden");
  expect(await outcome(updateView(owner, made.id, 1, { name: "Taken" }))).toBe("not_found");
  const elsewhere = await asProject(await makeWorld());
  expect(await outcome(deleteView(elsewhere, made.id, 1))).toBe("not_found");
});
