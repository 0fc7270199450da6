/** What a ramp is looked at by: the latest events of a source, with what became of them on arrival. */

import { type Sql, sql } from "../store/sql.ts";

export interface RampRow {
  readonly call_type: string;
  readonly app_version: string;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly disposition: string;
}

export interface RampScope {
  /** Numbers of the project and the source in the event store. */
  readonly project: number;
  readonly source: number;
  /** Epoch milliseconds, `to` excluded. */
  readonly from: number;
  readonly to: number;
}

/** The latest events that could be read, at most so many. */
export function latestEvents({ project, source, from, to }: RampScope, most: number): Sql {
  return sql`select call_type, app_version, user_id, anonymous_id, disposition from received
    where project = ${sql.as("UInt32", project)} and source = ${sql.as("UInt32", source)}
      and received_at >= ${sql.as("DateTime64(3,'UTC')", from)} and received_at < ${sql.as("DateTime64(3,'UTC')", to)}
      and verdict != 'malformed'
    order by uid desc limit ${sql.as("UInt32", most)}`;
}
