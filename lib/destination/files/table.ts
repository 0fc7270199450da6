/** What the writer of files is told of the plan's tables, which are generated elsewhere. */

import type { JsonRecord } from "../../ingest/call.ts";
import type { PlanEvent, PublishedPlan } from "../../plan/plan.ts";
import type { PassedEvent } from "../passed-event.ts";

export interface FileTable {
  readonly event: PlanEvent;
  /** Of the table, and of the folder of its files. */
  readonly name: string;
  /** Names and types as ClickHouse takes them, and as its table of the plan has them. */
  readonly structure: string;
  /** The row of an event: a member for each column that has a value. */
  row(event: PassedEvent): JsonRecord;
}

/** The table of each event of a plan version, by the event's id. */
export type TablesOf = (published: PublishedPlan) => ReadonlyMap<string, FileTable>;
