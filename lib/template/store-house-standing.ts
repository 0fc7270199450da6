/** What a project took of templates of the house. A branch that was put away took nothing; one that is merged did. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { MAIN } from "../plan/store.ts";
import { planDb } from "../store/plan-db.ts";
import type { HouseApplication, Prisma } from "../store/prisma-client/client.ts";
import { NO_PLACEMENT, type Placement } from "./house-place.ts";

export interface HouseStanding {
  /** The version in the project's plan. */
  readonly applied?: {
    readonly id: string;
    readonly version: number;
    readonly at: Date;
  };
  /** A branch that would bring a version, not merged yet. */
  readonly pending?: { readonly version: number; readonly branch: string };
  /** A later version that was neither taken nor put aside. */
  readonly offer?: number;
}

interface Latest {
  readonly id: string;
  readonly latestVersion: number;
}
type Row = Omit<HouseApplication, "placement"> & {
  readonly branch: { readonly name: string; readonly mergedAt: Date | null; readonly closedAt: Date | null };
};

const NEWEST = [{ appliedAt: "desc" }, { id: "desc" }] as const;

/** Where a version changed nothing of the plan it stands on main itself. */
function isTaken({ branch }: Row): boolean {
  return branch.mergedAt !== null || branch.name === MAIN;
}

/** Where the objects and cohorts of a template stand in the project that took it. */
export async function placementIn(
  { projectId }: AuthorizedProject,
  { id }: { readonly id: string },
  db: Prisma.TransactionClient = planDb(),
): Promise<Placement> {
  const rows = await db.houseApplication.findMany({
    where: { projectId, templateId: id, branch: { OR: [{ mergedAt: { not: null } }, { name: MAIN }] } },
    select: { placement: true },
    orderBy: [...NEWEST],
  });
  const placements = rows.map(({ placement }) => placement as unknown as Placement);
  // Cohorts were created one by one, whichever version was the latest then.
  const cohorts = Object.assign({}, ...placements.toReversed().map((one) => one.cohorts)) as Placement["cohorts"];
  return { ...NO_PLACEMENT, ...placements[0], cohorts };
}

/** `rows` newest first. */
function standingOf({ latestVersion }: Latest, rows: readonly Row[]): HouseStanding {
  const taken = rows.filter(isTaken);
  const [last] = taken;
  const open = rows.find((row) => !isTaken(row) && row.branch.closedAt === null);
  const pending = open === undefined ? {} : { pending: { version: open.version, branch: open.branch.name } };
  if (last === undefined) return pending;
  const { id, version, appliedAt, dismissed } = last;
  const applied = { id, version, at: appliedAt };
  const isNews = latestVersion > Math.max(version, dismissed, open?.version ?? 0);
  return { applied, ...pending, ...(isNews ? { offer: latestVersion } : {}) };
}

/** Where the project stands with each of the templates, in their order. */
export async function standingsOf(
  { projectId }: AuthorizedProject,
  templates: readonly Latest[],
): Promise<readonly HouseStanding[]> {
  if (templates.length === 0) return [];
  const rows = await planDb().houseApplication.findMany({
    where: { projectId, templateId: { in: templates.map(({ id }) => id) } },
    include: { branch: { select: { name: true, mergedAt: true, closedAt: true } } },
    omit: { placement: true },
    orderBy: [...NEWEST],
  });
  return templates.map((template) =>
    standingOf(
      template,
      rows.filter(({ templateId }) => templateId === template.id),
    ),
  );
}

/** Puts the offer of a version aside; the next one is offered again. Editors and above. */
export async function dismissOffer(project: AuthorizedProject, { id, latestVersion }: Latest): Promise<void> {
  requireRole(project, "editor");
  const [standing] = await standingsOf(project, [{ id, latestVersion }]);
  if (standing?.applied === undefined) throw new UserError("not_found");
  await planDb().houseApplication.update({
    where: { id: standing.applied.id },
    data: { dismissed: latestVersion },
  });
}
