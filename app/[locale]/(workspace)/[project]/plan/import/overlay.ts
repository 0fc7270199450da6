/**
 * Laying an imported plan over the one at hand: what the file says is taken, what it leaves out stays. A file that knows
 * nothing of owners or roles must not empty them, and nothing is ever removed.
 */

import type {
  Bundle,
  GroupType,
  Plan,
  PlanEvent,
  Property,
  PropertyType,
  VariantCase,
  Variants,
} from "../../../../../../lib/plan/plan.ts";

/** Values that a reader gives where its file is silent. */
const SILENT: Readonly<Record<string, unknown>> = { critical: false, status: "active", privacy: "none", open: false };

function says(field: string, value: unknown): boolean {
  if (value === undefined || value === "" || value === SILENT[field]) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).some((inner) => says("", inner));
}

/** Texts per language, and the two lists of what is served, are laid over part by part. */
const PARTWISE = new Set(["displayName", "description", "trigger", "name", "serves"]);

function laid<T extends object>(existing: T, imported: T, own: Partial<T> = {}): T {
  const next: Record<string, unknown> = { ...(existing as Record<string, unknown>) };
  for (const [field, value] of Object.entries(imported)) {
    if (!says(field, value)) continue;
    const before = next[field];
    next[field] =
      PARTWISE.has(field) && typeof before === "object" && before !== null ? laid(before, value as object) : value;
  }
  return { ...next, ...own } as T;
}

interface Identified {
  readonly id: string;
}

/** The list at hand with its members laid over, then what is new. */
function lists<T extends Identified>(
  existing: readonly T[],
  imported: readonly T[],
  lay: (a: T, b: T) => T,
): readonly T[] {
  const found = new Map(imported.map((one) => [one.id, one]));
  const kept = existing.map((one) => {
    const other = found.get(one.id);
    return other ? lay(one, other) : one;
  });
  const known = new Set(existing.map((one) => one.id));
  return [...kept, ...imported.filter((one) => !known.has(one.id))];
}

function layType(existing: PropertyType, imported: PropertyType): PropertyType {
  if (imported.kind === "any") return existing;
  if (existing.kind === "object" && imported.kind === "object")
    return { ...imported, properties: lists(existing.properties, imported.properties, layProperty) };
  if (existing.kind === "array" && imported.kind === "array")
    return { ...existing, ...imported, items: layType(existing.items, imported.items) };
  return imported;
}

function layProperty<P extends Property>(existing: P, imported: P): P {
  return laid(existing, imported, {
    type: layType(existing.type, imported.type),
    required: imported.required,
  } as Partial<P>);
}

function layHolder<H extends Bundle | GroupType>(existing: H, imported: H): H {
  const properties = lists<Property>(existing.properties, imported.properties, layProperty);
  return laid(existing, imported, { properties } as Partial<H>);
}

function layVariants(existing: Variants | undefined, imported: Variants | undefined): Variants | undefined {
  if (!existing || !imported) return imported ?? existing;
  const layCase = (a: VariantCase, b: VariantCase) =>
    laid(a, b, { properties: lists(a.properties, b.properties, layProperty) });
  return { discriminator: imported.discriminator, cases: lists(existing.cases, imported.cases, layCase) };
}

function layEvent(existing: PlanEvent, imported: PlanEvent): PlanEvent {
  const variants = layVariants(existing.variants, imported.variants);
  return laid(existing, imported, {
    // A published name in code is not the file's to change.
    identifier: existing.identifier,
    bundles: [...existing.bundles, ...imported.bundles.filter((id) => !existing.bundles.includes(id))],
    properties: lists(existing.properties, imported.properties, layProperty),
    ...(variants ? { variants } : {}),
  });
}

/** `imported` (with the ids of what it describes) over `existing`. The settings at hand stay. */
export function overlayPlan(existing: Plan, imported: Plan): Plan {
  return {
    ...laid(
      { name: existing.name, description: existing.description },
      { name: imported.name, description: imported.description },
    ),
    slug: existing.slug,
    settings: existing.settings,
    categories: lists(existing.categories, imported.categories, laid),
    decisions: lists(existing.decisions, imported.decisions, laid),
    metrics: lists(existing.metrics, imported.metrics, laid),
    bundles: lists(existing.bundles, imported.bundles, layHolder),
    userProperties: lists(existing.userProperties, imported.userProperties, layProperty),
    groupTypes: lists(existing.groupTypes, imported.groupTypes, layHolder),
    events: lists(existing.events, imported.events, layEvent),
  };
}
