/**
 * The call as it should have been: each violation mended where there is one sensible way, with what was changed in words.
 * Shown to whoever sees a wrong event arrive.
 */

import { displayPath } from "../plan/display-path.ts";
import { findEvent, listEventProperties, nearestName } from "../plan/find.ts";
import type { Json, LocalizedText, Plan, PlanEvent, Property, PropertyType } from "../plan/plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import type { Violation } from "../violation/violation.ts";
import { readInstant } from "./event-time.ts";
import { pointerSegments } from "./json-limits.ts";

export interface CorrectedCall {
  readonly call: Json;
  /** What was changed, in the order of the violations. */
  readonly changes: readonly Required<LocalizedText>[];
}

type Container = Record<string, Json> | Json[];

function isContainer(value: Json | undefined): value is Container & Json {
  return typeof value === "object" && value !== null;
}

function parentOf(root: Json, segments: readonly string[]): Container | undefined {
  let current: Json | undefined = root;
  for (const segment of segments.slice(0, -1)) {
    if (!isContainer(current) || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<string, Json>)[segment];
  }
  return isContainer(current) ? current : undefined;
}

function exampleText(type: Extract<PropertyType, { kind: "string" }>): string {
  switch (type.format) {
    case "date-time":
      return "2026-01-31T12:00:00.000Z";
    case "date":
      return "2026-01-31";
    case "time":
      return "12:00:00Z";
    case "duration":
      return "PT1H";
    case "email":
      return "person@example.com";
    case "uri":
      return "https://example.com/";
    case "uuid":
      return "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    case "hostname":
      return "example.com";
    case "ipv4":
      return "192.0.2.1";
    case "ipv6":
      return "2001:db8::1";
    default:
      return "text".repeat(Math.ceil(Math.max(type.minLength ?? 1, 1) / 4)).slice(0, type.maxLength ?? 200);
  }
}

function exampleNumber(type: Extract<PropertyType, { kind: "number" | "integer" }>): number {
  const above = type.exclusiveMinimum === undefined ? undefined : type.exclusiveMinimum + 1;
  const low = type.minimum ?? above ?? Math.min(1, type.maximum ?? 1);
  const step = type.multipleOf ?? 1;
  return Math.ceil(low / step) * step;
}

/** A value of the type, for a person to replace. The property's own example wins where it fits. */
export function exampleValue(type: PropertyType, examples: readonly Json[] = []): Json {
  const fitting = examples.find((example) => fitsType(type, example));
  if (fitting !== undefined) return fitting;
  if ("const" in type && type.const !== undefined) return type.const;
  if ("enum" in type && type.enum?.[0] !== undefined) return type.enum[0];
  switch (type.kind) {
    case "string":
      return exampleText(type);
    case "number":
    case "integer":
      return exampleNumber(type);
    case "boolean":
      return true;
    case "object":
      return Object.fromEntries(
        type.properties
          .filter((property) => property.required)
          .map((property) => [property.name, exampleValue(property.type, property.examples)]),
      );
    case "array":
      return Array.from({ length: type.minItems ?? 0 }, () => exampleValue(type.items));
    case "union":
      return type.anyOf[0] === undefined ? null : exampleValue(type.anyOf[0]);
    default:
      return null;
  }
}

/** The value in the wanted type, when that is only a matter of writing. */
function converted(value: Json | undefined, type: PropertyType): Json | undefined {
  if (type.kind === "number" || type.kind === "integer") {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value.replace(",", ".")) : Number.NaN;
    if (!Number.isFinite(number)) return undefined;
    return type.kind === "integer" && !Number.isInteger(number) ? undefined : number;
  }
  if (type.kind === "boolean")
    return value === "true" || value === 1 ? true : value === "false" || value === 0 ? false : undefined;
  if (type.kind === "string") {
    if (type.format === "date-time" && typeof value === "number") {
      const instant = readInstant(value < 1e11 ? value * 1_000 : value);
      return instant === undefined ? undefined : new Date(instant).toISOString();
    }
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }
  if (type.kind === "array") {
    const item = value !== undefined && value !== null && !Array.isArray(value) ? value : undefined;
    return item === undefined ? undefined : [item];
  }
  return undefined;
}

function nearestAllowed(value: Json | undefined, expected: Json | undefined): Json | undefined {
  if (!Array.isArray(expected)) return undefined;
  const texts = expected.filter((item): item is string => typeof item === "string");
  return (typeof value === "string" ? nearestName(value, texts) : undefined) ?? (expected[0] as Json | undefined);
}

interface Fix {
  readonly en: string;
  readonly fr: string;
}

interface Workshop {
  readonly root: Json;
  readonly plan: Plan;
  readonly event: PlanEvent | undefined;
  /** By dotted path, items as `[]`; traits by name. */
  readonly properties: ReadonlyMap<string, Property>;
}

function propertyAt(path: string, { properties }: Workshop): Property | undefined {
  const dotted = displayPath(path).replace(/\[\d+\]/g, "[]");
  return properties.get(dotted);
}

