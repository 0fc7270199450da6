/**
 * The semantic diff of two plans: what was added, removed, renamed or changed, object by object and field by field, each
 * judged as a sender of events and as a caller of generated code would. Empty exactly when the plans are equal.
 */

import { DayValue } from "./day.ts";
import { compareEvents, type EventChange, indexProperties, type PropertyIndex } from "./diff-event.ts";
import { fieldLabel, objectName } from "./diff-label.ts";
import { changeMessage } from "./diff-message.ts";
import { calledApart, calledObjects, propertyAlong } from "./diff-place.ts";
import { unconcernedSources } from "./diff-presence.ts";
import { compareProperties, compareProperty, type ListContext, type PropertyChange, paired } from "./diff-property.ts";
import { CHANGE_TABLE, type ChangeCode, SEVERITIES, type Severity } from "./diff-table.ts";
import { ORDER, pathsOverlap } from "./edit-path.ts";
import type { ObjectKind } from "./edit-tree.ts";
import { changedFields, type FieldChange, isFields } from "./field-tree.ts";
import type { Bundle, Language, Plan, PlanEvent } from "./plan.ts";

/** The kinds of object a change can concern. */
type ChangedKind = ObjectKind | "plan";

export interface Change {
  readonly code: ChangeCode;
  readonly severity: Severity;
  readonly kind: ChangedKind;
  /** Id of the object; `plan` for the plan itself. */
  readonly objectId: string;
  /** What people call the object. */
  readonly objectName: string;
  /** The outermost property concerned, and its dotted name. */
  readonly propertyId?: string;
  readonly propertyName?: string;
  /** A field path, see edit-path.ts. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly en: string;
  readonly fr: string;
  /** Ids of the events whose payloads or code it concerns. */
  readonly events: readonly string[];
  /** Slugs of the sources concerned; empty means every source. */
  readonly sources: readonly string[];
}

interface Found extends Omit<EventChange, "name"> {
  readonly name: string | { readonly en: string; readonly fr: string };
  /** Of a field of a property, what the property is called; `name` calls the field then. */
  readonly propertyName?: string | undefined;
  /** The values in words, where the values themselves are none. */
  readonly told?: { readonly [L in Language]: { readonly before?: unknown; readonly after?: unknown } };
  readonly kind: ChangedKind;
  readonly objectId: string;
  readonly events?: readonly string[];
}

class PlanDiff {
  readonly changes: Change[] = [];
  private readonly covered: string[] = [];
  private readonly bundlesBefore: ReadonlyMap<string, Bundle>;
  private readonly bundlesAfter: ReadonlyMap<string, Bundle>;
  private readonly had = new Map<PlanEvent, PropertyIndex>();
  private readonly has = new Map<PlanEvent, PropertyIndex>();
  private readonly pairs: readonly (readonly [PlanEvent, PlanEvent])[];

  /** Both versions of each event. */
  private readonly eventsById = new Map<string, PlanEvent[]>();

  constructor(
    private readonly before: Plan,
    private readonly after: Plan,
  ) {
    for (const event of [...before.events, ...after.events]) {
      this.eventsById.set(event.id, [...(this.eventsById.get(event.id) ?? []), event]);
    }
    this.bundlesBefore = new Map(before.bundles.map((bundle) => [bundle.id, bundle]));
    this.bundlesAfter = new Map(after.bundles.map((bundle) => [bundle.id, bundle]));
    const { pairs, removed, added } = paired(
      before.events,
      after.events,
      ({ callType, name }) => `${callType} ${name}`,
    );
    this.pairs = pairs;
    for (const event of removed) this.event(event, { code: "event_removed", path: `event/${event.id}` });
    for (const event of added) this.event(event, { code: "event_added", path: `event/${event.id}` });
  }

  run(): Change[] {
    this.compareBundles();
    for (const pair of this.pairs) this.compareEvent(...pair);
    this.compareUserProperties();
    this.compareGroupTypes();
    this.compareAutomatic();
    this.documentTheRest();
    return this.changes;
  }

