/** Property filters. A missing value satisfies `is_not_set` and no other operator, not even `!=`. Comparisons are typed: 1, "1" and true differ. */

import type { Json } from "../plan/plan.ts";
import { type Sql, sql } from "../store/sql.ts";
import { readsAsInstant } from "./bind/bind-property.ts";
import { groupPropertyNamed, userPropertyNamed, valueKinds } from "./bind/plan-lookup.ts";
import type { EventSelector, PropertyFilter } from "./question.ts";
import type { AnalysisScope } from "./scope.ts";
import { anyOf, personOf } from "./source.sql.ts";
import { groupTrait, userTrait } from "./trait.sql.ts";
import { eventValue, isEventRef, isPresent, type TypedValue, textInstant } from "./value.sql.ts";

const ORDER = { ">": sql`>`, ">=": sql`>=`, "<": sql`<`, "<=": sql`<=` } as const;

function equals(value: TypedValue, wanted: Json): Sql {
  const ways: Sql[] = [];
  if (typeof wanted === "number" && value.number) ways.push(sql`${value.number} = ${sql.as("Float64", wanted)}`);
  if (typeof wanted === "boolean" && value.boolean)
    ways.push(sql`${value.boolean} = ${sql.as("Float64", wanted ? 1 : 0)}`);
  if (typeof wanted === "string") {
    if (value.string) ways.push(sql`${value.string} = ${wanted}`);
    if (value.datetime && readsAsInstant(wanted))
      ways.push(sql`${value.datetime} = ${sql.as("Float64", Date.parse(wanted))}`);
  }
  return anyOf(ways);
}

function ordered(value: TypedValue, op: keyof typeof ORDER, bound: Json): Sql {
  const kind = typeof bound === "number" ? value.number : value.datetime;
  const number = typeof bound === "number" ? bound : Date.parse(String(bound));
  return kind === undefined ? sql`0` : sql`${kind} ${ORDER[op]} ${sql.as("Float64", number)}`;
}

/** Part of a text; or, in a list, one whole element. */
function contains(value: TypedValue, part: string): Sql {
  const ways: Sql[] = [];
  if (value.string) ways.push(sql`position(${value.string}, ${part}) > 0`);
  if (value.json)
    ways.push(sql`arrayExists(x -> x = ${JSON.stringify(part)}, JSONExtractArrayRaw(assumeNotNull(${value.json})))`);
  return anyOf(ways);
}

function condition(value: TypedValue, filter: PropertyFilter): Sql {
  switch (filter.op) {
    case "is_set":
      return isPresent(value);
    case "is_not_set":
      return sql`not ${isPresent(value)}`;
    case "=":
      return equals(value, filter.value);
    case "!=":
      return sql`${isPresent(value)} and not ifNull(${equals(value, filter.value)}, 0)`;
    case "in":
      return anyOf(filter.value.map((wanted) => equals(value, wanted)));
    case "not_in":
      return sql`${isPresent(value)} and not ifNull(${anyOf(filter.value.map((wanted) => equals(value, wanted)))}, 0)`;
    case "contains":
      return contains(value, filter.value);
    case "not_contains":
      return sql`${isPresent(value)} and not ifNull(${contains(value, filter.value)}, 0)`;
    default:
      return ordered(value, filter.op, filter.value);
  }
}

/** 1 or 0, never null. */
export function satisfies(value: TypedValue, filter: PropertyFilter): Sql {
  return sql`ifNull(${condition(value, filter)}, 0)`;
}

/** People by the latest value of a user or group property: those of the subquery, or (`except`) everybody else. */
interface TraitMatch {
  readonly persons: Sql;
  readonly except: boolean;
}

export type TraitFilter = Extract<
  PropertyFilter,
  { readonly userProperty: string } | { readonly groupProperty: string }
>;

export function isTraitFilter(filter: PropertyFilter): filter is TraitFilter {
  return !isEventRef(filter);
}

/** A trait's column `n` holds numbers or booleans, `s` texts, instants and JSON: the plan says which. */
export function traitValue(
  scope: AnalysisScope,
  ref: { readonly userProperty: string } | { readonly groupProperty: string },
): {
  readonly rows: Sql;
  readonly value: TypedValue;
} {
  const user = "userProperty" in ref;
  const id = user ? ref.userProperty : ref.groupProperty;
  const property = user ? userPropertyNamed(scope.plan, id) : groupPropertyNamed(scope.plan, id);
  const kinds = property === undefined ? new Set() : valueKinds(property.type);
  const number = kinds.has("boolean") && !kinds.has("number") ? { boolean: sql`n` } : { number: sql`n` };
  const text = kinds.has("json") && !kinds.has("string") ? { json: sql`s` } : { string: sql`s` };
  const time = kinds.has("datetime") ? { datetime: textInstant(sql`s`) } : {};
  return { rows: user ? userTrait(scope, id) : groupTrait(scope, id), value: { ...number, ...text, ...time } };
}

export function traitMatch(scope: AnalysisScope, filter: TraitFilter): TraitMatch {
  const { rows, value } = traitValue(scope, filter);
  const except = filter.op === "is_not_set";
  const wanted = except ? isPresent(value) : satisfies(value, filter);
  return { persons: sql`(select person from ${rows} where ${wanted})`, except };
}

/** A filter on events read as `e`. */
export function filterEvents(scope: AnalysisScope, filter: PropertyFilter, selector: EventSelector): Sql {
  if (isEventRef(filter)) return satisfies(eventValue(scope, filter, [selector]), filter);
  if (!isTraitFilter(filter)) return sql`0`;
  const { persons, except } = traitMatch(scope, filter);
  const person = personOf(scope, sql`e.person`);
  return except ? sql`${person} not in ${persons}` : sql`${person} in ${persons}`;
}
