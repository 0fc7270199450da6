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
  return planDb().$queryRaw<EventElsewhere[]>`
    select distinct on (o."data"->>'name', o."objectId") o."objectId" as "id", o."data"->>'name' as "name", b."name" as "branch"
    from "PlanObject" o join "PlanBranch" b on b."id" = o."branchId"
    where b."projectId" = ${project.projectId} and b."name" <> ${branchName}
      and b."mergedAt" is null and b."closedAt" is null
      and o."kind" = 'event' and o."data"->>'name' ilike ${pattern}
      and not exists (
        select 1 from "PlanObject" own join "PlanBranch" h on h."id" = own."branchId"
        where h."projectId" = ${project.projectId} and h."name" = ${branchName}
          and own."kind" = 'event' and own."objectId" = o."objectId")
    order by o."data"->>'name', o."objectId", b."createdAt" desc
    limit ${most}`;
}
