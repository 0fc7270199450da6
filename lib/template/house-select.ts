/** Taking a part of a plan as a template: what was chosen, and everything it refers to. */

import type { Criterion } from "../analysis/question.ts";
import { namesIn } from "../analysis/used-names.ts";
import { factsOf, idsOf, withoutPresent } from "../plan/edit-check-object.ts";
import { forgetReferences } from "../plan/edit-reference.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "../plan/edit-tree.ts";
import { isFields } from "../plan/field-tree.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { HOUSE_SLUG, type HouseCohort, type HouseContent, NO_SETTINGS } from "./house.ts";

/** What somebody chose. */
export interface HouseSelection {
  /** Ids of objects of the plan. */
  readonly objects: readonly string[];
  /** Ids of saved cohorts. */
  readonly cohorts: readonly string[];
  readonly standards: boolean;
}

export interface Selected {
  readonly content: HouseContent;
  /** Ids of objects and cohorts that come along because something chosen refers to them. */
  readonly besides: readonly string[];
}

interface Known {
  readonly kind: ObjectKind;
  readonly object: PlanObjects[ObjectKind];
}

/** The object each id of the plan belongs to: a property's is its event, bundle or group. */
function ownersOf(plan: Plan): ReadonlyMap<string, Known> {
  const owners = new Map<string, Known>();
  for (const kind of OBJECT_KINDS) {
    for (const object of objectsOf(plan, kind)) {
      for (const { id } of factsOf(kind, object).ids) owners.set(id, { kind, object });
    }
  }
  return owners;
}

/** Ids of saved cohorts that a criterion is made of. */
export function cohortsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(cohortsIn);
  if (!isFields(part)) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === "cohort" && typeof value === "string" ? [value] : key === "value" ? [] : cohortsIn(value),
  );
}

/** Everything the chosen ids lead to, themselves included; a replacement is named, not followed. */
function closure(plan: Plan, cohorts: readonly HouseCohort[], chosen: readonly string[]): ReadonlySet<string> {
  const owners = ownersOf(plan);
  const byKey = new Map(cohorts.map((cohort) => [cohort.key, cohort]));
  const reached = new Set<string>();
  const waiting = [...chosen];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const owner = owners.get(id);
    const reachedId = owner?.object.id ?? id;
    if (reached.has(reachedId)) continue;
    const cohort = byKey.get(id);
    if (owner !== undefined) {
      const { references } = factsOf(owner.kind, owner.object);
      waiting.push(...references.filter(({ kind }) => kind !== "replacement").map((reference) => reference.id));
    } else if (cohort !== undefined) waiting.push(...namesOf(cohort.criterion));
    else continue;
    reached.add(reachedId);
  }
  return reached;
}

function namesOf(criterion: Criterion): readonly string[] {
  return [...namesIn([criterion]).ids, ...cohortsIn(criterion)];
}

/** Of each criterion the objects and cohorts that it names itself. */
export function namedIn(plan: Plan): (criterion: Criterion) => readonly string[] {
  const owners = ownersOf(plan);
  return (criterion) => [...new Set(namesOf(criterion).map((id) => owners.get(id)?.object.id ?? id))];
}

const FOREIGN = new Set(["examples", "rawSchema", "schema"]);

/** Keys of the consent purposes that objects name. */
export function purposesIn(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) for (const item of part) purposesIn(item, found);
  if (!isFields(part)) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === "consentPurpose" && typeof value === "string") found.add(value);
    else if (!FOREIGN.has(key)) purposesIn(value, found);
  }
}

/** Former names resolve what one project once sent: they mean nothing in another. */
function withoutPast(event: PlanEvent): PlanEvent {
  if (event.formerNames.length === 0 && event.formerIdentifiers.length === 0) return event;
  return { ...event, formerNames: [], formerIdentifiers: [] };
}

function partOf(plan: Plan, ids: ReadonlySet<string>): Plan {
  let part: Plan = { ...plan, slug: HOUSE_SLUG, name: {}, description: {} };
  for (const kind of OBJECT_KINDS) {
    const list = objectsOf(plan, kind).filter(({ id }) => ids.has(id));
    part = withObjects<ObjectKind>(part, kind, list);
  }
  part = { ...part, events: part.events.map(withoutPast) };
  const gone = withoutPresent(part, idsOf(plan));
  return gone.size === 0 ? part : forgetReferences(part, gone);
}

/** Settings a template takes: all but what names objects that stay behind; without standards, the purposes alone. */
function settingsOf(plan: Plan, part: Plan, standards: boolean, whole: boolean): Plan["settings"] {
  const { settings } = plan;
  const named = new Set<string>();
  purposesIn(
    OBJECT_KINDS.map((kind) => objectsOf(part, kind)),
    named,
  );
  const purposes = whole ? settings.purposes : settings.purposes.filter(({ key }) => named.has(key));
  const received = new Set(purposes.flatMap(({ recipients }) => recipients));
  const recipientDetails = settings.recipientDetails.filter(({ key }) => whole || received.has(key));
  if (!standards) return { ...NO_SETTINGS, languages: settings.languages, purposes, recipientDetails };
  const there = idsOf(part);
  const suppressions = settings.standards.suppressions.filter(({ objectId }) => there.has(objectId));
  return { ...settings, purposes, recipientDetails, standards: { ...settings.standards, suppressions } };
}

/** The part of a plan that was chosen, with what it refers to. */
export function selectPart(plan: Plan, cohorts: readonly HouseCohort[], selection: HouseSelection): Selected {
  const chosen = new Set([...selection.objects, ...selection.cohorts]);
  const reached = closure(plan, cohorts, [...chosen]);
  const part = partOf(plan, reached);
  const content = {
    plan: { ...part, settings: settingsOf(plan, part, selection.standards, false) },
    standards: selection.standards,
    cohorts: cohorts.filter(({ key }) => reached.has(key)),
  };
  return { content, besides: [...reached].filter((id) => !chosen.has(id)) };
}

/** The whole plan, with all cohorts of the project. */
export function selectWhole(plan: Plan, cohorts: readonly HouseCohort[]): HouseContent {
  const part = partOf(plan, idsOf(plan));
  return { plan: { ...part, settings: settingsOf(plan, part, true, true) }, standards: true, cohorts };
}
