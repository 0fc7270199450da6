/** Everything the page of a template shows, read at once. */

import { notFound } from "next/navigation";
import type { AuthorizedProject } from "../../../../../../../../lib/access/authorized.ts";
import { limitRate } from "../../../../../../../../lib/access/rate-limit.ts";
import { isUserError } from "../../../../../../../../lib/base/error.ts";
import type { Plan } from "../../../../../../../../lib/plan/plan.ts";
import { decisionsOf, houseDecisions } from "../../../../../../../../lib/template/house-decision.ts";
import {
  listHouseVersions,
  type OpenedHouse,
  openHouseTemplate,
} from "../../../../../../../../lib/template/store-house.ts";
import { isAhead, previewHouse } from "../../../../../../../../lib/template/store-house-apply.ts";
import { listWaitingCohorts, unfilledRoles } from "../../../../../../../../lib/template/store-house-cohort.ts";
import type { PageQuery } from "../../../../../../../_access/page-query.ts";
import { versionIn } from "./version-in.ts";

export async function openHouse(project: AuthorizedProject, id: string, query: PageQuery): Promise<OpenedHouse> {
  try {
    return await openHouseTemplate(project, id, versionIn(query.version));
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** Undefined where there is nothing to apply; `wait` while the person compared too often. */
async function preview(project: AuthorizedProject, house: OpenedHouse, query: PageQuery) {
  if (!isAhead(house)) return undefined;
  try {
    await limitRate("compare", project.actor.id);
  } catch (error) {
    if (isUserError(error) && error.code === "rate_limited") return "wait" as const;
    throw error;
  }
  const { decided, unread } = decisionsOf(query.decided);
  // Fields that both changed stay listed once they are decided.
  const undecided = { ...decided, fields: {} };
  const [outcome, open] = await Promise.all([
    previewHouse(project, house, houseDecisions(decided)),
    previewHouse(project, house, houseDecisions(undecided)),
  ]);
  return { decided, unread, outcome, conflicts: open.conflicts };
}

export async function readHousePage(project: AuthorizedProject, plan: Plan, house: OpenedHouse, query: PageQuery) {
  const [versions, cohorts, applying] = await Promise.all([
    listHouseVersions(project, house.id),
    listWaitingCohorts(project, house),
    preview(project, house, query),
  ]);
  return { versions, cohorts, applying, roles: unfilledRoles(house.content, plan) };
}
