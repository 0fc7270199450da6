/** What a file of events says of a product's tracking: an audit of one reading, in memory that does not grow with the file. */

import type { CallKind, JsonRecord } from "../ingest/call.ts";
import { isRecord, readCall, typeName } from "../ingest/read-call.ts";
import { findPlannedEvent } from "../ingest/resolve.ts";
import type { PlanVersions } from "../ingest/validate.ts";
import { verdictLine } from "../ingest/verdict-line.ts";
import type { CallType, EventId, PlanEvent } from "../plan/plan.ts";
import { type NearOptions, nearNames } from "../plan/rules/near-name.ts";
import { type ValueClass, valueClassOf } from "../plan/value-class.ts";
import { VERDICTS, type Verdict } from "../violation/violation.ts";

const EVENTS_MAX = 2_000;
const PATHS_MAX = 500;
const DEPTH_MAX = 6;
const ITEMS_MAX = 100;
/** No class of personal data is longer. */
const TEXT_MAX = 320;

export interface AuditedEvent {
  readonly kind: CallKind;
  /** The name on the wire; that of the call where it has none. */
  readonly name: string;
  readonly count: number;
  /** Whether the plan has it; undefined without a plan, and for calls that are no events. */
  readonly planned?: boolean;
  readonly properties: number;
}

export interface TypeConflict {
  /** Keys joined by dots, `[]` for items of a list. */
  readonly property: string;
  /** JSON types besides null, the most frequent first, each with the events that send it, of which the same holds. */
  readonly types: readonly { readonly type: string; readonly count: number; readonly events: readonly string[] }[];
}

export interface PersonalFinding {
  readonly event: string;
  readonly property: string;
  readonly valueClass: ValueClass;
  readonly count: number;
}

export interface NearPair {
  readonly of: "event" | "property";
  readonly name: string;
  readonly other: string;
}

export interface Audit {
  readonly lines: number;
  /** Under the plan; without one, only what cannot be read is told apart. */
  readonly verdicts?: Readonly<Record<Verdict, number>>;
  readonly malformed: number;
  readonly events: readonly AuditedEvent[];
  readonly conflicts: readonly TypeConflict[];
  readonly near: readonly NearPair[];
  /** Values that are personal data by their looks; never the values themselves. */
  readonly personal: readonly PersonalFinding[];
  /** Planned, not deprecated, and not in the file. */
  readonly absent: readonly { readonly callType: CallType; readonly name: string }[];
  /** True when the file holds more events or properties than are looked at one by one. */
  readonly cut: boolean;
}

interface SeenProperty {
  readonly types: Map<string, number>;
  readonly classes: Map<ValueClass, number>;
}

interface SeenEvent {
  readonly kind: CallKind;
  readonly name: string;
  count: number;
  planned: PlanEvent | undefined;
  readonly properties: Map<string, SeenProperty>;
}

