/** Cohorts of a template in a project that took it: they become ordinary saved cohorts once the plan with their events is published. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { bindCriterion } from "../analysis/bind/bind.ts";
import { createCohort, listCohorts, type SavedCohort, updateCohort } from "../analysis/cohort/store.ts";
import { namesIn } from "../analysis/used-names.ts";
import { type FieldError, isUserError, UserError } from "../base/error.ts";
import { EVENT_ROLES, type EventRole, type Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import type { HouseCohort, HouseContent } from "./house.ts";
import { type HouseChoice, saidOf } from "./house-choice.ts";
import { cohortHash, criterionIn, type WaitingCohort, waitingCohorts } from "./house-cohort.ts";
import type { PlacedCohort, Placement } from "./house-place.ts";
import { cohortsIn } from "./house-select.ts";
import { houseContentAt, type OpenedHouse } from "./store-house.ts";
import { placementIn } from "./store-house-standing.ts";

/** Roles that the cohorts of a template bind to, and that neither its events nor those of the plan have. */
export function unfilledRoles({ plan, cohorts }: HouseContent, project: Plan): readonly EventRole[] {
  const filled = new Set([...plan.events, ...project.events].flatMap(({ roles }) => roles));
  const needed = new Set(namesIn(cohorts.map(({ criterion }) => criterion)).roles);
  return EVENT_ROLES.filter((role) => needed.has(role) && !filled.has(role));
}

export interface ShownWaiting extends WaitingCohort {
  /** What the published plan still lacks for it. */
  readonly missing: readonly FieldError[];
}

/** Each after those it is made of. */
function inOrder(cohorts: readonly HouseCohort[]): readonly HouseCohort[] {
  const byKey = new Map(cohorts.map((cohort) => [cohort.key, cohort]));
  const done = new Set<HouseCohort>();
  const visit = (cohort: HouseCohort, above: readonly string[]): void => {
    if (done.has(cohort) || above.includes(cohort.key)) return;
    for (const key of cohortsIn(cohort.criterion)) {
      const inner = byKey.get(key);
      if (inner !== undefined) visit(inner, [...above, cohort.key]);
    }
    done.add(cohort);
  };
  for (const cohort of cohorts) visit(cohort, []);
  return [...done];
}

interface Known {
  readonly saved: readonly SavedCohort[];
  readonly waiting: readonly WaitingCohort[];
  readonly placement: Placement;
  readonly applicationId: string;
}

async function waitingIn(project: AuthorizedProject, house: OpenedHouse): Promise<Known | undefined> {
  const { applied } = house.standing;
  if (applied === undefined) return undefined;
  const [content, saved, placement] = await Promise.all([
    houseContentAt(house.id, applied.version),
    listCohorts(project),
    placementIn(project, house),
  ]);
  const waiting = waitingCohorts(inOrder(content.cohorts), placement, saved);
  return { saved, waiting, placement, applicationId: applied.id };
}

const UNPUBLISHED: FieldError = {
  path: "",
  en: "No plan is published yet. Publish the plan first.",
  fr: "Aucun plan n’est encore publié. Publiez d’abord le plan.",
};

/** Cohorts of the version the project took that it could still have, with what each lacks. */
export async function listWaitingCohorts(
  project: AuthorizedProject,
  house: OpenedHouse,
): Promise<readonly ShownWaiting[]> {
  const known = await waitingIn(project, house);
  if (known === undefined || known.waiting.length === 0) return [];
  const published = await latestVersion(project.projectId);
  // Those that stand before it in the list are there when its turn comes.
  const coming = known.waiting.map(({ cohort }) => ({ ...cohort, id: cohort.key }));
  return known.waiting.map((one) => {
    if (published === undefined) return { ...one, missing: [UNPUBLISHED] };
    const criterion = criterionIn(known.placement, one.cohort.criterion);
    const bound = bindCriterion(published.plan, criterion, { cohorts: [...known.saved, ...coming] });
    return { ...one, missing: bound.ok ? [] : bound.errors };
  });
}

export interface TakenCohorts {
  readonly taken: readonly string[];
  readonly refused: readonly { readonly name: string; readonly fields: readonly FieldError[] }[];
}

/** Creates or updates one cohort as was decided; undefined where nothing was asked for: it waits on. */
async function take(
  project: AuthorizedProject,
  { saved, placement }: Known,
  { cohort, state }: WaitingCohort,
  choice: HouseChoice,
): Promise<PlacedCohort | undefined> {
  const hash = cohortHash(cohort);
  const linked = saidOf(placement.cohorts, cohort.key);
  const present = saved.find((one) => (state === "changed" ? one.id === linked?.id : one.name === cohort.name));
  const criterion = criterionIn(placement, cohort.criterion);
  const { name, description } = cohort;
  if ("rename" in choice) {
    return { id: (await createCohort(project, { name: choice.rename, description, criterion })).id, hash };
  }
  if (present === undefined || state === "new") {
    if (choice.take === "mine") return undefined;
    return { id: (await createCohort(project, { name, description, criterion })).id, hash };
  }
  // One that was made of the template stays its own: what changes in it later is offered again.
  if (choice.take === "mine") return { id: present.id, ...(state === "changed" ? { hash } : {}) };
  await updateCohort(project, present.id, { expectedRevision: present.revision, description, criterion });
  return { id: present.id, hash };
}

async function keepPlaced(applicationId: string, cohorts: Placement["cohorts"]): Promise<void> {
  await planDb().$transaction(async (db) => {
    await db.$executeRaw`select 1 from "HouseApplication" where "id" = ${applicationId} for update`;
    const row = await db.houseApplication.findUniqueOrThrow({ where: { id: applicationId } });
    const placement = row.placement as unknown as Placement;
    const next = { ...placement, cohorts: { ...placement.cohorts, ...cohorts } };
    await db.houseApplication.update({
      where: { id: applicationId },
      data: { placement: next as unknown as Prisma.InputJsonValue },
    });
  });
}

/**
 * Makes the chosen cohorts of the template the project's own, by key; what cannot be made yet is told and the others are made.
 * Editors and above.
 */
export async function takeCohorts(
  project: AuthorizedProject,
  house: OpenedHouse,
  choices: { readonly [key: string]: HouseChoice },
): Promise<TakenCohorts> {
  requireRole(project, "editor");
  const known = await waitingIn(project, house);
  if (known === undefined) throw new UserError("not_found");
  const cohorts = new Map<string, PlacedCohort>();
  const taken: string[] = [];
  const refused: TakenCohorts["refused"][number][] = [];
  for (const waiting of known.waiting) {
    const choice = saidOf(choices, waiting.cohort.key);
    if (choice === undefined) continue;
    const { name } = waiting.cohort;
    const placement = { ...known.placement, cohorts: { ...known.placement.cohorts, ...Object.fromEntries(cohorts) } };
    try {
      const placed = await take(project, { ...known, placement }, waiting, choice);
      if (placed === undefined) continue;
      cohorts.set(waiting.cohort.key, placed);
      taken.push(name);
    } catch (error) {
      if (!isUserError(error)) throw error;
      refused.push({ name, fields: error.fields });
    }
  }
  if (taken.length > 0) await keepPlaced(known.applicationId, Object.fromEntries(cohorts));
  return { taken, refused };
}
