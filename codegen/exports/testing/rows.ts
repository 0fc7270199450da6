/**
 * Rows of the tables from payloads, and what must be read of them again. A table does not tell absent from null, nor an empty
 * list or an object without members from either: both sides leave all of these out.
 */

import type { Json, JsonObject } from "../../../lib/plan/plan.ts";
import { clickhouseType } from "../clickhouse/generate-clickhouse.ts";
import type { EventTable } from "../data-model.ts";
import type { DataType } from "../data-type.ts";
import { payloadCells } from "../table-row.ts";

export function rowOf(table: EventTable, payload: JsonObject, index: number): JsonObject {
  return {
    message_id: `message ${String(index).padStart(4, "0")}`,
    occurred_at: "2026-03-02T09:30:00.123Z",
    received_at: "2026-03-02T09:30:01Z",
    user_id: "ada",
    ...payloadCells(table, payload),
  };
}

type Value = Json | undefined;

/** What is left when nothing that a table cannot tell is told. */
function told(type: DataType, value: Value, readJson: (value: Json) => Json): Value {
  if (value === undefined || value === null) return undefined;
  switch (type.kind) {
    case "json":
      return readJson(value);
    case "instant":
      return new Date(String(value)).toISOString();
    case "list": {
      const items = value as readonly Json[];
      return items.length === 0 ? undefined : items.map((item) => told(type.item, item, readJson) ?? null);
    }
    case "struct": {
      const members = type.fields.flatMap((field): [string, Json][] => {
        const object = value as JsonObject;
        const inner = told(field.type, Object.hasOwn(object, field.key) ? object[field.key] : undefined, readJson);
        return inner === undefined ? [] : [[field.key, inner]];
      });
      return members.length === 0 ? undefined : Object.fromEntries(members);
    }
    case "number":
      // JSON knows no negative zero.
      return Number(value) + 0;
    default:
      return value;
  }
}

function cells(table: EventTable, of: (column: EventTable["columns"][number]) => Value): JsonObject {
  const found = table.columns
    .filter(({ key }) => key !== undefined)
    .flatMap((column): [string, Json][] => {
      const value = of(column);
      return value === undefined ? [] : [[column.name, value]];
    });
  return Object.fromEntries(found);
}

/** Of a payload. */
export function wanted(table: EventTable, payload: JsonObject): JsonObject {
  return cells(table, ({ key = "", type }) =>
    told(clickhouseType(type), Object.hasOwn(payload, key) ? payload[key] : undefined, (value) => value),
  );
}

/** Of a row. */
export function readBack(table: EventTable, row: Record<string, unknown>): JsonObject {
  return cells(table, ({ name, type }) =>
    told(clickhouseType(type), row[name] as Value, (value) => JSON.parse(String(value)) as Json),
  );
}
