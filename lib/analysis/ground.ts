/** What a project's questions are asked on: its latest published plan, where values are kept, and its saved cohorts. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { listSlots } from "../plan/store-slots.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { KnownCohort } from "./bind/bind.ts";
import { indexSlots, type PropertySlots } from "./property-slots.ts";
import type { Criterion } from "./question.ts";

export interface Ground {
  readonly published: PublishedPlan;
  readonly slots: PropertySlots;
  readonly cohorts: readonly KnownCohort[];
}

const KEPT = 64;

/** Slots are only ever given by a publish, so they belong to a version. */
async function slotsAt(projectId: string, version: number): Promise<PropertySlots> {
  const kept = processState("analysisSlots", () => new Map<string, PropertySlots>());
  const key = `${projectId} ${version}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const slots = indexSlots(await listSlots(projectId));
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, slots);
  return slots;
}

export async function listKnownCohorts(projectId: string): Promise<KnownCohort[]> {
  const rows = await planDb().cohort.findMany({
    where: { projectId },
    select: { id: true, name: true, template: true, criterion: true },
    orderBy: { name: "asc" },
  });
  return rows.map(({ criterion, ...row }) => ({ ...row, criterion: criterion as unknown as Criterion }));
}

/** Refused while nothing is published: there is nothing events could conform to. */
export async function loadGround(project: AuthorizedProject): Promise<Ground> {
  const published = await latestVersion(project.projectId);
  if (published === undefined)
    throw new UserError("definition_refused", {
      fields: [
        {
          path: "",
          en: "No plan is published yet, so no event can conform to it. Publish the plan first.",
          fr: "Aucun plan n’est encore publié : aucun événement ne peut y être conforme. Publiez d’abord le plan.",
        },
      ],
    });
  const [slots, cohorts] = await Promise.all([
    slotsAt(project.projectId, published.version),
    listKnownCohorts(project.projectId),
  ]);
  return { published, slots, cohorts };
}
