/** What a later version of a template drops and a project goes on having: what was there before, and what is still in use. */

import { factsOf, type Reference } from "../plan/edit-check-object.ts";
import { sameValue } from "../plan/edit-same.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "../plan/edit-tree.ts";
import type { Resolution } from "../plan/merge.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
import { objectIds } from "./house.ts";
import { ALL_OTHERS } from "./house-choice.ts";
import type { Placement } from "./house-place.ts";
import { purposesIn } from "./house-select.ts";

/** The project's plan, and the template's part of it at the version that was taken and at the later one. */
export interface Sides {
  readonly current: Plan;
  readonly base: Plan;
  readonly theirs: Plan;
}

export function without(plan: Plan, ids: ReadonlySet<string>): Plan {
  return OBJECT_KINDS.reduce<Plan>(
    (part, kind) => withObjects(part, kind, objectsOf(part, kind).filter(({ id }) => !ids.has(id)) as never),
    plan,
  );
}

type AnyObject = PlanObjects[ObjectKind];

function eachObject(plan: Plan): readonly (readonly [ObjectKind, AnyObject])[] {
  return OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map((object) => [kind, object as AnyObject] as const));
}

function referencesOf(plan: Plan): readonly Reference[] {
  return eachObject(plan).flatMap(([kind, object]) => factsOf(kind, object).references);
}

const keyOf = ({ path, id }: Reference) => `${path} ${id}`;

/** Dropped objects that the project changed: they stay unless somebody decided that they go. */
function changedHere(
  { current, base, theirs }: Sides,
  resolutions: ReadonlyMap<string, Resolution>,
): ReadonlySet<string> {
  const [said, next] = [
    new Map(eachObject(base).map(([, object]) => [object.id as string, object])),
    objectIds(theirs),
  ];
  const changed = eachObject(current).filter(([kind, object]) => {
    const before = said.get(object.id);
    if (before === undefined || next.has(object.id) || sameValue(before, object)) return false;
    const decided = resolutions.get(`${kind}/${object.id}`) ?? resolutions.get(ALL_OTHERS);
    return decided === undefined || !("take" in decided) || decided.take === "ours";
  });
  return new Set(changed.map(([, { id }]) => id));
}

/**
 * Dropped objects that the project keeps: those it had before the template, those it names where the template did not, and
 * what these refer to in turn.
 */
export function stayingObjects(
  sides: Sides,
  placement: Placement,
  resolutions: ReadonlyMap<string, Resolution>,
): ReadonlySet<string> {
  const { current, base, theirs } = sides;
  const next = objectIds(theirs);
  const dropped = eachObject(base).filter(([, { id }]) => !next.has(id));
  if (dropped.length === 0) return new Set();
  const owners = new Map<string, string>();
  for (const [kind, object] of dropped) for (const { id } of factsOf(kind, object).ids) owners.set(id, object.id);
  const ids = new Map(Object.entries(placement.ids));
  const added = new Set(placement.added.map((id) => ids.get(id) ?? id));
  const changed = changedHere(sides, resolutions);
  const stays = new Set(dropped.map(([, { id }]) => id as string).filter((id) => !added.has(id)));
  for (let size = -1; size !== stays.size; ) {
    size = stays.size;
    const said = new Set(referencesOf(without(base, new Set([...stays, ...changed]))).map(keyOf));
    for (const reference of referencesOf(current)) {
      const owner = owners.get(reference.id);
      if (owner !== undefined && !said.has(keyOf(reference))) stays.add(owner);
    }
  }
  return stays;
}

interface Kept {
  readonly purposes: ReadonlySet<string>;
  readonly recipients: ReadonlySet<string>;
}

/** Keys of purposes and recipients that the project had before the template, or that something still names. */
export function stayingPurposes(
  { current, base, theirs }: Sides,
  placement: Placement,
  stays: ReadonlySet<string>,
): Kept {
  const next = objectIds(theirs);
  const gone = new Set([...objectIds(base)].filter((id) => !next.has(id) && !stays.has(id)));
  const named = new Set<string>();
  for (const plan of [without(current, gone), theirs]) purposesIn(eachObject(plan), named);
  const { purposes, recipientDetails } = current.settings;
  const [added, addedRecipients] = [new Set(placement.purposes), new Set(placement.recipients)];
  const kept = purposes.filter(({ key }) => named.has(key) || !added.has(key));
  const received = new Set(kept.flatMap(({ recipients }) => recipients));
  return {
    purposes: new Set(kept.map(({ key }) => key)),
    recipients: new Set(
      recipientDetails.map(({ key }) => key).filter((key) => received.has(key) || !addedRecipients.has(key)),
    ),
  };
}

/** The settings that were taken, without what the later version drops and the project keeps: nothing removes those. */
export function withoutStaying(taken: PlanSettings, next: PlanSettings, { purposes, recipients }: Kept): PlanSettings {
  const [left, received] = [keysOf(next.purposes), keysOf(next.recipientDetails)];
  return {
    ...taken,
    purposes: taken.purposes.filter(({ key }) => left.has(key) || !purposes.has(key)),
    recipientDetails: taken.recipientDetails.filter(({ key }) => received.has(key) || !recipients.has(key)),
  };
}

function keysOf(list: readonly { readonly key: string }[]): ReadonlySet<string> {
  return new Set(list.map(({ key }) => key));
}

/** Keys that the template adds to the project. */
export function addedKeys(
  own: PlanSettings,
  given: PlanSettings,
  before: Pick<Placement, "purposes" | "recipients">,
): Pick<Placement, "purposes" | "recipients"> {
  const [purposes, recipients] = [keysOf(own.purposes), keysOf(own.recipientDetails)];
  const added = (list: readonly { readonly key: string }[], there: ReadonlySet<string>) =>
    list.map(({ key }) => key).filter((key) => !there.has(key));
  return {
    purposes: [...new Set([...before.purposes, ...added(given.purposes, purposes)])],
    recipients: [...new Set([...before.recipients, ...added(given.recipientDetails, recipients)])],
  };
}
