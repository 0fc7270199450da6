/** The tables of a plan, as code generation makes them for ClickHouse, for destinations of files. */

import { clickhouseStructure } from "../codegen/exports/clickhouse/generate-clickhouse.ts";
import { dataPlan, type EventTable } from "../codegen/exports/data-model.ts";
import { payloadCells } from "../codegen/exports/table-row.ts";
import type { FileTable, TablesOf } from "../lib/destination/files/table.ts";
import type { PassedEvent } from "../lib/destination/passed-event.ts";
import type { Json, JsonObject } from "../lib/plan/plan.ts";

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Of the context, what the plan says is sent by itself. */
function automatic({ columns }: EventTable, context: PassedEvent["context"]): [string, Json][] {
  return columns.flatMap(({ name, key }): [string, Json][] => {
    const value = name.startsWith("context_") && key === undefined ? context[name.slice("context_".length)] : undefined;
    if (value === undefined || value === null) return [];
    return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
  });
}

function fileTable(table: EventTable): FileTable {
  return {
    event: table.event,
    name: table.name,
    structure: clickhouseStructure(table),
    row: (event) => {
      const filled = { user_id: event.userId, anonymous_id: event.anonymousId, group_id: event.groupId };
      const { unplanned_properties: others, ...cells } = payloadCells(table, event.subject as JsonObject);
      return {
        message_id: event.messageId,
        occurred_at: iso(event.instant),
        received_at: iso(event.receivedAt),
        ...Object.fromEntries(Object.entries(filled).filter(([, id]) => id !== "")),
        source: event.source,
        environment: event.environment,
        plan_version: event.planVersion,
        ...Object.fromEntries(automatic(table, event.context)),
        ...cells,
        ...(table.event.open && others !== undefined ? { unplanned_properties: others } : {}),
      };
    },
  };
}

export const fileTables: TablesOf = (published) =>
  new Map(dataPlan(published, {}).events.map((table) => [table.event.id, fileTable(table)]));
