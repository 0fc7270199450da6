/** Real event logs as the command line takes them: a plan that admits the log, and each row as a call. */

import { parse } from "csv-parse/sync";
import { suggestIdentifier } from "../../lib/plan/names.ts";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Json, Plan, PropertyType } from "../../lib/plan/plan.ts";

export interface LogRow {
  /** In its file, from 1. */
  readonly line: number;
  readonly user: string;
  readonly event: string;
  /** ISO 8601, UTC, cut to milliseconds. */
  readonly at: string;
  readonly properties: Readonly<Record<string, Json>>;
}

export interface EventLog {
  readonly file: string;
  readonly rows: readonly LogRow[];
}

/** The columns that are no properties. */
interface Columns {
  readonly user: string;
  readonly event: string;
  readonly at: string;
}

/** `2019-11-01 17:59:13.273932`, which is UTC. */
function cutToMilliseconds(text: string): string {
  return new Date(`${text.trim().replace(" ", "T").replace(/Z$/, "").slice(0, 23)}Z`).toISOString();
}

function without(row: Readonly<Record<string, Json>>, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => !names.includes(name) && value !== ""));
}

function rowOf(row: Readonly<Record<string, Json>>, line: number, columns: Columns, others: readonly string[]): LogRow {
  return {
    line,
    user: String(row[columns.user]),
    event: String(row[columns.event]),
    at: cutToMilliseconds(String(row[columns.at])),
    properties: without(row, [...Object.values(columns), ...others]),
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A column whose every filled cell is a number holds numbers; an empty cell is an absent property. */
export function csvLog(file: string, text: string, columns: Columns): EventLog {
  const cells = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  const numeric = new Set(
    Object.keys(cells[0] ?? {}).filter((name) =>
      cells.every((row) => row[name] === "" || NUMBER.test(row[name] ?? "")),
    ),
  );
  const valued = (row: Record<string, string>): Record<string, Json> =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [name, numeric.has(name) && cell !== "" ? Number(cell) : cell]),
    );
  return { file, rows: cells.map((row, index) => rowOf(valued(row), index + 2, columns, [])) };
}

/** `others`: further fields that are no properties. */
export function ndjsonLog(file: string, text: string, columns: Columns, others: readonly string[]): EventLog {
  const lines = text.trimEnd().split("\n");
  return {
    file,
    rows: lines.map((line, index) => rowOf(JSON.parse(line) as Record<string, Json>, index + 1, columns, others)),
  };
}

/** CDNOW's form: customer, sample customer, day (`19970101`), discs, dollars. */
export function fixedWidthLog(file: string, text: string): EventLog {
  const rows = text.trim().split("\n");
  return {
    file,
    rows: rows.map((row, index): LogRow => {
      const [user = "", , day = "", cds, dollars] = row.trim().split(/\s+/);
      const at = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00.000Z`;
      return {
        line: index + 1,
        user,
        event: "Purchase",
        at,
        properties: { cds: Number(cds), dollars: Number(dollars) },
      };
    }),
  };
}

function typeOf(values: readonly Json[]): PropertyType {
  if (values.every((value) => typeof value === "boolean")) return { kind: "boolean" };
  if (values.every((value) => Number.isInteger(value))) return { kind: "integer" };
  return { kind: values.every((value) => typeof value === "number") ? "number" : "string" };
}

/** A closed plan with the events and properties of the log; what every row of an event carries is required. */
export function planOfLog(slug: string, { rows }: EventLog): Plan {
  const values = new Map<string, Map<string, Json[]>>();
  const counts = new Map<string, number>();
  for (const { event, properties } of rows) {
    counts.set(event, (counts.get(event) ?? 0) + 1);
    const known = values.get(event) ?? new Map<string, Json[]>();
    values.set(event, known);
    for (const [name, value] of Object.entries(properties)) {
      const found = known.get(name) ?? [];
      known.set(name, found);
      found.push(value);
    }
  }
  return {
    ...emptyPlan(slug),
    events: [...values].map(([name, properties], at) => {
      const id = `evt_${at}`;
      return newEvent({
        id,
        name,
        identifier: suggestIdentifier({ name, id, policy: "unicode", taken: new Set() }),
        properties: [...properties].map(([property, found], index) =>
          newProperty({
            id: `prp_${at}_${index}`,
            name: property,
            type: typeOf(found),
            required: found.length === counts.get(name),
          }),
        ),
      });
    }),
  };
}

/** The log as NDJSON of track calls; the message id says from which line of which file a call comes. */
export function callsOfLog({ file, rows }: EventLog): string {
  return rows
    .map(({ line, user, event, at, properties }) =>
      JSON.stringify({
        type: "track",
        event,
        userId: user,
        timestamp: at,
        messageId: `${file}:${line}`,
        properties,
      }),
    )
    .join("\n");
}