  private push(found: Found): void {
    const { code, path, kind, objectId, name, ...rest } = found;
    const concerned = this.concernedSources(found);
    const { severity = concerned === undefined ? "documentation" : CHANGE_TABLE[code].severity, events = [] } = rest;
    this.covered.push(...(rest.covers ?? []));
    const names = typeof name === "string" ? { en: name, fr: name } : name;
    const values = { before: rest.before, after: rest.after };
    const say = (language: Language) =>
      changeMessage(code, { ...(rest.told?.[language] ?? values), name: names[language] })[language];
    const plan =
      kind === "plan" ? undefined : (objectName(this.after, kind, objectId) ?? objectName(this.before, kind, objectId));
    this.changes.push({
      code,
      severity,
      kind,
      objectId,
      objectName: plan ?? this.after.slug,
      ...(rest.id === undefined ? {} : { propertyId: rest.id, propertyName: rest.propertyName ?? names.en }),
      path,
      ...(rest.before === undefined ? {} : { before: rest.before }),
      ...(rest.after === undefined ? {} : { after: rest.after }),
      en: say("en"),
      fr: say("fr"),
      events,
      sources: concerned ?? this.sourcesOf(events),
    });
  }

  private sourcesOf(events: readonly string[]): string[] {
    const concerned = events.flatMap((id) => this.eventsById.get(id) ?? []);
    if (concerned.length === 0 || concerned.some(({ sources }) => sources.length === 0)) return [];
    return [...new Set(concerned.flatMap(({ sources }) => sources))].sort();
  }

  /** As `sourcesOf`, without those that the change passes by; undefined when it passes all of them by. */
  private concernedSources({ code, path, id, events = [], sources }: Found): readonly string[] | undefined {
    if (sources !== undefined) return sources;
    if (id === undefined || events.length === 0) return this.sourcesOf(events);
    const left = new Set<string>();
    for (const event of events) {
      const sides = this.eventsById.get(event) ?? [];
      const all = this.sourcesOf([event]);
      if (all.length === 0) return [];
      const spared = unconcernedSources({ code, path, id, name: "" }, sides);
      for (const source of all) if (!spared.has(source)) left.add(source);
    }
    return left.size === 0 ? undefined : [...left].sort();
  }

  private event(event: PlanEvent, change: Omit<EventChange, "name"> & { readonly name?: string }): void {
    this.push({ name: event.name, ...change, kind: "event", objectId: event.id, events: [event.id] });
  }

  private indexBefore(event: PlanEvent): PropertyIndex {
    const known = this.had.get(event) ?? indexProperties(this.before, event);
    this.had.set(event, known);
    return known;
  }

  private indexAfter(event: PlanEvent): PropertyIndex {
    const known = this.has.get(event) ?? indexProperties(this.after, event);
    this.has.set(event, known);
    return known;
  }

  private compareEvent(before: PlanEvent, after: PlanEvent): void {
    // What a bundle gains may be told apart by the sources of an event that did not change.
    if (before === after && before.presence.length === 0) return;
    const { bundlesBefore, bundlesAfter } = this;
    const [had, has] = [this.indexBefore(before), this.indexAfter(after)];
    compareEvents({ before, after, had, has, bundlesBefore, bundlesAfter }, (change) => this.event(after, change));
  }

  /** A bundle's change concerns the events that carry it on both sides; unused bundles concern nobody. */
  private compareBundles(): void {
    for (const [id, before] of this.bundlesBefore) {
      const after = this.bundlesAfter.get(id);
      if (after === undefined || after === before) continue;
      const users = this.pairs.filter(([was, is]) => was.bundles.includes(before.id) && is.bundles.includes(before.id));
      const open = users.some(([was]) => was.open);
      const context: ListContext = { path: `bundle/${id}/properties`, prefix: "", open };
      compareProperties(before.properties, after.properties, context, (change) => {
        const events = users.filter((pair) => this.concerns(change, pair)).map(([, event]) => event.id);
        const unnoticed = events.length === 0 ? { severity: "documentation" as const } : {};
        this.push({ ...change, ...unnoticed, kind: "bundle", objectId: id, events });
      });
    }
  }