function add<K>(counts: Map<K, number>, key: K, more = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

/** Reads lines of events in the Segment shape one by one, and says at the end what they show. */
export class Auditor {
  readonly #plan: PlanVersions;
  readonly #events = new Map<string, SeenEvent>();
  readonly #verdicts: Record<Verdict, number> = { conformant: 0, violating: 0, unplanned: 0, malformed: 0 };
  #isCut = false;

  /** `plan`: what the events are judged by; without a version in it they are only described. */
  constructor(plan: PlanVersions) {
    this.#plan = plan;
  }

  /** Takes one line, numbered from 1. Never throws: what cannot be read is counted as malformed. */
  add(number: number, text: string): void {
    const { verdict } = verdictLine(number, text, this.#plan);
    this.#verdicts[verdict] += 1;
    if (verdict === "malformed") return;
    const read = readCall(JSON.parse(text.replace(/^\uFEFF/, "")));
    if ("unreadable" in read) return;
    const { call } = read;
    const name = call.name === "" ? call.kind : call.name;
    const seen = this.#eventOf(call.kind, name);
    if (seen === undefined) return;
    seen.count += 1;
    const { latest } = this.#plan;
    if (latest !== undefined) seen.planned ??= findPlannedEvent(call, latest)?.event;
    if (isRecord(call.subject)) this.#readObject(seen, "", call.subject, 0);
  }

  #eventOf(kind: CallKind, name: string): SeenEvent | undefined {
    const key = `${kind} ${name}`;
    const known = this.#events.get(key);
    if (known !== undefined) return known;
    if (this.#events.size >= EVENTS_MAX) {
      this.#isCut = true;
      return undefined;
    }
    const seen: SeenEvent = { kind, name, count: 0, planned: undefined, properties: new Map() };
    this.#events.set(key, seen);
    return seen;
  }

  #readObject(seen: SeenEvent, prefix: string, object: JsonRecord, depth: number): void {
    for (const [key, value] of Object.entries(object)) this.#readValue(seen, `${prefix}${key}`, value, depth);
  }

  #readValue(seen: SeenEvent, path: string, value: unknown, depth: number): void {
    let property = seen.properties.get(path);
    if (property === undefined) {
      if (seen.properties.size >= PATHS_MAX || depth > DEPTH_MAX) {
        this.#isCut = true;
        return;
      }
      property = { types: new Map(), classes: new Map() };
      seen.properties.set(path, property);
    }
    add(property.types, typeName(value));
    if (Array.isArray(value)) {
      if (value.length > ITEMS_MAX) this.#isCut = true;
      for (const item of value.slice(0, ITEMS_MAX)) this.#readValue(seen, `${path}[]`, item, depth + 1);
    } else if (isRecord(value)) this.#readObject(seen, `${path}.`, value, depth + 1);
    else if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      const found = text.length > TEXT_MAX ? undefined : valueClassOf(text);
      if (found !== undefined) add(property.classes, found);
    }
  }

  #planEvents(): readonly PlanEvent[] {
    return this.#plan.latest?.published.plan.events ?? [];
  }

  #synonyms(): NearOptions["synonyms"] {
    return this.#plan.latest?.published.plan.settings.standards.synonyms ?? [];
  }

  /** Lists longest first where they count something, else in the order of the file. */
  result(): Audit {
    const seen = [...this.#events.values()];
    const hasPlan = this.#plan.latest !== undefined;
    const sent = new Set<EventId | undefined>(seen.map(({ planned }) => planned?.id));
    return {
      lines: VERDICTS.reduce((sum, verdict) => sum + this.#verdicts[verdict], 0),
      malformed: this.#verdicts.malformed,
      ...(hasPlan ? { verdicts: { ...this.#verdicts } } : {}),
      events: seen
        .map(({ kind, name, count, planned, properties }) => ({
          kind,
          name,
          count,
          properties: properties.size,
          ...(hasPlan && isEvent(kind) ? { planned: planned !== undefined } : {}),
        }))
        .toSorted((a, b) => b.count - a.count),
      conflicts: conflictsOf(seen.toSorted((a, b) => b.count - a.count)),
      near: [...this.#nearEvents(seen), ...this.#nearProperties(seen)],
      personal: seen
        .flatMap(({ name, properties }) =>
          [...properties].flatMap(([property, { classes }]) =>
            [...classes].map(([valueClass, count]) => ({ event: name, property, valueClass, count })),
          ),
        )
        .toSorted((a, b) => b.count - a.count),
      absent: this.#planEvents()
        .filter(({ id, status }) => status !== "deprecated" && !sent.has(id))
        .map(({ callType, name }) => ({ callType, name })),
      cut: this.#isCut,
    };
  }

  /** Names of the plan come first, so that the one that came is told beside the one that was meant. */
  *#nearEvents(seen: readonly SeenEvent[]): Generator<NearPair> {
    for (const kind of ["track", "page", "screen"] as const) {
      const came = seen.filter((one) => one.kind === kind).map(({ name }) => name);
      const planned = this.#planEvents().flatMap((event) => (event.callType === kind ? [event.name] : []));
      yield* near("event", came, planned, { plurals: true, shortest: 6, synonyms: this.#synonyms() });
    }
  }

  *#nearProperties(seen: readonly SeenEvent[]): Generator<NearPair> {
    const came = seen.flatMap(({ properties }) => [...properties.keys()].filter((path) => !/\.|\[\]$/.test(path)));
    yield* near("property", [...new Set(came)], [], { plurals: false, shortest: 6, synonyms: this.#synonyms() });
  }
}

function isEvent(kind: CallKind): boolean {
  return kind === "track" || kind === "page" || kind === "screen";
}

function* near(
  of: NearPair["of"],
  came: readonly string[],
  planned: readonly string[],
  options: NearOptions,
): Generator<NearPair> {
  const received = new Set(came);
  const names = [...new Set([...planned, ...came])].map((name) => ({ name, item: name }));
  for (const [first, other] of nearNames(names, options))
    if (received.has(other.name) || received.has(first.name)) yield { of, name: other.name, other: first.name };
}

/** Properties of one name that come as more than one JSON type, in one event or between events. */
function conflictsOf(seen: readonly SeenEvent[]): TypeConflict[] {
  const all = new Map<string, Map<string, { count: number; events: string[] }>>();
  for (const { name, properties } of seen)
    for (const [path, { types }] of properties) {
      const known = all.get(path) ?? new Map<string, { count: number; events: string[] }>();
      all.set(path, known);
      for (const [type, count] of types) {
        if (type === "null") continue;
        const one = known.get(type) ?? { count: 0, events: [] };
        known.set(type, one);
        one.count += count;
        if (!one.events.includes(name)) one.events.push(name);
      }
    }
  return [...all].flatMap(([property, types]) =>
    types.size < 2
      ? []
      : [
          {
            property,
            types: [...types].map(([type, one]) => ({ type, ...one })).toSorted((a, b) => b.count - a.count),
          },
        ],
  );
}
