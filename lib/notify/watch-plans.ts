/** Edits and versions that were not told of yet, as happenings. Each is told of exactly once: a branch and a project remember how far. */

import { authorizeSystem } from "../access/authorize.ts";
import { diffPlans } from "../plan/diff.ts";
import type { Plan } from "../plan/plan.ts";
import { loadPlan, MAIN } from "../plan/store.ts";
import type { RecordedCommand } from "../plan/store-branch-state.ts";
import { latestVersion, loadVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import { concernedBy } from "./concerned.ts";
import { happen, type NewHappening } from "./happening.ts";
import { patiently } from "./patience.ts";

const BRANCHES_AT_ONCE = 50;
const EDITS_AT_ONCE = 500;

interface Behind {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly toldRevision: number;
  readonly projectId: string;
  readonly slug: string;
}

/** Who changed what since the last time. */
interface Work {
  readonly actorId: string | null;
  readonly by: string;
  readonly ids: Set<string>;
}

async function workOn({
  id,
  toldRevision,
}: Behind): Promise<{ readonly works: readonly Work[]; readonly upTo: number }> {
  const rows = await planDb().planEdit.findMany({
    where: { branchId: id, revision: { gt: toldRevision } },
    orderBy: { revision: "asc" },
    take: EDITS_AT_ONCE,
  });
  const works = new Map<string, Work>();
  for (const { actorId, actorName, objectIds, command } of rows) {
    // Bringing main's changes in is nobody's edit.
    if ((command as unknown as RecordedCommand).rebased !== undefined) continue;
    const key = actorId ?? "";
    const work = works.get(key) ?? { actorId, by: actorName, ids: new Set<string>() };
    for (const object of objectIds) work.ids.add(object);
    works.set(key, work);
  }
  return { works: [...works.values()], upTo: rows.at(-1)?.revision ?? toldRevision };
}

async function tellEdits(behind: Behind): Promise<boolean> {
  const project = await authorizeSystem(behind.slug);
  const { works, upTo } = await workOn(behind);
  // A branch may have moved on without edits that are kept one by one.
  const told = upTo === behind.toldRevision ? behind.revision : upTo;
  const plans: Plan[] = [(await loadPlan(project, behind.name)).plan];
  if (behind.name !== MAIN) plans.push((await loadPlan(project)).plan);
  const published = await latestVersion(project.projectId);
  if (published !== undefined) plans.push(published.plan);
  const happenings = works.map(({ actorId, by, ids }): NewHappening => {
    const concerned = concernedBy(plans, ids);
    return {
      kind: "changed",
      actorId,
      dedupeKey: `changed:${behind.id}:${told}:${actorId ?? ""}`,
      payload: { branch: behind.name, by, concerned },
    };
  });
  await planDb().$transaction(async (db) => {
    await happen(db, project.projectId, happenings);
    await db.planBranch.updateMany({
      where: { id: behind.id, toldRevision: behind.toldRevision },
      data: { toldRevision: told },
    });
  });
  return true;
}

async function tellVersions(slug: string, toldVersion: number): Promise<boolean> {
  const project = await authorizeSystem(slug);
  const { projectId } = project;
  const rows = await planDb().planVersion.findMany({
    where: { projectId, version: { gt: toldVersion } },
    select: { version: true, publishedById: true, publishedBy: true },
    orderBy: { version: "asc" },
    take: 20,
  });
  for (const { version, publishedById, publishedBy } of rows) {
    const { plan } = await loadVersion(projectId, version);
    const before = version > 1 ? (await loadVersion(projectId, version - 1)).plan : undefined;
    const ids =
      before === undefined
        ? plan.events.map(({ id }) => id)
        : diffPlans(before, plan).flatMap(({ objectId, events }) => [objectId, ...events]);
    const concerned = concernedBy(before === undefined ? [plan] : [plan, before], new Set(ids));
    await planDb().$transaction(async (db) => {
      await happen(db, projectId, [
        {
          kind: "published",
          actorId: publishedById,
          dedupeKey: `published:${version}`,
          payload: { by: publishedBy, version, concerned },
        },
      ]);
      await db.project.updateMany({
        where: { id: projectId, toldVersion: { lt: version } },
        data: { toldVersion: version },
      });
    });
  }
  return true;
}

/** Turns what was edited and published since the last time into happenings. */
export async function watchPlans(): Promise<void> {
  const branches = await planDb().$queryRaw<Behind[]>`
    select b."id", b."name", b."revision", b."toldRevision", b."projectId", p."slug"
    from "PlanBranch" b join "Project" p on p."id" = b."projectId"
    where b."revision" > b."toldRevision" limit ${BRANCHES_AT_ONCE}`;
  for (const behind of branches) {
    const { id, toldRevision, revision } = behind;
    await patiently(
      `branch ${id}`,
      () => tellEdits(behind),
      () => planDb().planBranch.updateMany({ where: { id, toldRevision }, data: { toldRevision: revision } }),
    );
  }
  const projects = await planDb().$queryRaw<{ slug: string; toldVersion: number }[]>`
    select p."slug", p."toldVersion" from "Project" p
    where exists (select 1 from "PlanVersion" v where v."projectId" = p."id" and v."version" > p."toldVersion")
    limit ${BRANCHES_AT_ONCE}`;
  for (const { slug, toldVersion } of projects) {
    await patiently(
      `versions ${slug}`,
      () => tellVersions(slug, toldVersion),
      () => planDb().project.updateMany({ where: { slug }, data: { toldVersion: { increment: 1 } } }),
    );
  }
}
