/** Mappings of a project: who may save, approve and delete one, and which document is in force meanwhile. */

import { expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makeWorld, outcome } from "../access/testing.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { type Mapping, mappingSchema } from "./mapping.ts";
import { approveMapping, deleteMapping, getMapping, listMappings, saveMapping } from "./store.ts";

usePlanDb();

const PEOPLE: Mapping = mappingSchema.parse({
  ...{ name: "people", target: { kind: "user" }, only: [], key: ["id"], userId: "id", values: [] },
  time: { from: "at", format: "iso", zone: "UTC" },
});

async function publish({ projectId }: AuthorizedProject): Promise<void> {
  const { hash, plan, eventVersions } = freezePlan(referencePlan);
  await planDb().planVersion.create({
    data: { projectId, version: 1, hash, document: plan as object, eventVersions, publishedBy: "Ana" },
  });
}

it("is in force as it was approved: by somebody else, or by an admin, and not where it does not fit the plan", async () => {
  const world = await makeWorld();
  const [viewer, editor, admin] = await Promise.all(
    (["viewer", "editor", "admin"] as const).map((role) => asProject(world, role)),
  );
  if (viewer === undefined || editor === undefined || admin === undefined) throw new Error("Three roles");

  expect(await outcome(saveMapping(viewer, PEOPLE, 0))).toBe("forbidden");
  expect(await saveMapping(editor, PEOPLE, 0)).toMatchObject({ state: "waiting", revision: 1, approved: null });
  expect(await outcome(saveMapping(admin, PEOPLE, 0))).toBe("stale_revision");
  expect(await outcome(approveMapping(admin, "people", 1))).toBe("invalid_input");
  await publish(admin);
  expect(await outcome(approveMapping(viewer, "people", 1))).toBe("forbidden");
  expect(await outcome(approveMapping(editor, "people", 1))).toBe("forbidden");
  expect(await outcome(approveMapping(admin, "people", 2))).toBe("stale_revision");
  expect(await approveMapping(admin, "people", 1)).toMatchObject({ state: "approved", approved: PEOPLE });

  const broken: Mapping = { ...PEOPLE, target: { kind: "event", eventId: "evt_gone" } };
  expect(await saveMapping(admin, broken, 1)).toMatchObject({ state: "waiting", revision: 2, approved: PEOPLE });
  expect(await outcome(approveMapping(editor, "people", 2))).toBe("invalid_input");
  const revised: Mapping = { ...PEOPLE, revise: true };
  await saveMapping(admin, revised, 2);
  expect(await approveMapping(editor, "people", 3)).toMatchObject({ state: "approved", approved: revised });
  expect(await outcome(getMapping(await asProject(await makeWorld()), "people"))).toBe("not_found");

  expect(await outcome(deleteMapping(editor, "people"))).toBe("forbidden");
  await deleteMapping(admin, "people");
  expect(await listMappings(admin)).toEqual([]);
  const entries = await planDb().auditEntry.findMany({
    where: { projectId: admin.projectId, target: "people" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action.replace("mapping.", ""))).toEqual([
    ...["save", "approve", "save", "save", "approve", "delete"],
  ]);
});
