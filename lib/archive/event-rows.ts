/** Rows of the event store out of an archive: proved, and with this installation's numbers in the place of the other's. */

import { DISPOSITIONS, ENVIRONMENTS } from "../ingest/disposition.ts";
import { EVENTS_PER_POSITION, positionOf, uidOf } from "../ingest/row.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { VERDICTS, VIOLATION_CODES } from "../violation/violation.ts";
import { EVENT_LINE_BYTES_MAX, PERSON_MAX, REFUSALS } from "./archive-format.ts";
import { requireSmall } from "./read-archive.ts";

type Check = (value: unknown) => boolean;
/** The columns of a table, with what their values may be. */
export type Columns = ReadonlyMap<string, Check>;
type Row = Readonly<Record<string, unknown>>;

/** A line of which less could not be much. */
const SMALL_LINE_BYTES = 1024 * 1024;
const INSTANT = /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}$/;

const isText: Check = (value) => typeof value === "string";
const within =
  (most: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
const oneOf = (known: readonly string[]): Check => {
  const set = new Set<unknown>(known);
  return (value) => set.has(value);
};

function isTexts(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}

/** By the event store's name of a type. */
const TYPES: Readonly<Record<string, Check>> = {
  UInt8: within(0xff),
  UInt16: within(0xffff),
  UInt32: within(0xffff_ffff),
  UInt64: (value) => isText(value) && /^\d{1,16}$/.test(String(value)),
  Float64: Number.isFinite,
  String: isText,
  "FixedString(16)": isText,
  "DateTime64(3, 'UTC')": (value) => isText(value) && INSTANT.test(String(value)),
  "Map(LowCardinality(String), String)": isTexts,
  "Array(String)": (value) => Array.isArray(value) && value.every(isText),
};

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

const isCode = oneOf(VIOLATION_CODES);

function isViolation(value: unknown): boolean {
  return typeof value === "object" && value !== null && "code" in value && isCode(value.code) && "path" in value
    ? isText(value.path)
    : false;
}

function areViolations(text: unknown): boolean {
  if (text === "[]") return true;
  const value = parsed(text);
  return Array.isArray(value) && value.every(isViolation);
}

/** Nothing, or a value as JSON. */
const isJsonOrNothing: Check = (text) => text === "" || parsed(text) !== undefined;
const isPerson = within(PERSON_MAX);

/** What the type alone does not say; by column, and by table where one name means two things. */
const VALUES: Readonly<Record<string, Check>> = {
  verdict: oneOf(VERDICTS),
  disposition: oneOf(DISPOSITIONS),
  environment: oneOf(ENVIRONMENTS),
  violations: areViolations,
  fingerprint: (value) => isText(value) && /^[0-9a-f]{16}$/.test(String(value)),
  code: isCode,
  subject: oneOf(["user", "group"]),
  kind: oneOf(["user", "anonymous"]),
  expected: isJsonOrNothing,
  "violations.received": isJsonOrNothing,
  "traits_held.value": isJsonOrNothing,
  "traits_held.violation": (text) => typeof parsed(text) === "object",
  person: isPerson,
  anonymous: isPerson,
};

function checkOf(table: string, { name, type }: { readonly name: string; readonly type: string }): Check {
  const [, nullable] = /^Nullable\((.+)\)$/.exec(type) ?? [];
  const [, inner] = /^LowCardinality\((.+)\)$/.exec(type) ?? [];
  const typed = TYPES[nullable ?? inner ?? type] ?? (() => false);
  const valued = VALUES[`${table}.${name}`] ?? VALUES[name];
  const both: Check = valued === undefined ? typed : (value) => typed(value) && valued(value);
  return nullable === undefined ? both : (value) => value === null || both(value);
}

/** The columns of a table of this event store, its project's number left out. */
export async function columnsOf(table: string): Promise<Columns> {
  const columns = await eventDb().query<{ name: string; type: string }>(
    "archive.import",
    sql`select name, type from system.columns where database = currentDatabase() and table = ${table}`,
  );
  return new Map(columns.filter(({ name }) => name !== "project").map((one) => [one.name, checkOf(table, one)]));
}

/** This installation's numbers for a project's rows. */
export interface Numbers {
  readonly project: number;
  /** Of sources, by the archive's. */
  readonly sources: ReadonlyMap<number, number>;
  /** Ids of releases, by the archive's. */
  readonly releases: ReadonlyMap<string, string>;
  /** The position here of one of the archive's journal; undefined where it has none. */
  readonly positionHere: (position: number) => number | undefined;
}

/** The beginning of a line in which the number of its event stands, where nothing is nested before it. */
const UID_WITHIN_BYTES = 500;
const UID = /^\{[^{]*?"uid":"(\d{1,16})"/;

/** The position of the event that a line is of; not a number where it says none. */
export function positionIn(line: Buffer): number {
  const [, uid] = UID.exec(line.toString("latin1", 0, UID_WITHIN_BYTES)) ?? [];
  if (uid !== undefined) return positionOf(Number(uid));
  const row = readLine(line, "events");
  return positionOf(Number(row.uid));
}

function readLine(line: Buffer, place: string): Row {
  if (line.length > EVENT_LINE_BYTES_MAX) throw REFUSALS.tooLarge();
  if (line.length > SMALL_LINE_BYTES) requireSmall(line);
  const row = parsed(line.toString("utf8"));
  if (typeof row !== "object" || row === null || Array.isArray(row)) throw REFUSALS.contradicts(place);
  return row as Row;
}

function uidHere(value: unknown, { positionHere }: Numbers, place: string): number {
  const position = positionHere(positionOf(Number(value)));
  if (position === undefined) throw REFUSALS.contradicts(place);
  return uidOf(position, Number(value) % EVENTS_PER_POSITION);
}

/** The columns that stand for something else here. */
function numbered(row: Row, numbers: Numbers, place: string): Record<string, unknown> {
  const changed: Record<string, unknown> = { project: numbers.project, ...row };
  if ("uid" in row) changed.uid = uidHere(row.uid, numbers, place);
  if ("source" in row) {
    changed.source = numbers.sources.get(Number(row.source));
    if (changed.source === undefined) throw REFUSALS.contradicts(place);
  }
  if ("reverdict_id" in row && row.reverdict_id !== "") {
    changed.reverdict_id = numbers.releases.get(String(row.reverdict_id));
    if (changed.reverdict_id === undefined) throw REFUSALS.contradicts(place);
  }
  return changed;
}

/** What every row of a table must say, whatever else it leaves to the store. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  received: ["uid", "source", "received_at", "ts", "verdict", "disposition", "violations"],
  reverdicts: ["uid", "verdict", "disposition", "violations"],
  violations: ["uid", "source", "received_at", "fingerprint", "code"],
  duplicates: ["uid", "source", "received_at"],
  events: ["uid", "source", "person", "ts", "event_id"],
  traits: ["uid", "person", "ts", "subject"],
  traits_held: ["uid", "source", "person", "received_at", "violation"],
  identity_links: ["uid", "anonymous", "person"],
  people: ["person", "kind", "id"],
};

/** A line as a row of this installation. Throws `invalid_input` when no Gabarit wrote it. */
export function eventRowOf(line: Buffer, table: string, columns: Columns, numbers: Numbers): Record<string, unknown> {
  const place = `events/${table}`;
  const row = readLine(line, place);
  for (const [name, value] of Object.entries(row))
    if (columns.get(name)?.(value) !== true) throw REFUSALS.contradicts(place);
  if (REQUIRED[table]?.every((name) => name in row) !== true) throw REFUSALS.contradicts(place);
  return numbered(row, numbers, place);
}
