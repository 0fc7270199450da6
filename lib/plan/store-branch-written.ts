/** What was written on the branches that merges brought to `main`: by whom, when and why. */

import { planDb } from "../store/plan-db.ts";
import { Prisma } from "../store/prisma-client/client.ts";
import { pathsOverlap } from "./edit-path.ts";
import type { RecordedCommand } from "./store-branch-state.ts";

/** A change that was made on a branch. */
export interface Written {
  /** Of the branch it was made on. */
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
  /** Why, in the words of whoever made it. */
  readonly reason?: string;
  /** The fields that were asked for and changed, by path (edit-path.ts). */
  readonly fields: readonly string[];
}

/** The object a field is of; `plan` for the plan's own texts and settings. */
export function objectOfPath(path: string): string {
  const [kind = "", id = ""] = path.split("/");
  return kind === "plan" ? kind : id;
}

interface Wanted {
  /** Changes of any object without one. */
  readonly object?: string | undefined;
  readonly isAsked: (path: string) => boolean;
}

/** Of each branch: whoever looks back at a merge reads its latest changes. */
const ROWS_MAX = 100;

interface Row {
  readonly branch: string;
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly rebased: NonNullable<RecordedCommand["rebased"]> | null;
}

/** What was recorded of changes besides their edits, which are as large as the plans that were imported. */
async function recorded(projectId: string, branches: readonly string[], object: string | undefined): Promise<Row[]> {
  const about = object === undefined ? Prisma.empty : Prisma.sql`and "objectIds" @> array[${object}]`;
  return planDb().$queryRaw<Row[]>`
    select latest."name" as "branch", edit."revision", edit."actorName" as "by", edit."at", edit."command"->'fields' as "fields",
      edit."command"->>'reason' as "reason", edit."command"->'rebased' as "rebased"
    from (
      select branch."name", one."branchId", one."revision",
        row_number() over (partition by one."branchId" order by one."at" desc, one."revision" desc) as "rank"
      from "PlanEdit" one join "PlanBranch" branch on branch."id" = one."branchId"
      where branch."projectId" = ${projectId} and branch."name" = any(${branches}) ${about}
    ) latest
    join "PlanEdit" edit on edit."branchId" = latest."branchId" and edit."revision" = latest."revision"
    where latest."rank" <= ${ROWS_MAX}
    order by edit."at" desc, edit."revision" desc`;
}

/** The fields that somebody wrote: what a rebase brought is what `main` had, but for those that were decided in it. */
function writtenFields({ fields, rebased }: Row, newest: boolean): readonly string[] {
  if (rebased === null) return fields;
  const { paths, decided } = rebased;
  if (paths !== undefined) return fields.filter((field) => paths.some((path) => pathsOverlap(field, path)));
  // Once, only how many was recorded: any of them, then, unless somebody wrote there since.
  return newest && decided > 0 ? fields : [];
}

/** By the name of a branch, its changes of what is asked for, the latest first. */
export async function writtenOn(
  projectId: string,
  branches: readonly string[],
  { object, isAsked }: Wanted,
): Promise<ReadonlyMap<string, readonly Written[]>> {
  const found = new Map<string, Written[]>();
  if (branches.length === 0) return found;
  for (const row of await recorded(projectId, [...new Set(branches)], object)) {
    const { branch, revision, by, at, reason } = row;
    const list = found.get(branch) ?? [];
    const fields = writtenFields(row, list.length === 0).filter(isAsked);
    if (fields.length === 0) continue;
    list.push({ revision, by, at, fields, ...(reason === null ? {} : { reason }) });
    found.set(branch, list);
  }
  return found;
}