function fixEventName(violation: Violation, { root, plan }: Workshop): Fix | undefined {
  const call = root as Record<string, Json>;
  const kind = String(call.type ?? "track");
  const field = kind === "track" ? "event" : "name";
  const names = plan.events.filter((event) => event.callType === kind).map((event) => event.name);
  const nearest = typeof violation.received === "string" ? nearestName(violation.received, names) : undefined;
  if (nearest === undefined) return undefined;
  call[field] = nearest;
  return {
    en: `Event name changed to “${nearest}”.`,
    fr: `Nom de l’événement changé en « ${nearest} ».`,
  };
}

function fixUnplanned(violation: Violation, workshop: Workshop): Fix | undefined {
  const segments = pointerSegments(violation.path);
  const name = segments.at(-1);
  const parent = parentOf(workshop.root, segments);
  if (name === undefined || parent === undefined || Array.isArray(parent)) return undefined;
  const shown = displayPath(violation.path);
  const prefix = shown.slice(0, shown.length - name.length).replace(/\[\d+\]/g, "[]");
  const siblings = [...workshop.properties.keys()]
    .filter((path) => path.startsWith(prefix) && !/[.[]/.test(path.slice(prefix.length)))
    .map((path) => path.slice(prefix.length))
    .filter((sibling) => !Object.hasOwn(parent, sibling));
  // A name that is right, from a source that must not send it, is not another one misspelt.
  const nearest = violation.keyword === "presence" ? undefined : nearestName(name, siblings);
  const value = parent[name];
  delete parent[name];
  if (nearest !== undefined && value !== undefined) {
    parent[nearest] = value;
    return { en: `“${shown}” renamed “${nearest}”.`, fr: `« ${shown} » renommé « ${nearest} ».` };
  }
  return { en: `“${shown}” removed.`, fr: `« ${shown} » retiré.` };
}

function setValue(violation: Violation, workshop: Workshop, value: Json): Fix | undefined {
  const segments = pointerSegments(violation.path);
  const name = segments.at(-1);
  const parent = parentOf(workshop.root, segments);
  if (name === undefined || parent === undefined) return undefined;
  (parent as Record<string, Json>)[name] = value;
  const shown = displayPath(violation.path);
  const text = JSON.stringify(value);
  return { en: `“${shown}” set to ${text}.`, fr: `« ${shown} » mis à ${text}.` };
}

function currentValue(violation: Violation, workshop: Workshop): Json | undefined {
  const segments = pointerSegments(violation.path);
  const parent = parentOf(workshop.root, segments);
  const name = segments.at(-1);
  return parent === undefined || name === undefined ? undefined : (parent as Record<string, Json>)[name];
}

function fix(violation: Violation, workshop: Workshop): Fix | undefined {
  if (violation.code === "unplanned_event") return fixEventName(violation, workshop);
  if (violation.code === "unplanned_property") return fixUnplanned(violation, workshop);
  const property = propertyAt(violation.path, workshop);
  const current = currentValue(violation, workshop);
  if (violation.code === "required_missing") {
    // A property that was renamed a moment ago may fill this place already.
    if (current !== undefined || property === undefined) return undefined;
    return setValue(violation, workshop, exampleValue(property.type, property.examples));
  }
  if (violation.code === "type_mismatch" && property !== undefined) {
    const value = converted(current, property.type) ?? exampleValue(property.type, property.examples);
    return setValue(violation, workshop, value);
  }
  if (violation.code === "value_constraint" || violation.code === "cardinality") {
    const allowed = nearestAllowed(current, violation.expected);
    if (violation.keyword === "enum" && allowed !== undefined) return setValue(violation, workshop, allowed);
    if (violation.keyword === "const" && violation.expected !== undefined) {
      return setValue(violation, workshop, violation.expected);
    }
    if (property !== undefined) return setValue(violation, workshop, exampleValue(property.type, property.examples));
  }
  return undefined;
}

/**
 * A mended copy of a call under a plan. Nothing is changed that no violation names; a violation without a sensible
 * correction is left as it is.
 */
export function correctedCall(
  call: Json,
  violations: readonly Violation[],
  plan: Plan,
  eventId: string | undefined,
): CorrectedCall {
  const root = structuredClone(call);
  const event = eventId === undefined ? undefined : findEvent(plan, eventId);
  const located = event === undefined ? [] : listEventProperties(plan, event);
  const traits = [...plan.userProperties, ...plan.groupTypes.flatMap((group) => group.properties)];
  const workshop: Workshop = {
    root,
    plan,
    event,
    properties:
      event === undefined
        ? new Map(traits.map((trait) => [trait.name, trait]))
        : new Map(located.map(({ property, path }) => [path, property])),
  };
  // Wrong names first: a value that moves may be the one that another violation misses.
  const ordered = [...violations].sort(
    (a, b) => Number(b.code === "unplanned_property") - Number(a.code === "unplanned_property"),
  );
  const changes = ordered.flatMap((violation) => fix(violation, workshop) ?? []);
  return { call: root, changes };
}

/** As `correctedCall`, of an event as it is shown; undefined without a plan to mend by, or without one sensible correction. */
export function correctionOf(
  event: { readonly call: Json; readonly violations: readonly Violation[]; readonly eventId?: string | undefined },
  plan: Plan | undefined,
): CorrectedCall | undefined {
  if (plan === undefined || event.violations.length === 0 || typeof event.call === "string") return undefined;
  const found = correctedCall(event.call, event.violations, plan, event.eventId);
  return found.changes.length === 0 ? undefined : found;
}
