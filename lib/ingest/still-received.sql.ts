/** Which events are still there to be brought into analysis. */

import { type Sql, sql } from "../store/sql.ts";

/** Column `uid`: those of some events of a project that are stored and that no erasure is about to remove. */
export function stillReceived(project: number, uids: readonly number[]): Sql {
  return sql`select uid from received where project = ${sql.as("UInt32", project)}
    and uid in ${sql.as("Array(UInt64)", uids)} and uid not in (select uid from erased_uids)`;
}
