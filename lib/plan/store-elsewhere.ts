/** Events that stand on other branches than the one at hand. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { planDb } from "../store/plan-db.ts";

export interface EventElsewhere {
  readonly id: string;
  readonly name: string;
  readonly branch: string;
}

/** Events of other open branches whose wire name holds the text, and which this branch does not have, by name. */
export async function eventsElsewhere(
  project: AuthorizedProject,
  branchName: string,
  text: string,
  most: number,
): Promise<EventElsewhere[]> {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  // Which events stand elsewhere is read from the index alone; what they are called, of those few.
  return planDb().$queryRaw<EventElsewhere[]>`
    with elsewhere as materialized (
      select o."branchId", o."objectId", b."name" as "branch", b."createdAt"
      from "PlanBranch" b join "PlanObject" o on o."branchId" = b."id" and o."kind" = 'event'
      where b."projectId" = ${project.projectId} and b."name" <> ${branchName}
        and b."mergedAt" is null and b."closedAt" is null
        and not exists (
          select 1 from "PlanObject" own join "PlanBranch" h on h."id" = own."branchId"
          where h."projectId" = ${project.projectId} and h."name" = ${branchName}
            and own."kind" = 'event' and own."objectId" = o."objectId"))
    select distinct on (o."data"->>'name', o."objectId") o."objectId" as "id", o."data"->>'name' as "name", e."branch"
    from elsewhere e join "PlanObject" o
      on o."branchId" = e."branchId" and o."kind" = 'event' and o."objectId" = e."objectId"
    where o."data"->>'name' ilike ${pattern}
    order by o."data"->>'name', o."objectId", e."createdAt" desc
    limit ${most}`;
}
