/**
 * Bringing a later version of a template to a project that took an earlier one: three-way, with the version taken as the base,
 * the project's plan as ours and the later version as theirs. What the project changed itself is never overwritten unasked.
 */

import { findUses } from "../plan/edit-check-object.ts";
import { ORDER } from "../plan/edit-path.ts";
import { OBJECT_KINDS, objectsOf, withObjects } from "../plan/edit-tree.ts";
import { type MergeConflict, mergePlans, type Resolution } from "../plan/merge.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
import type { HouseContent } from "./house.ts";
import { type HouseOptions, type Laid, layPlaced, problemsBetween } from "./house-apply.ts";
import { type Placed, type Placement, placeTemplate } from "./house-place.ts";

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

function idsIn(plan: Plan): ReadonlySet<string> {
  return new Set(OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map(({ id }) => id as string)));
}

function without(plan: Plan, ids: ReadonlySet<string>): Plan {
  return OBJECT_KINDS.reduce<Plan>(
    (part, kind) => withObjects(part, kind, objectsOf(part, kind).filter(({ id }) => !ids.has(id)) as never),
    plan,
  );
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

/** Objects that the template no longer has, though something of the project's own rests on them: those stay. */
function stillUsed(current: Plan, base: Plan, theirs: Plan): ReadonlySet<string> {
  const next = idsIn(theirs);
  const gone = [...idsIn(base)].filter((id) => !next.has(id));
  const ownPart = without(current, idsIn(base));
  return new Set(gone.filter((id) => findUses(ownPart, new Set([id])).length > 0));
}

/** Lists keep the project's order where both moved things: an order is nobody's decision worth asking for. */
function merged(base: Plan, ours: Plan, theirs: Plan, resolutions: ReadonlyMap<string, Resolution>) {
  const first = mergePlans(base, ours, theirs, resolutions);
  if (first.ok) return { plan: first.plan, conflicts: [] };
  const all = new Map(resolutions);
  const open = first.conflicts.filter(({ path }) => !path.endsWith(`/${ORDER}`));
  for (const { path } of first.conflicts) if (!all.has(path)) all.set(path, { take: "ours" });
  const again = mergePlans(base, ours, theirs, all);
  if (again.ok) return { plan: again.plan, conflicts: open };
  const broken = new Set(again.conflicts.map(({ path }) => path));
  return { plan: ours, conflicts: [...open.filter(({ path }) => !broken.has(path)), ...again.conflicts] };
}

/** A name that an event loses goes on resolving to it. */
function withFormerNames(before: Plan, after: Plan): Plan {
  const old = new Map(before.events.map((event) => [event.id, event.name]));
  const events = after.events.map((event): PlanEvent => {
    const name = old.get(event.id);
    if (name === undefined || name === event.name || event.formerNames.includes(name)) return event;
    return { ...event, formerNames: [name, ...event.formerNames] };
  });
  return { ...after, events };
}

function knownPart(placed: Placed, keeps: ReadonlySet<string>): Plan {
  const isKnown = (id: string) => placed.standings.get(id) === "known" && !keeps.has(id);
  return without(placed.plan, new Set([...idsIn(placed.plan)].filter((id) => !isKnown(id))));
}

/**
 * What a later version would make of the plan. Conflicts that `resolutions` does not decide leave the project's value; what
 * the later version has besides is added as at the first time, `options.choices` deciding where it collides.
 */
export function planWithUpdate(
  current: Plan,
  { taken, placement, next }: HouseVersions,
  options: HouseOptions & { readonly resolutions?: ReadonlyMap<string, Resolution> } = {},
): HouseUpdate {
  const known = idsIn(taken.plan);
  const before = placeTemplate(current, taken.plan, {}, { before: placement, known });
  const placed = placeTemplate(current, next.plan, options.choices, { before: before.placement, known });
  const takes = placement.standards && taken.standards && next.standards;
  const [base, theirs] = [knownPart(before, new Set()), knownPart(placed, new Set())];
  const stays = stillUsed(current, base, theirs);
  const { plan: joined, conflicts } = merged(
    side(current, without(base, stays), takes),
    current,
    side(current, without(theirs, stays), takes),
    options.resolutions ?? new Map(),
  );
  const plan = layPlaced(withFormerNames(current, joined), placed);
  const { collisions } = placed;
  const problems = problemsBetween(current, plan);
  return { plan, placement: placed.placement, collisions, conflicts, problems };
}
