/**
 * A property's value as typed expressions. A property whose type changed over the versions is kept in several places; each
 * event fills at most one of them. Every expression is null where the event holds no such value.
 */

import type { AutomaticProperty, PlanEvent } from "../plan/plan.ts";
import { type Sql, sql } from "../store/sql.ts";
import { eventProperties, eventsOf, ID_SEPARATOR, pathsTo, valueKinds } from "./bind/plan-lookup.ts";
import { type Slot, type StoredAs, slotsOf } from "./property-slots.ts";
import type { EventSelector, PropertyRef } from "./question.ts";
import type { AnalysisScope } from "./scope.ts";
import { anyOf, comma, hasEventId } from "./source.sql.ts";

/** By what is stored: number as Float64, boolean as 0 or 1, datetime as epoch milliseconds, string and json as text. */
export type TypedValue = { readonly [K in StoredAs]?: Sql };

/** References to what an event itself carries. */
type EventRef = Exclude<PropertyRef, { readonly userProperty: string } | { readonly groupProperty: string }>;

export function isEventRef(ref: PropertyRef): ref is EventRef {
  return !("userProperty" in ref || "groupProperty" in ref);
}

export function textInstant(text: Sql): Sql {
  return sql`toFloat64(toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')))`;
}

function textValue(storedAs: StoredAs, text: Sql): Sql {
  if (storedAs === "number") return sql`toFloat64OrNull(${text})`;
  if (storedAs === "boolean") return sql`multiIf(${text} = 'true', 1., ${text} = 'false', 0., null)`;
  if (storedAs === "datetime") return textInstant(text);
  return text;
}

function slotValue({ slot, storedAs, propertyId }: Slot): Sql {
  if (slot !== "overflow") {
    const column = sql`e.${sql.name(slot)}`;
    return slot.startsWith("n") ? column : textValue(storedAs, column);
  }
  const text = sql`if(mapContains(e.overflow, ${propertyId}), e.overflow[${propertyId}], null)`;
  return textValue(storedAs, text);
}

/** The typed values at a place inside a JSON text. */
function nestedValue(json: Sql, keys: readonly string[], asInstant: boolean): TypedValue {
  const place = sql.join([json, ...keys.map((key) => sql`${key}`)], comma);
  const type = sql`JSONType(${place})`;
  const text = sql`if(${type} = 'String', JSONExtractString(${place}), null)`;
  return {
    number: sql`if(${type} in ('Int64', 'UInt64', 'Double'), JSONExtractFloat(${place}), null)`,
    boolean: sql`if(${type} = 'Bool', toFloat64(JSONExtractBool(${place})), null)`,
    json: sql`if(${type} in ('Object', 'Array'), JSONExtractRaw(${place}), null)`,
    ...(asInstant ? { datetime: textInstant(text), string: text } : { string: text }),
  };
}

/** Collects, per kind of value, which expression holds for which events. */
class ByEvent {
  readonly #cases = new Map<StoredAs, Map<string, Sql[]>>();

  add(storedAs: StoredAs, eventId: string, value: Sql): void {
    const cases = this.#cases.get(storedAs) ?? new Map<string, Sql[]>();
    this.#cases.set(storedAs, cases);
    cases.set(eventId, [...(cases.get(eventId) ?? []), value]);
  }

  addAll(eventId: string, value: TypedValue): void {
    for (const [storedAs, expression] of Object.entries(value)) this.add(storedAs as StoredAs, eventId, expression);
  }

