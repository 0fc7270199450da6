/** Compares an event with its later self: names, sources, bundles, properties, variants. */

import { compareInCode, comparePresence } from "./diff-presence.ts";
import { addedCode, compareProperties, compareProperty, type PropertyChange } from "./diff-property.ts";
import type { ChangeCode, Severity } from "./diff-table.ts";
import { pathSegment } from "./edit-path.ts";
import { sameValue } from "./edit-same.ts";
import type { Bundle, Plan, PlanEvent, Property, VariantCase, Variants } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";

/** A change of an event; the property is named when one is concerned. */
export interface EventChange extends Omit<PropertyChange, "id"> {
  readonly id?: string;
  readonly severity?: Severity;
  /** The sources concerned, where not all of the event's are. */
  readonly sources?: readonly string[];
}

type Push = (change: EventChange) => void;

/** Every property an event had or has, by id, wherever it stands: its own, or a bundle's. */
export type PropertyIndex = ReadonlyMap<string, Property>;

export function indexProperties(plan: Plan, event: PlanEvent): PropertyIndex {
  return new Map(resolveEvent(plan, event).properties.map(({ property }) => [property.id, property]));
}

interface Sides {
  readonly before: PlanEvent;
  readonly after: PlanEvent;
  readonly had: PropertyIndex;
  readonly has: PropertyIndex;
  readonly bundlesBefore: ReadonlyMap<string, Bundle>;
  readonly bundlesAfter: ReadonlyMap<string, Bundle>;
}

function compareNames({ before, after }: Sides, push: Push): void {
  const path = `event/${after.id}`;
  if (before.id !== after.id) push({ code: "event_replaced", path, name: after.name, covers: [`event/${before.id}`] });
  const values = { name: after.name, before: before.name, after: after.name };
  if (before.name !== after.name) {
    const kept = after.formerNames.includes(before.name) && before.callType === after.callType;
    const covers = [`${path}/formerNames/${pathSegment(before.name)}`];
    push({ code: kept ? "event_renamed_with_alias" : "event_renamed", path: `${path}/name`, covers, ...values });
  }
  if (before.callType !== after.callType) {
    const types = { before: before.callType, after: after.callType };
    push({ code: "call_type_changed", path: `${path}/callType`, name: after.name, ...types });
  }
  if (before.identifier !== after.identifier) {
    const same = before.identifier.toLowerCase() === after.identifier.toLowerCase();
    const kept = after.formerIdentifiers.includes(before.identifier) && !same;
    push({
      code: kept ? "identifier_changed_with_alias" : "identifier_changed",
      path: `${path}/identifier`,
      name: after.name,
      covers: [`${path}/formerIdentifiers/${pathSegment(before.identifier)}`],
      before: before.identifier,
      after: after.identifier,
    });
  }
  compareFormer("Names", "name", { before, after }, push);
  compareFormer("Identifiers", "identifier", { before, after }, push);
}

function compareFormer(
  list: "Names" | "Identifiers",
  field: "name" | "identifier",
  { before, after }: Pick<Sides, "before" | "after">,
  push: Push,
): void {
  const [was, is] = [before[`former${list}`], after[`former${list}`]];
  const path = `event/${after.id}/former${list}`;
  for (const name of was) {
    if (!is.includes(name) && name !== after[field])
      push({ code: `former_${field}_removed`, path: `${path}/${pathSegment(name)}`, name });
  }
  for (const name of is) {
    if (!was.includes(name) && name !== before[field])
      push({ code: `former_${field}_added`, path: `${path}/${pathSegment(name)}`, name });
  }
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return all.length === 0 || (some.length > 0 && some.every((item) => all.includes(item)));
}

function compareAdmission({ before, after }: Sides, push: Push): void {
  const path = `event/${after.id}`;
  const name = after.name;
  if (!sameValue(before.sources.toSorted(), after.sources.toSorted())) {
    const widened = isSubset(before.sources, after.sources);
    const values = { before: sourcesText(before), after: sourcesText(after) };
    push({ code: widened ? "sources_widened" : "sources_narrowed", path: `${path}/sources`, name, ...values });
  }
  if (before.open !== after.open)
    push({ code: after.open ? "event_opened" : "event_closed", path: `${path}/open`, name });
  if (!sameValue(before.rawSchema, after.rawSchema)) {
    const code: ChangeCode =
      before.rawSchema === undefined
        ? "raw_schema_added"
        : after.rawSchema === undefined
          ? "raw_schema_removed"
          : "raw_schema_changed";
    push({ code, path: `${path}/rawSchema`, name });
  }
}

function sourcesText(event: PlanEvent): string {
  return event.sources.length === 0 ? "*" : event.sources.join(", ");
}

function compareBundles({ before, after, had, has, bundlesBefore, bundlesAfter }: Sides, push: Push): void {
  const path = `event/${after.id}/bundles`;
  for (const id of before.bundles) {
    if (after.bundles.includes(id)) continue;
    const bundle = bundlesBefore.get(id);
    const lost = bundle?.properties.some((property) => had.has(property.id) && !has.has(property.id)) === true;
    const severity = lost ? "breaking" : "documentation";
    push({ code: "bundle_detached", severity, path: `${path}/${id}`, name: bundle?.name ?? id });
  }
  for (const id of after.bundles) {
    if (before.bundles.includes(id)) continue;
    const bundle = bundlesAfter.get(id);
    const gained = (bundle?.properties ?? []).filter((property) => has.has(property.id) && !had.has(property.id));
    const breaks = gained.some((property) => addedCode(property, before.open) !== "property_added");
    const severity = breaks ? "breaking" : gained.length > 0 ? "compatible" : "documentation";
    push({ code: "bundle_attached", severity, path: `${path}/${id}`, name: bundle?.name ?? id });
  }
}

