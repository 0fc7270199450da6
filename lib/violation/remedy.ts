/** Changing the plan so that what was received conforms: adding what it does not name, or relaxing the rule that was broken. */

import { newId } from "../base/id.ts";
import type { Edit } from "../plan/edit.ts";
import { type ConstraintPatch, withConstraints } from "../plan/edit-constraint.ts";
import { findEvent } from "../plan/find.ts";
import { newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import { CALL_TYPES, type Json, type Plan, type Property, type PropertyType } from "../plan/plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import { identifierFor } from "../plan/suggest-event.ts";
import { valueClassOf } from "../plan/value-class.ts";
import { inferProperties, inferType } from "./infer-type.ts";
import { type FoundPlace, type Placed, placeOf, valuesAt } from "./place.ts";
import type { ViolationCode } from "./violation.ts";

export interface Broken extends Placed {
  readonly code: ViolationCode;
  readonly keyword?: string;
  /** Slugs of the sources that sent it. */
  readonly sources: readonly string[];
}

export const REMEDIES = ["add", "relax", "transform"] as const;
export type Remedy = (typeof REMEDIES)[number];

/** A list of allowed values takes no more new ones than a person can look over. */
const NEW_VALUES_MAX = 20;

/** What kind of change of what the plan asks mends a violation; undefined where no change of the plan does. */
export function remedyFor({ code, eventName, eventId, path }: Broken): Remedy | undefined {
  if (code === "unplanned_property") return "add";
  if (code === "unplanned_event") return path === "/event" && eventName === "" ? undefined : "add";
  if (code === "unplanned_on_source") return eventId === undefined ? undefined : "relax";
  const relaxed: readonly ViolationCode[] = ["required_missing", "type_mismatch", "value_constraint", "cardinality"];
  return relaxed.includes(code) ? "relax" : undefined;
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function addedEvent(plan: Plan, { eventName }: Broken, calls: readonly Json[]): Edit[] {
  const [first] = calls.filter(isRecord);
  const callType = CALL_TYPES.find((type) => type === first?.type) ?? "track";
  const named = first?.[callType === "track" ? "event" : "name"];
  const name = typeof named === "string" ? named : eventName;
  if (name === "") return [];
  const id = newId("evt");
  const sent = calls.flatMap((call) => (isRecord(call) ? [isRecord(call.properties) ? call.properties : {}] : []));
  const properties = inferProperties(sent);
  const object = newEvent({
    id,
    name,
    callType,
    identifier: identifierFor(plan, { id, name }),
    status: "draft",
    properties,
  });
  return [{ command: "addObject", entry: { kind: "event", object } } as Edit];
}

function addedProperty({ place, name }: FoundPlace, values: readonly Json[]): Edit[] {
  const given = { id: newId("prp"), name, type: inferType(values) };
  const isTrait = (place.in === "user" || place.in === "group") && (place.path ?? []).length === 0;
  return [{ command: "addProperty", place, property: isTrait ? newTrait(given) : newProperty(given) } as Edit];
}

function withNull(type: PropertyType): PropertyType {
  if (type.kind === "null" || type.kind === "any" || type.kind === "raw") return type;
  return type.kind === "union" ? { ...type, anyOf: [...type.anyOf, { kind: "null" }] } : { ...type, nullable: true };
}

/** The type, made to take values of kinds it does not take so far. */
function widened(type: PropertyType, values: readonly Json[]): PropertyType {
  const other = values.filter((value) => !fitsType(type, value));
  const told = other.filter((value) => value !== null);
  const base = told.length < other.length ? withNull(type) : type;
  if (told.length === 0) return base;
  if (base.kind === "integer" && told.every((value) => typeof value === "number")) {
    const { multipleOf: _step, ...rest } = base;
    return { ...rest, kind: "number" };
  }
  const inferred = inferType(told);
  const own = base.kind === "union" ? base.anyOf : [base];
  return { kind: "union", anyOf: [...own, ...(inferred.kind === "union" ? inferred.anyOf : [inferred])] };
}

function isPrivate({ privacy }: Property): boolean {
  return privacy === "personal" || privacy === "sensitive";
}

const lengthOf = (value: Json) => (typeof value === "string" ? [...value].length : 0);
const numbersOf = (values: readonly Json[]) => values.filter((value) => typeof value === "number");

/** Values a list does not allow so far, to be allowed; null lifts the list, where they are many or about people. */
function allowing(property: Property, values: readonly Json[]): ConstraintPatch["enum"] {
  const { type } = property;
  const known: readonly Json[] = "enum" in type ? (type.enum ?? []) : [];
  const fresh = [...new Set(values)].filter((value) => !known.includes(value));
  const look = fresh.some((value) => typeof value === "string" && valueClassOf(value) !== undefined);
  if (isPrivate(property) || look || fresh.length > NEW_VALUES_MAX) return null;
  return [...known, ...fresh] as string[] | number[];
}

/** The single constraint that was broken, as wide as the values need it; undefined for a keyword that is none of a type's own. */
function relaxed(keyword: string, property: Property, values: readonly Json[]): ConstraintPatch | undefined {
  const numbers = numbersOf(values);
  const lengths = values.map(lengthOf);
  const counts = values.map((value) => (Array.isArray(value) ? value.length : 0));
  switch (keyword) {
    case "enum":
      return { enum: allowing(property, values) };
    case "minimum":
      return { minimum: Math.min(...numbers) };
    case "exclusiveMinimum":
      return { exclusiveMinimum: null, minimum: Math.min(...numbers) };
    case "maximum":
      return { maximum: Math.max(...numbers) };
    case "exclusiveMaximum":
      return { exclusiveMaximum: null, maximum: Math.max(...numbers) };
    case "minLength":
      return { minLength: Math.min(...lengths) };
    case "maxLength":
      return { maxLength: Math.max(...lengths) };
    case "minItems":
      return { minItems: Math.min(...counts) };
    case "maxItems":
      return { maxItems: Math.max(...counts) };
    case "const":
    case "pattern":
    case "format":
    case "multipleOf":
    case "uniqueItems":
      return { [keyword]: null };
    default:
      return undefined;
  }
}

/** Whether a constraint of the type speaks of the value, as far as the kind of both goes. */
function isOfKind({ kind }: PropertyType, value: Json): boolean {
  if (kind === "integer") return Number.isInteger(value);
  return kind === "array" ? Array.isArray(value) : kind === typeof value;
}

/** The union with the constraint relaxed in the members that the values are of; undefined where it is none of theirs. */
function relaxedUnion(
  type: PropertyType & { readonly kind: "union" },
  keyword: string,
  property: Property,
  values: readonly Json[],
): PropertyType | undefined {
  const anyOf = type.anyOf.map((member) => {
    const own = values.filter((value) => isOfKind(member, value));
    const constraints = keyword in member && own.length > 0 && relaxed(keyword, { ...property, type: member }, own);
    const next = constraints ? withConstraints(member, constraints) : member;
    return typeof next === "string" ? member : next;
  });
  return anyOf.every((member, index) => member === type.anyOf[index]) ? undefined : { ...type, anyOf };
}

function relaxedProperty({ place, property }: FoundPlace, broken: Broken, values: readonly Json[]): Edit[] {
  if (property === undefined) return [];
  const update = (changes: object) => [{ command: "updateProperty", place, id: property.id, changes } as Edit];
  if (broken.code === "required_missing") {
    // Where the plan asks it of one source alone, the property itself is not required.
    if (property.required) return update({ required: false });
    if (place.in !== "event") return [];
    return broken.sources.map((source) => ({
      ...{ command: "setPresence" as const, event: place.id, property: property.id, source },
      presence: null,
    }));
  }
  if (values.length === 0) return [];
  if (broken.code === "type_mismatch") {
    const type = widened(property.type, values);
    return values.every((value) => fitsType(type, value)) ? update({ type }) : [];
  }
  const wrong = values.filter((value) => !fitsType(property.type, value));
  const { type } = property;
  if (type.kind === "union") {
    const union = relaxedUnion(type, broken.keyword ?? "", property, wrong);
    return union === undefined ? [] : update({ type: union });
  }
  const constraints = relaxed(broken.keyword ?? "", property, wrong.length === 0 ? values : wrong);
  if (constraints === undefined) return [];
  return typeof withConstraints(property.type, constraints) === "string" ? [] : update({ constraints });
}

/**
 * The edits of the plan after which what was received conforms, as far as this violation goes; empty where there is no
 * such change, as for a value inside a list of plain values. `calls` are the latest ones, as received.
 */
export function remedyEdits(plan: Plan, broken: Broken, calls: readonly Json[]): Edit[] {
  const remedy = remedyFor(broken);
  if (remedy === undefined) return [];
  if (broken.code === "unplanned_event") return addedEvent(plan, broken, calls);
  if (broken.code === "unplanned_on_source") {
    const event = findEvent(plan, broken.eventId ?? "");
    if (event === undefined || event.sources.length === 0) return [];
    const add = broken.sources.filter((source) => !event.sources.includes(source));
    return [{ command: "updateEvent", id: event.id, changes: { sources: { add } } } as Edit];
  }
  const found = placeOf(plan, broken);
  if (found === undefined) return [];
  const values = valuesAt(calls, broken.path);
  if (broken.code !== "unplanned_property") return relaxedProperty(found, broken, values);
  return found.property === undefined ? addedProperty(found, values) : [];
}