  private concerns(change: PropertyChange, [before, after]: readonly [PlanEvent, PlanEvent]): boolean {
    const had = this.indexBefore(before).has(change.id);
    const has = this.indexAfter(after).has(change.id);
    if (change.path.endsWith(`/${change.id}`) && change.code.startsWith("property_added")) return has && !had;
    if (change.path.endsWith(`/${change.id}`) && change.code === "property_removed") return had && !has;
    return had || has;
  }

  private compareUserProperties(): void {
    const { pairs, removed, added } = paired(this.before.userProperties, this.after.userProperties, ({ name }) => name);
    const context: ListContext = { path: "user_property", prefix: "", open: false };
    const push = (objectId: string) => (change: Omit<PropertyChange, "id"> & { readonly id?: string }) =>
      this.push({ ...change, kind: "user_property", objectId });
    for (const { id, name } of removed) push(id)({ code: "property_removed", path: `user_property/${id}`, name, id });
    for (const { id, name } of added) push(id)({ code: "user_property_added", path: `user_property/${id}`, name, id });
    for (const [was, is] of pairs) compareProperty(was, is, context, push(is.id));
  }

  private compareGroupTypes(): void {
    const { pairs, removed, added } = paired(this.before.groupTypes, this.after.groupTypes, ({ name }) => name);
    const push = (objectId: string, change: Omit<EventChange, "name"> & { readonly name?: string }) =>
      this.push({ name: objectId, ...change, kind: "group_type", objectId });
    for (const { id } of removed) push(id, { code: "group_type_removed", path: `group_type/${id}` });
    for (const { id } of added) push(id, { code: "group_type_added", path: `group_type/${id}` });
    for (const [was, is] of pairs) {
      const path = `group_type/${is.id}`;
      if (was.name !== is.name) {
        push(is.id, { code: "group_type_renamed", path: `${path}/name`, before: was.name, after: is.name });
      }
      const context: ListContext = { path: `${path}/properties`, prefix: "", open: false };
      compareProperties(was.properties, is.properties, context, (change) => push(is.id, change));
    }
    const [first, second] = [this.before.groupTypes[0], this.after.groupTypes[0]];
    if (first === undefined || second === undefined || first.id === second.id) return;
    push(second.id, {
      code: "default_group_changed",
      path: `group_type/${ORDER}`,
      before: first.name,
      after: second.name,
    });
  }

  private compareAutomatic(): void {
    const [was, is] = [this.before.settings.automatic, this.after.settings.automatic];
    const path = "plan/settings/automatic";
    const push = (code: ChangeCode, name: string) =>
      this.push({ code, path: `${path}/${name}`, name, kind: "plan", objectId: "plan" });
    for (const name of was) if (!is.includes(name)) push("automatic_removed", name);
    for (const name of is) if (!was.includes(name)) push("automatic_added", name);
  }

  /** What no comparison above spoke of is documentation: texts, owners, tags, links, order. */
  private documentTheRest(): void {
    const spoken = new Map<string, string[]>();
    for (const path of [...this.changes.map((change) => change.path), ...this.covered]) {
      const key = objectKey(path);
      spoken.set(key, [...(spoken.get(key) ?? []), facetOf(path)]);
    }
    for (const field of changedFields(this.before, this.after)) {
      const facet = facetOf(field.path);
      const known = spoken.get(objectKey(field.path)) ?? [];
      if (!known.some((path) => pathsOverlap(path, facet))) this.document(field);
    }
  }

  private toldLinks(before: unknown, after: unknown): Found["told"] {
    const plans = [this.after, this.before];
    const called = (language: Language) => ({
      before: calledObjects(before, plans, language),
      after: calledObjects(after, plans, language),
    });
    return { en: called("en"), fr: called("fr") };
  }