/** Own properties; one that moved to or from a bundle is compared with itself, not reported as gone and new. */
function compareOwn({ before, after, had, has }: Sides, push: Push): void {
  const path = `event/${after.id}/properties`;
  const context = { path, prefix: "", open: before.open };
  const ownBefore = new Set(before.properties.map(({ id }) => id as string));
  const ownAfter = new Set(after.properties.map(({ id }) => id as string));
  const left = before.properties.filter(({ id }) => !ownAfter.has(id) && has.has(id));
  const came = after.properties.filter(({ id }) => !ownBefore.has(id) && had.has(id));
  // An own property that hides a bundled one of the same name takes its key over.
  const bundled = new Map([...had.values()].filter(({ id }) => !ownBefore.has(id)).map((item) => [item.name, item]));
  const hiding = after.properties.filter(({ id, name }) => !had.has(id) && bundled.has(name));
  compareProperties(
    before.properties.filter((property) => !left.includes(property)),
    after.properties.filter((property) => !came.includes(property) && !hiding.includes(property)),
    context,
    push,
  );
  for (const property of hiding) compareProperty(bundled.get(property.name) ?? property, property, context, push);
  for (const property of [...left, ...came]) {
    const [was, is] = [had.get(property.id), has.get(property.id)];
    push({ code: "property_moved", path: `${path}/${property.id}`, name: property.name, id: property.id });
    if (was !== undefined && is !== undefined) compareProperty(was, is, context, push);
  }
}

function valuesOf(item: VariantCase): string {
  return item.match.map(String).join(", ");
}

function compareVariants({ before, after, had }: Sides, push: Push): void {
  const [was, is] = [before.variants, after.variants];
  if (sameValue(was, is)) return;
  const path = `event/${after.id}/variants`;
  const name = after.name;
  if (was === undefined || is === undefined || was.discriminator !== is.discriminator) {
    push({ code: was === undefined ? "variants_added" : "variants_changed", path, name });
    return;
  }
  const common = new Set([...had.values()].map((property) => property.name));
  const values = valuesBefore(was, had);
  compareCases(was, is, { path: `${path}/cases`, name, open: before.open, values, common }, push);
}

/** Values the discriminator could take before; undefined when that is not known. */
function valuesBefore(variants: Variants, had: PropertyIndex): readonly unknown[] | undefined {
  const type = had.get(variants.discriminator)?.type;
  if (type?.kind === "boolean") return [true, false];
  return type?.kind === "string" || type?.kind === "number" || type?.kind === "integer" ? type.enum : undefined;
}

interface CaseContext {
  readonly path: string;
  readonly name: string;
  readonly open: boolean;
  readonly values: readonly unknown[] | undefined;
  /** Names the event had whatever the variant. */
  readonly common: ReadonlySet<string>;
}

/** A variant's new property that stands in for one of the event's own changes what was valid. */
function replacing(change: PropertyChange, { common }: CaseContext): EventChange {
  const stands = change.code === "property_added" && common.has(change.name);
  return stands ? { ...change, severity: "breaking" } : change;
}

/** Events with one of these values were valid before, in another shape. */
function wereKnown(match: VariantCase["match"], { values }: CaseContext): boolean {
  return values === undefined || match.some((value) => values.includes(value));
}

function compareCases(was: Variants, is: Variants, context: CaseContext, push: Push): void {
  const now = new Map(is.cases.map((item) => [item.id as string, item]));
  const old = new Set(was.cases.map(({ id }) => id as string));
  for (const item of was.cases) {
    const path = `${context.path}/${item.id}`;
    const later = now.get(item.id);
    if (later === undefined) {
      push({ code: "case_removed", path, name: context.name, before: valuesOf(item) });
      continue;
    }
    const fewer = item.match.filter((value) => !later.match.includes(value));
    const more = later.match.filter((value) => !item.match.includes(value));
    if (fewer.length + more.length > 0) {
      const severity = fewer.length > 0 || wereKnown(more, context) ? "breaking" : "compatible";
      const values = { before: valuesOf(item), after: valuesOf(later) };
      push({ code: "case_values_changed", severity, path: `${path}/match`, name: context.name, ...values });
    }
    const list = { path: `${path}/properties`, prefix: "", open: context.open };
    compareProperties(item.properties, later.properties, list, (change) => push(replacing(change, context)));
  }
  for (const item of is.cases) {
    if (old.has(item.id)) continue;
    const severity = wereKnown(item.match, context) ? "breaking" : "compatible";
    push({
      code: "case_added",
      severity,
      path: `${context.path}/${item.id}`,
      name: context.name,
      after: valuesOf(item),
    });
  }
}

/** Reports every difference that events or code notice. */
export function compareEvents(sides: Sides, push: Push): void {
  compareNames(sides, push);
  compareAdmission(sides, push);
  compareBundles(sides, push);
  compareOwn(sides, push);
  compareVariants(sides, push);
  const { before, after, had, has } = sides;
  const both = [
    { event: before, properties: had },
    { event: after, properties: has },
  ] as const;
  comparePresence(...both, push);
  compareInCode(...both, push);
}
