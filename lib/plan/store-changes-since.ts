/** Who changed which fields of a branch since a revision. */

import { pathsOverlap } from "./edit-path.ts";
import type { Transaction } from "./store-rows.ts";

export interface ChangeSince {
  readonly revision: number;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly at: Date;
  readonly fields: readonly string[];
}

/** A field someone else changed since the edit was begun. */
export interface StaleField {
  /** A field path, see edit-path.ts. */
  readonly path: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  /** The value now; absent when the field is empty or gone. */
  readonly current?: unknown;
}

/** The latest first; without their edits, which are as large as the plans that were imported. */
export async function changesSince(db: Transaction, branchId: string, revision: number): Promise<ChangeSince[]> {
  return db.$queryRaw<ChangeSince[]>`
    select "revision", "actorId", "actorName", "at", "command"->'fields' as "fields" from "PlanEdit"
    where "branchId" = ${branchId} and "revision" > ${revision} order by "revision" desc`;
}

/** The field as the latest change that touches it left it; undefined where none does. */
export function staleField(path: string, changes: readonly ChangeSince[], current: unknown): StaleField | undefined {
  const change = changes.find(({ fields }) => fields.some((field) => pathsOverlap(path, field)));
  if (change === undefined) return undefined;
  const value = current === undefined ? {} : { current };
  return { path, by: change.actorName, at: change.at.toISOString(), ...value };
}