  /** `only`: the one event that is read, when there is just one. */
  value(only: boolean): TypedValue {
    return Object.fromEntries([...this.#cases].map(([storedAs, cases]) => [storedAs, choose(cases, only)]));
  }
}

function firstOf(values: readonly Sql[]): Sql {
  const [value = sql`null`] = values;
  return values.length <= 1 ? value : sql`coalesce(${sql.join(values, comma)})`;
}

function choose(cases: ReadonlyMap<string, readonly Sql[]>, only: boolean): Sql {
  const [first] = cases.values();
  if (only && first !== undefined) return firstOf(first);
  const branches = [...cases].map(([eventId, values]) => sql`${hasEventId([eventId])}, ${firstOf(values)}`);
  return sql`multiIf(${sql.join(branches, comma)}, null)`;
}

function idsFor(
  scope: AnalysisScope,
  event: PlanEvent,
  ref: Extract<EventRef, { readonly property: string } | { readonly propertyRole: string }>,
): string[] {
  return eventProperties(scope.plan, event, ref).map(({ property }) => property.id);
}

function addPlanned(scope: AnalysisScope, event: PlanEvent, id: string, found: ByEvent): void {
  const own = slotsOf(scope.slots, event.id, id);
  const paths = pathsTo(scope.plan, event, id);
  const dated = paths.some(({ property }) => valueKinds(property.type).has("datetime"));
  for (const slot of own) {
    const value = slotValue(slot);
    found.add(slot.storedAs, event.id, value);
    // Dates without a time are kept as text, and ordered as instants.
    if (slot.storedAs === "string" && dated) found.add("datetime", event.id, textInstant(value));
  }
  if (own.length > 0) return;
  for (const { root, keys, property } of paths) {
    if (keys.length === 0) continue;
    for (const slot of slotsOf(scope.slots, event.id, root.id))
      if (slot.storedAs === "json")
        found.addAll(event.id, nestedValue(slotValue(slot), keys, valueKinds(property.type).has("datetime")));
  }
}

/** Events that have left the plan keep their slots: a question about any event still reads them. */
function addUnplanned(scope: AnalysisScope, ids: readonly string[], found: ByEvent): void {
  const planned = new Set(scope.plan.events.map(({ id }) => id));
  for (const slot of [...scope.slots.values()].flat())
    if (ids.includes(slot.propertyId) && !planned.has(slot.eventId))
      found.add(slot.storedAs, slot.eventId, slotValue(slot));
}

function automaticValue(name: AutomaticProperty): TypedValue {
  return { string: sql`nullIf(toString(e.${sql.name(`auto_${name}`)}), '')` };
}

/** The value of a reference on the events that the selectors read (as `e`). */
export function eventValue(scope: AnalysisScope, ref: EventRef, selectors: readonly EventSelector[]): TypedValue {
  if ("automatic" in ref) return automaticValue(ref.automatic);
  const events = [...new Set(selectors.flatMap((selector) => eventsOf(scope.plan, selector)))];
  const found = new ByEvent();
  for (const event of events) for (const id of idsFor(scope, event, ref)) addPlanned(scope, event, id, found);
  const everything = selectors.some((selector) => "any" in selector);
  if (everything && "property" in ref) addUnplanned(scope, ref.property.split(ID_SEPARATOR), found);
  return found.value(!everything && events.length === 1);
}

/** True where any value is held. */
export function isPresent(value: TypedValue): Sql {
  return anyOf(Object.values(value).map((expression) => sql`isNotNull(${expression})`));
}

/** The value as text, for breakdowns and for equality of two events; null where there is none. */
export function valueText(value: TypedValue): Sql {
  const texts: Sql[] = [];
  if (value.number) texts.push(sql`toString(${value.number})`);
  if (value.boolean) texts.push(sql`if(${value.boolean} = 1, 'true', if(isNull(${value.boolean}), null, 'false'))`);
  if (value.string) texts.push(value.string);
  if (value.datetime) texts.push(instantText(value.datetime));
  if (value.json) texts.push(value.json);
  return texts.length === 0 ? sql`cast(null, 'Nullable(String)')` : sql`coalesce(${sql.join(texts, comma)})`;
}

function instantText(milliseconds: Sql): Sql {
  return sql`concat(replaceOne(toString(fromUnixTimestamp64Milli(toInt64(${milliseconds}), 'UTC')), ' ', 'T'), 'Z')`;
}

/** The numeric value; null where there is none. */
export function valueNumber(value: TypedValue): Sql {
  return value.number ?? sql`cast(null, 'Nullable(Float64)')`;
}

/** Beyond this a Float64 has no nine decimals to lose. */
const WHOLE_ONLY = 1e15;

/** A number without the error of its last binary digits. */
export function decimal(value: Sql): Sql {
  return sql`if(abs(${value}) < ${sql.as("Float64", WHOLE_ONLY)}, round(${value}, 9), ${value})`;
}

/**
 * Sums as people reckon them: 0.1 + 0.2 is 0.3, or equal baskets would not tie. The additions' own error is carried along and
 * nine decimals are kept, so that the order in which parts of the log are read does not show.
 */
export const decimalSum = decimal(sql`sumKahan(value)`);
