/**
 * Bringing a later version of a template to a project that took an earlier one: three-way, with the version taken as the base,
 * the project's plan as ours and the later version as theirs. What the project changed itself is never overwritten unasked.
 */

import { ORDER } from "../plan/edit-path.ts";
import { OBJECT_KINDS, objectsOf } from "../plan/edit-tree.ts";
import { type MergeConflict, mergePlans, type Resolution } from "../plan/merge.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
import { type HouseContent, objectIds } from "./house.ts";
import { type HouseOptions, type Laid, layPlaced, problemsBetween } from "./house-apply.ts";
import { ALL_OTHERS } from "./house-choice.ts";
import { type KnownNames, nameOf, type Placed, type Placement, placeTemplate } from "./house-place.ts";
import { inTakenIds, withIdsOf } from "./house-same.ts";
import { addedKeys, stayingObjects, stayingPurposes, without, withoutStaying } from "./house-stay.ts";

export interface HouseVersions {
  /** The version the project took, and where its objects stand. */
  readonly taken: HouseContent;
  readonly placement: Placement;
  readonly next: HouseContent;
}

export interface HouseUpdate extends Omit<Laid, "settings"> {
  /** Fields that the project and the template both changed, and nobody has decided yet: the project's value stands. */
  readonly conflicts: readonly MergeConflict[];
}

/** Past and name in code of an event are the project's own on every side. */
function withPastOf(current: Plan, part: Plan): Plan {
  const own = new Map(current.events.map((event) => [event.id, event]));
  const events = part.events.map((event): PlanEvent => {
    const mine = own.get(event.id);
    if (mine === undefined) return event;
    const { identifier, formerIdentifiers, formerNames } = mine;
    return { ...event, identifier, formerIdentifiers, formerNames };
  });
  return { ...part, events };
}

/** Only what the template set stands on its sides; the rest of the settings is the project's on all three. */
function settingsSide(own: PlanSettings, given: PlanSettings, takes: boolean): PlanSettings {
  const { purposes, recipientDetails } = given;
  if (!takes) return { ...own, purposes, recipientDetails };
  const { standards, automatic, canonicalUserId } = given;
  const named = canonicalUserId === undefined ? {} : { canonicalUserId };
  return { ...own, purposes, recipientDetails, standards, automatic, ...named };
}

/** The project's plan as it would be if the template's part stood in it untouched. */
function side(current: Plan, part: Plan, takes: boolean): Plan {
  const { name, description, slug } = current;
  const settings = settingsSide(current.settings, part.settings, takes);
  return { ...withPastOf(current, part), slug, name, description, settings };
}

/** Lists keep the project's order where both moved things: an order is nobody's decision worth asking for. */
function merged(base: Plan, ours: Plan, theirs: Plan, resolutions: ReadonlyMap<string, Resolution>) {
  const first = mergePlans(base, ours, theirs, resolutions);
  if (first.ok) return { plan: first.plan, conflicts: [] };
  const all = new Map(resolutions);
  const isOrder = (path: string) => path.endsWith(`/${ORDER}`);
  const others = resolutions.get(ALL_OTHERS);
  const open = others === undefined ? first.conflicts.filter(({ path }) => !isOrder(path)) : [];
  for (const { path } of first.conflicts) {
    if (!all.has(path)) all.set(path, (isOrder(path) ? undefined : others) ?? { take: "ours" });
  }
  const again = mergePlans(base, ours, theirs, all);
  if (again.ok) return { plan: again.plan, conflicts: open };
  const broken = new Set(again.conflicts.map(({ path }) => path));
  return { plan: ours, conflicts: [...open.filter(({ path }) => !broken.has(path)), ...again.conflicts] };
}

/** A name that an event loses goes on resolving to it, unless another event has it now. */
function withFormerNames(before: Plan, after: Plan): Plan {
  const old = new Map(before.events.map((event) => [event.id, event.name]));
  const keyOf = ({ callType }: PlanEvent, name: string) => `${callType} ${name}`;
  const taken = new Set(after.events.map((event) => keyOf(event, event.name)));
  const events = after.events.map((event): PlanEvent => {
    const name = old.get(event.id);
    if (name === undefined || taken.has(keyOf(event, name)) || event.formerNames.includes(name)) return event;
    return { ...event, formerNames: [name, ...event.formerNames] };
  });
  return { ...after, events };
}

function knownPart({ plan, standings }: Placed): Plan {
  return without(plan, new Set([...objectIds(plan)].filter((id) => standings.get(id) !== "known")));
}

function namesIn(plan: Plan): KnownNames {
  return new Map(OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map((object) => [object.id, nameOf(object)])));
}

/**
 * What a later version would make of the plan. Conflicts that `resolutions` does not decide leave the project's value; what
 * the later version has besides is added as at the first time, `options.choices` deciding where it collides.
 */
export function planWithUpdate(
  current: Plan,
  { taken, placement: remembered, next: given }: HouseVersions,
  options: HouseOptions & { readonly resolutions?: ReadonlyMap<string, Resolution> } = {},
): HouseUpdate {
  const { resolutions = new Map(), choices } = options;
  const next = inTakenIds(current, { taken: taken.plan, placement: remembered, next: given.plan });
  const known = namesIn(taken.plan);
  const before = placeTemplate(current, taken.plan, {}, { before: remembered, known });
  const placed = placeTemplate(current, next.plan, choices, { before: before.placement, known });
  const takes = remembered.standards && taken.standards && given.standards;
  const sides = { current, base: withPastOf(current, knownPart(before)), theirs: knownPart(placed) };
  const stays = stayingObjects(sides, before.placement, resolutions);
  const purposes = stayingPurposes(sides, before.placement, stays);
  const base = without(sides.base, stays);
  const settings = withoutStaying(base.settings, placed.plan.settings, purposes);
  const { plan: joined, conflicts } = merged(
    side(current, { ...base, settings }, takes),
    current,
    side(current, without(sides.theirs, stays), takes),
    resolutions,
  );
  const plan = withFormerNames(current, layPlaced(joined, placed));
  const { collisions } = placed;
  const problems = problemsBetween(current, plan);
  const keys = addedKeys(current.settings, placed.plan.settings, before.placement);
  const placement = withIdsOf({ ...placed.placement, ...keys }, next.ids);
  return { plan, placement, collisions, conflicts, problems };
}
