/**
 * Which kinds of personal data came in lately under which properties, whatever the plan says of them: from a sample of what
 * production sent, kept for some minutes. Values are looked at and forgotten; only their classes stay.
 */

import { setImmediate as turn } from "node:timers/promises";
import type { AuthorizedProject } from "../access/authorized.ts";
import { type ReceivedClasses, USER_TRAITS } from "../plan/rules/rule.ts";
import { type ValueClass, valueClassOf } from "../plan/value-class.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { keptReading } from "./kept-reading.ts";
import { isRecord } from "./read-call.ts";

const FRESH_MS = 30 * 60_000;
const LATELY_DAYS = 7;
const EACH = 10;
const ROWS_MAX = 20_000;
/** Payloads looked at before others have their turn. */
const AT_ONCE = 200;
const DEPTH_MAX = 8;
/** A page waits for the first reading: rather none than a slow one. */
const LIMITS = { maxSeconds: 3 } as const;

/** One value of these is enough. Others look alike to numbers and versions: nearly all values must. */
const SURE: ReadonlySet<ValueClass> = new Set(["email", "iban", "phone"]);
const NEARLY_ALL = 0.8;
const UNSURE_LEAST = 5;

interface Row {
  readonly event: string;
  readonly raw: string;
}

function sampleSql(project: number, since: number): Sql {
  const lately = sql`project = ${sql.as("UInt32", project)} and environment = 'production'
    and received_at >= ${sql.as("DateTime64(3,'UTC')", since)} and (event_id != '' or call_type = 'identify')`;
  return sql`select toString(event_id) as event, raw from received where ${lately} and uid in (
      select arrayJoin(groupArraySample(${sql.as("UInt32", EACH)}, 1)(uid)) from received where ${lately} group by event_id
    ) limit ${sql.as("UInt32", ROWS_MAX)}`;
}

interface Tally {
  values: number;
  readonly classes: Map<ValueClass, number>;
}

type Tallies = Map<string, Tally>;

function count(value: unknown, name: string, tallies: Tallies, depth: number): void {
  if (typeof value === "string" || typeof value === "number") {
    const tally = tallies.get(name) ?? { values: 0, classes: new Map<ValueClass, number>() };
    tallies.set(name, tally);
    tally.values += 1;
    const found = valueClassOf(String(value));
    if (found !== undefined) tally.classes.set(found, (tally.classes.get(found) ?? 0) + 1);
  } else if (depth >= DEPTH_MAX) return;
  else if (Array.isArray(value)) for (const item of value) count(item, name, tallies, depth + 1);
  else if (isRecord(value)) countAll(value, `${name}.`, tallies, depth + 1);
}

function countAll(values: Readonly<Record<string, unknown>>, prefix: string, tallies: Tallies, depth: number): void {
  for (const [key, value] of Object.entries(values)) count(value, `${prefix}${key}`, tallies, depth);
}

/** The class that stands for all values of a property. */
function classOf({ values, classes }: Tally): ValueClass | undefined {
  for (const [found, times] of classes)
    if (SURE.has(found) || (values >= UNSURE_LEAST && times >= values * NEARLY_ALL)) return found;
  return undefined;
}

function look({ event, raw }: Row, seen: Map<string, Tallies>): void {
  const call = JSON.parse(raw) as unknown;
  if (!isRecord(call)) return;
  const values = event === "" ? call.traits : call.properties;
  if (!isRecord(values)) return;
  const at = event === "" ? USER_TRAITS : event;
  const tallies = seen.get(at) ?? new Map<string, Tally>();
  seen.set(at, tallies);
  countAll(values, "", tallies, 0);
}

/** What a sample of payloads tells; those that are no JSON tell nothing. */
export async function classesOf(rows: readonly Row[]): Promise<ReceivedClasses> {
  const seen = new Map<string, Tallies>();
  for (const [at, row] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await turn();
    try {
      look(row, seen);
    } catch {
      // Kept as received: it may be anything.
    }
  }
  const classes = new Map<string, ReadonlyMap<string, ValueClass>>();
  for (const [at, tallies] of seen) {
    const own = new Map<string, ValueClass>();
    for (const [name, tally] of tallies) {
      const found = classOf(tally);
      if (found !== undefined) own.set(name, found);
    }
    if (own.size > 0) classes.set(at, own);
  }
  return classes;
}

async function read(project: AuthorizedProject, _before: unknown, now: number): Promise<ReceivedClasses> {
  const statement = sampleSql(project.number, now - LATELY_DAYS * 86_400_000);
  return classesOf(await eventDb().query<Row>("ingest.receivedClasses", statement, LIMITS));
}

/** Undefined when nothing could be read; the same value until it is read anew. */
export function receivedClasses(project: AuthorizedProject): Promise<ReceivedClasses | undefined> {
  return keptReading<ReceivedClasses>({ key: "receivedClasses", freshMs: FRESH_MS, read }, project);
}
