/** What was written on the branches that merges brought to `main`: by whom, when and why. */

import { planDb } from "../store/plan-db.ts";
import type { RecordedCommand } from "./store-branch-state.ts";

/** A change that was made on a branch. */
export interface Written {
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

const ROWS_MAX = 2_000;

function writtenBy(command: RecordedCommand, fields: readonly string[], newest: boolean): boolean {
  if (fields.length === 0) return false;
  // What a rebase brought is what `main` had, unless it was decided in it and nobody wrote there since.
  return command.rebased === undefined || (newest && command.rebased.decided > 0);
}

/** By the name of a branch, its changes of what is asked for, the latest first. */
export async function writtenOn(
  projectId: string,
  branches: readonly string[],
  { object, isAsked }: Wanted,
): Promise<ReadonlyMap<string, readonly Written[]>> {
  const found = new Map<string, Written[]>();
  if (branches.length === 0) return found;
  const rows = await planDb().planEdit.findMany({
    where: {
      branch: { projectId, name: { in: [...new Set(branches)] } },
      ...(object === undefined ? {} : { objectIds: { has: object } }),
    },
    orderBy: [{ at: "desc" }, { revision: "desc" }],
    take: ROWS_MAX,
    select: { command: true, actorName: true, at: true, branch: { select: { name: true } } },
  });
  for (const { branch, actorName: by, at, command: recorded } of rows) {
    const command = recorded as unknown as RecordedCommand;
    const fields = command.fields.filter(isAsked);
    const list = found.get(branch.name) ?? [];
    if (!writtenBy(command, fields, list.length === 0)) continue;
    list.push({ by, at, fields, ...(command.reason === undefined ? {} : { reason: command.reason }) });
    found.set(branch.name, list);
  }
  return found;
}
