/** A project with a published plan in the test's own plan store. */

import { authorizeSystem } from "../../access/authorize.ts";
import type { AuthorizedProject } from "../../access/authorized.ts";
import { newId } from "../../base/id.ts";
import type { Plan } from "../../plan/plan.ts";
import { createPlan } from "../../plan/store.ts";
import { publishPlan } from "../../plan/store-publish.ts";
import { listSlots } from "../../plan/store-slots.ts";
import { planDb } from "../../store/plan-db.ts";
import { indexSlots, type PropertySlots } from "../property-slots.ts";

let made = 0;

export interface ProjectSettings {
  readonly timeZone?: string;
  readonly weekStart?: number;
}

export async function publishedProject(
  plan: Plan,
  settings: ProjectSettings = {},
): Promise<{ readonly project: AuthorizedProject; readonly slots: PropertySlots }> {
  made += 1;
  const slug = `world-${made}`;
  const workspaceId = newId("wsp");
  const projectId = newId("prj");
  await planDb().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  await planDb().project.create({ data: { id: projectId, workspaceId, slug, name: slug, ...settings } });
  const project = await authorizeSystem(slug);
  await planDb().$transaction((db) => createPlan(db, { projectId, slug, plan, actor: project.actor }));
  await publishPlan(project, { notes: "" });
  return { project, slots: indexSlots(await listSlots(projectId)) };
}
