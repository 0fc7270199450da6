/** Property references and filters: names become ids, and comparisons must make sense for the property's type. */

import type { Json, Plan, PlanEvent, Property } from "../../plan/plan.ts";
import { PROPERTY_ROLE_WORDS } from "../../plan/role-word.ts";
import type { PropertyFilter, PropertyRef } from "../question.ts";
import { addUnknown, type Problems, WHAT } from "./bind-problem.ts";
import {
  eventProperties,
  groupPropertyNamed,
  ID_SEPARATOR,
  isInsideList,
  propertiesNamed,
  propertyPaths,
  userPropertyNamed,
  type ValueKind,
  valueKinds,
} from "./plan-lookup.ts";

interface BoundRef {
  readonly ref: PropertyRef;
  readonly kinds: ReadonlySet<ValueKind>;
  /** As written, for messages. */
  readonly label: string;
}

const TEXT: ReadonlySet<ValueKind> = new Set(["string"]);

function kindsOf(properties: readonly Property[]): ReadonlySet<ValueKind> {
  return new Set(properties.flatMap((property) => [...valueKinds(property.type)]));
}

/** `events`: those that may carry the property; none where only people's properties make sense. */
export function bindRef(
  plan: Plan,
  ref: PropertyRef,
  events: readonly PlanEvent[],
  path: string,
  problems: Problems,
): BoundRef | undefined {
  if ("automatic" in ref) return { ref, kinds: TEXT, label: ref.automatic };
  if ("userProperty" in ref) return bindTrait(plan, "userProperty", ref.userProperty, path, problems);
  if ("groupProperty" in ref) return bindTrait(plan, "groupProperty", ref.groupProperty, path, problems);
  if ("propertyRole" in ref) return bindRole(plan, ref, events, path, problems);
  const all = propertiesNamed(plan, events, ref.property);
  const found = all.filter((item) => !isInsideList(item));
  if (found.length === 0 && all.length > 0) {
    addUnreadable(problems, `${path}/property`, all[0]?.path ?? ref.property);
    return undefined;
  }
  if (found.length === 0) {
    addUnknown(problems, `${path}/property`, {
      what: WHAT.property,
      written: ref.property,
      candidates: propertyPaths(plan, events),
    });
    return undefined;
  }
  const properties = found.map(({ property }) => property);
  if (kindsOf(properties).size === 0) {
    addUnreadable(problems, `${path}/property`, found[0]?.path ?? ref.property);
    return undefined;
  }
  const bound = { property: properties.map(({ id }) => id).join(ID_SEPARATOR) };
  return { ref: bound, kinds: kindsOf(properties), label: found[0]?.path ?? ref.property };
}

function addUnreadable(problems: Problems, path: string, written: string): void {
  problems.add(
    path,
    `“${written}” has no single value: it is an object, or stands inside a list. Name a property with one.`,
    `« ${written} » n’a pas de valeur unique : c’est un objet, ou un élément de liste. Nommez une propriété qui en a une.`,
  );
}

function bindRole(
  plan: Plan,
  ref: Extract<PropertyRef, { readonly propertyRole: string }>,
  events: readonly PlanEvent[],
  path: string,
  problems: Problems,
): BoundRef | undefined {
  const properties = events.flatMap((event) => eventProperties(plan, event, ref).map(({ property }) => property));
  if (properties.length > 0) return { ref, kinds: kindsOf(properties), label: ref.propertyRole };
  problems.add(
    `${path}/propertyRole`,
    `No property of these events has the role “${PROPERTY_ROLE_WORDS[ref.propertyRole].en}”. Set it in the plan.`,
    `Aucune propriété de ces événements n’a le rôle « ${PROPERTY_ROLE_WORDS[ref.propertyRole].fr} ». Indiquez-le dans le plan.`,
  );
  return undefined;
}

function bindTrait(
  plan: Plan,
  kind: "userProperty" | "groupProperty",
  name: string,
  path: string,
  problems: Problems,
): BoundRef | undefined {
  const found = kind === "userProperty" ? userPropertyNamed(plan, name) : groupPropertyNamed(plan, name);
  if (found !== undefined) {
    const ref = kind === "userProperty" ? { userProperty: found.id } : { groupProperty: found.id };
    return { ref, kinds: kindsOf([found]), label: found.name };
  }
  const all = kind === "userProperty" ? plan.userProperties : plan.groupTypes.flatMap((type) => type.properties);
  addUnknown(problems, `${path}/${kind}`, {
    what: WHAT[kind],
    written: name,
    candidates: all.map((property) => property.name),
  });
  return undefined;
}

export function requireNumber(bound: BoundRef, path: string, problems: Problems): void {
  if (bound.kinds.has("number")) return;
  problems.add(
    path,
    `“${bound.label}” is not a number, so it cannot be added up.`,
    `« ${bound.label} » n’est pas un nombre : on ne peut pas en faire la somme.`,
  );
}

const INSTANT = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Text that reads as an instant: a date, or date and time, UTC when no zone is named. */
export function readsAsInstant(value: Json): value is string {
  return typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}

export function bindFilter(
  plan: Plan,
  filter: PropertyFilter,
  events: readonly PlanEvent[],
  path: string,
  problems: Problems,
): PropertyFilter {
  const bound = bindRef(plan, filter, events, path, problems);
  if (bound === undefined) return filter;
  checkOperation(filter, bound, path, problems);
  const operation = "value" in filter ? { op: filter.op, value: filter.value } : { op: filter.op };
  return { ...bound.ref, ...operation } as PropertyFilter;
}

const ORDERING: ReadonlySet<string> = new Set([">", ">=", "<", "<="]);

function checkOperation(filter: PropertyFilter, bound: BoundRef, path: string, problems: Problems): void {
  if (!("value" in filter)) return;
  const values: readonly Json[] = Array.isArray(filter.value) ? filter.value : [filter.value as Json];
  if (values.some((value) => value === null || typeof value === "object")) {
    problems.add(
      `${path}/value`,
      "Compare with a text, a number, true or false. For a missing value use is_set or is_not_set.",
      "Comparez avec un texte, un nombre, true ou false. Pour une valeur absente, utilisez is_set ou is_not_set.",
    );
    return;
  }
  if (filter.op === "contains" || filter.op === "not_contains") checkText(bound, path, problems);
  else if (ORDERING.has(filter.op)) checkOrder(values, bound, path, problems);
}

function checkText(bound: BoundRef, path: string, problems: Problems): void {
  if (bound.kinds.has("string") || bound.kinds.has("json")) return;
  problems.add(
    path,
    `“${bound.label}” is not text, so it cannot contain something.`,
    `« ${bound.label} » n’est pas un texte : il ne peut rien contenir.`,
  );
}

function checkOrder(values: readonly Json[], bound: BoundRef, path: string, problems: Problems): void {
  const [value] = values;
  if (typeof value === "number" && bound.kinds.has("number")) return;
  if (value !== undefined && readsAsInstant(value) && bound.kinds.has("datetime")) return;
  problems.add(
    path,
    `“${bound.label}” can only be ordered against a number, or a date such as 2024-03-31, of its own type.`,
    `« ${bound.label} » ne se compare par ordre qu’à un nombre, ou à une date comme 2024-03-31, de son propre type.`,
  );
}