  private document({ path, before, after }: FieldChange): void {
    const [kind = "plan", id = "plan"] = path.split("/");
    const isPlan = kind === "plan" || id === ORDER;
    const place = { kind: (isPlan ? "plan" : kind) as ChangedKind, objectId: isPlan ? "plan" : id };
    const whole = path === `${kind}/${id}` && !isPlan;
    const short = whole || (typeof (before ?? after) === "object" && !Array.isArray(before ?? after));
    const code = documentCode({ path, before, after }, whole);
    const source = /\/presence\/[^/]+@([^/]+)/.exec(path)?.[1];
    const values = source === undefined ? (short ? {} : { before, after }) : statedPresence(source, before, after);
    const told =
      whole || source !== undefined
        ? undefined
        : short
          ? toldItem(before, after)
          : (toldDays(path, before, after) ?? this.toldLinks(before, after));
    const along = propertyAlong(this.after, path) ?? propertyAlong(this.before, path);
    const property = along === undefined ? {} : { id: along.id, propertyName: along.name };
    const events = kind === "event" ? [id] : [];
    this.push({ code, path, name: fieldLabel(path), ...values, ...(told && { told }), ...property, ...place, events });
  }
}

/** An item that came or went, by what people would call it. */
function toldItem(before: unknown, after: unknown): NonNullable<Found["told"]> {
  return { en: calledApart(before, after, "en"), fr: calledApart(before, after, "fr") };
}

const DAY_FIELD = /\/(?:expiresOn|deprecation\/on)$/;

/** Days in words. */
function toldDays(path: string, before: unknown, after: unknown): Found["told"] {
  if (!DAY_FIELD.test(path)) return undefined;
  const day = (value: unknown) => (typeof value === "string" ? new DayValue(value) : value);
  const days = { before: day(before), after: day(after) };
  return { en: days, fr: days };
}

function objectKey(path: string): string {
  return path.split("/", 2).join("/");
}

/** Constraints that are compared together: one sentence speaks of all of them. */
function facetOf(path: string): string {
  return path
    .replace(/\/type\/(?:enum|const)$/, "/type/values")
    .replace(/\/type\/(?:minimum|maximum|exclusiveMinimum|exclusiveMaximum)$/, "/type/bounds")
    .replace(/\/type\/(?:min|max)(Length|Items)$/, "/type/bounds$1");
}

/** An exception that changes nothing, in short. */
function statedPresence(source: string, before: unknown, after: unknown) {
  const text = (value: unknown) => (isFields(value) ? `${source}: ${value.presence}` : value);
  return { before: text(before), after: text(after), sources: [source] };
}

function documentCode({ path, before, after }: FieldChange, whole: boolean): ChangeCode {
  if (path.endsWith(`/${ORDER}`)) return "order_changed";
  if (whole) return before === undefined ? "object_added" : "object_removed";
  if (path.endsWith("/status")) return after === "deprecated" ? "deprecated" : "status_changed";
  return /\.(en|fr)$/.test(path) ? "text_changed" : "detail_changed";
}

/** Every change from `before` to `after`, worst first, in the order of the plan within one severity. */
export function diffPlans(before: Plan, after: Plan): Change[] {
  const changes = new PlanDiff(before, after).run();
  return changes.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** How many changes of each severity concern a source. */
export type Impact = { readonly [S in Severity]: number };

/** Impact by source slug, for the sources given; a change that concerns every source counts for each. */
export function impactBySource(changes: readonly Change[], sources: readonly string[]): Map<string, Impact> {
  return new Map(
    sources.map((source) => {
      const own = changes.filter((change) => change.sources.length === 0 || change.sources.includes(source));
      const count = (severity: Severity) => own.filter((change) => change.severity === severity).length;
      return [
        source,
        { breaking: count("breaking"), compatible: count("compatible"), documentation: count("documentation") },
      ];
    }),
  );
}
