/** Rows of the tables from payloads, as JSON that ClickHouse reads into its columns. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import { clickhouseType } from "./clickhouse/generate-clickhouse.ts";
import type { EventTable } from "./data-model.ts";
import type { DataType } from "./data-type.ts";

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the column takes the value: what an earlier version of the plan allowed may not fit today's. */
function fits(type: Exclude<DataType, { kind: "struct" | "list" | "json" }>, value: Json): boolean {
  if (type.kind === "boolean") return typeof value === "boolean";
  if (type.kind === "number") return typeof value === "number";
  if (type.kind === "integer") return Number.isInteger(value);
  if (typeof value !== "string") return false;
  return type.kind === "text" || !Number.isNaN(Date.parse(value));
}

/** The value as a row holds it: JSON as the text of it; null where it does not fit. */
function written(type: DataType, value: Json): Json {
  if (type.kind === "json") return JSON.stringify(value);
  if (value === null) return null;
  if (type.kind === "list") return Array.isArray(value) ? value.map((item) => written(type.item, item)) : null;
  if (type.kind !== "struct") return fits(type, value) ? value : null;
  if (!isObject(value)) return null;
  const entries = type.fields.flatMap(({ key, type: inner }): [string, Json][] => {
    const member = Object.hasOwn(value, key) ? (value[key] ?? null) : undefined;
    return member === undefined ? [] : [[key, member === null ? null : written(inner, member)]];
  });
  return Object.fromEntries(entries);
}

/** Columns of the properties; what the plan does not name stands as JSON in a column of its own. */
export function payloadCells(table: EventTable, payload: JsonObject): JsonObject {
  const planned = table.columns.filter(({ key }) => key !== undefined && Object.hasOwn(payload, key));
  const cells = planned.map(({ name, key = "", type }): [string, Json] => {
    const value = payload[key] ?? null;
    return [name, value === null ? null : written(clickhouseType(type), value)];
  });
  const keys = new Set(planned.map(({ key }) => key));
  const others = Object.entries(payload).filter(([key]) => !keys.has(key));
  return {
    ...Object.fromEntries(cells),
    ...(others.length === 0 ? {} : { unplanned_properties: JSON.stringify(Object.fromEntries(others)) }),
  };
}
