import { beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { isUserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { clearProcessState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { draftEvent } from "./edit-draft.ts";
import { emptyPlan } from "./new-object.ts";
import { createPlan, loadPlan } from "./store.ts";
import { commitEdits } from "./store-commit.ts";
import { planAt } from "./store-history.ts";
import { publishPlan } from "./store-publish.ts";
import { listVersions, loadVersion } from "./store-version.ts";

usePlanDb();

const EDITORS = 20;
const ROUNDS = 5;

let project: AuthorizedProject;

const as = (name: string): AuthorizedProject => ({ ...project, actor: { kind: "person", id: `per_${name}`, name } });

beforeEach(async () => {
  const db = planDb();
  const slug = newId("prj").slice(4);
  const workspace = await db.workspace.create({ data: { id: newId("wsp"), slug, name: slug } });
  const row = await db.project.create({ data: { id: newId("prj"), workspaceId: workspace.id, slug, name: slug } });
  project = {
    projectId: row.id,
    number: row.number,
    workspaceId: workspace.id,
    slug,
    name: slug,
    role: "editor",
    actor: { kind: "system", id: "system", name: "system" },
    timeZone: "UTC",
    weekStart: 1,
    currency: "EUR",
  } as unknown as AuthorizedProject;
  const base = emptyPlan(slug);
  const events = Array.from({ length: EDITORS }, (_, index) =>
    draftEvent(base, { id: `evt_${index}`, name: `Event ${index}`, identifier: `event${index}` }),
  );
  await db.$transaction((tx) =>
    createPlan(tx, { projectId: row.id, slug, plan: { ...base, events }, actor: project.actor }),
  );
});

/** Runs the act; true when it was accepted, false when it was refused with 409. Anything else fails the test. */
async function accepted(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (isUserError(error) && error.status === 409) return false;
    throw error;
  }
}

describe("twenty editors who also publish", () => {
  it("lose no edit and leave no gap between versions", async () => {
    const taken: string[] = [];
    let refusedPublishes = 0;
    await Promise.all(
      Array.from({ length: EDITORS }, async (_, editor) => {
        for (let round = 0; round < ROUNDS; round++) {
          const { revision } = await loadPlan(project);
          const tag = `e${editor}-r${round}`;
          const edits = [
            { command: "updateEvent", id: `evt_${(editor + round) % EDITORS}`, changes: { tags: { add: [tag] } } },
          ];
          if (await accepted(() => commitEdits(as(`e${editor}`), "main", { expectedRevision: revision, edits })))
            taken.push(tag);
          const seen = await loadPlan(project);
          const published = await accepted(() =>
            publishPlan(as(`e${editor}`), { notes: tag, expectedRevision: seen.revision }),
          );
          if (!published) refusedPublishes += 1;
        }
      }),
    );
    expect(taken).toHaveLength(EDITORS * ROUNDS);
    clearProcessState("planBranches");
    clearProcessState("planVersions");
    const { plan, revision } = await loadPlan(project);
    expect(plan.events.flatMap(({ tags }) => tags).toSorted()).toEqual(taken.toSorted());
    expect(revision).toBe(EDITORS * ROUNDS);
    expect(await planAt(project, "main", revision)).toEqual(plan);
    const versions = (await listVersions(project)).map(({ version }) => version);
    expect(versions.toReversed()).toEqual(versions.map((_, index) => index + 1));
    expect(versions.length + refusedPublishes).toBe(EDITORS * ROUNDS);
    // Each version holds every edit of the one before it: none was published from an older state.
    let before = new Set<string>();
    for (const version of versions.toReversed()) {
      const tags = new Set((await loadVersion(project.projectId, version)).plan.events.flatMap((event) => event.tags));
      for (const tag of before) expect(tags).toContain(tag);
      before = tags;
    }
  }, 120_000);

  it("win one by one where they change the same field, and the others are told", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: EDITORS }, (_, editor) =>
        accepted(() =>
          commitEdits(as(`e${editor}`), "main", {
            expectedRevision: 0,
            edits: [{ command: "updateEvent", id: "evt_0", changes: { owner: `e${editor}` } }],
          }),
        ),
      ),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const { plan, revision } = await loadPlan(project);
    expect(revision).toBe(1);
    expect(plan.events[0]?.owner).toBe(`e${outcomes.indexOf(true)}`);
  }, 60_000);

  it("are kept apart by the database too, without the queue of one process", async () => {
    const apart = Array.from({ length: 8 }, (_, editor) =>
      accepted(() => {
        clearProcessState("planTurns");
        clearProcessState("planBranches");
        return commitEdits(as(`e${editor}`), "main", {
          expectedRevision: 0,
          edits: [{ command: "updateEvent", id: `evt_${editor}`, changes: { owner: `e${editor}` } }],
        });
      }),
    );
    expect(await Promise.all(apart)).toEqual(apart.map(() => true));
    clearProcessState("planBranches");
    const { plan, revision } = await loadPlan(project);
    expect(revision).toBe(8);
    expect(plan.events.slice(0, 8).map((event) => event.owner)).toEqual(apart.map((_, editor) => `e${editor}`));
  }, 60_000);
});
