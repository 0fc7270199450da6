/** A template of the house laid over a plan: what is new is added, what is there stays unless somebody decides otherwise. */

import { newProblems } from "../plan/edit-check.ts";
import { idsOf, withoutPresent } from "../plan/edit-check-object.ts";
import { type EditError, problemError } from "../plan/edit-problem.ts";
import { forgetReferences } from "../plan/edit-reference.ts";
import { sameValue } from "../plan/edit-same.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "../plan/edit-tree.ts";
import { suggestIdentifier } from "../plan/names.ts";
import { DEFAULT_SETTINGS } from "../plan/new-object.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
import { takenIdentifiers } from "../plan/taken-identifiers.ts";
import { withPurposes } from "./apply.ts";
import type { HouseContent } from "./house.ts";
import type { HouseChoices } from "./house-choice.ts";
import {
  type Collision,
  NO_PLACEMENT,
  type Placed,
  type Placement,
  placeTemplate,
  type Standing,
} from "./house-place.ts";
import { addedKeys } from "./house-stay.ts";

export interface HouseOptions {
  readonly choices?: HouseChoices;
  /** Whose settings hold where the template brings some; by default the template's where the project never set any. */
  readonly standards?: "mine" | "theirs";
}

/** Settings of the template that differ from the project's: somebody decides whose hold. */
interface SettingsCollision {
  readonly choice: "mine" | "theirs";
}

export interface Laid {
  readonly plan: Plan;
  readonly placement: Placement;
  readonly collisions: readonly Collision[];
  readonly settings: SettingsCollision | undefined;
  /** What is wrong with the outcome: it is not written. */
  readonly problems: readonly EditError[];
}

/** The past of an event, and its name in code, are the project's own; a name it loses goes on resolving to it. */
function withOwnPast(mine: PlanEvent, theirs: PlanEvent): PlanEvent {
  const { identifier, formerIdentifiers } = mine;
  const former = mine.formerNames.filter((name) => name !== theirs.name);
  const formerNames = mine.name === theirs.name ? former : [mine.name, ...former];
  return { ...theirs, identifier, formerIdentifiers, formerNames };
}

/** Names in code that are in use are never taken a second time. */
function withFreeIdentifiers(own: Plan, added: readonly PlanEvent[]): readonly PlanEvent[] {
  const taken = takenIdentifiers(own);
  return added.map((event) => {
    const { id, name, identifier: wanted } = event;
    const policy = own.settings.identifiers;
    const isFree = !taken.has(wanted.toLowerCase());
    const identifier = isFree ? wanted : suggestIdentifier({ name, id, policy, taken });
    taken.add(identifier.toLowerCase());
    return { ...event, identifier };
  });
}

type AnyObject = PlanObjects[ObjectKind];

function inPlace(kind: ObjectKind, mine: AnyObject, theirs: AnyObject | undefined): AnyObject {
  if (theirs === undefined) return mine;
  return kind === "event" ? withOwnPast(mine as PlanEvent, theirs as PlanEvent) : theirs;
}

/** The plan with the placed template's objects: added where they are new, in place of its own where that was decided. */
export function layPlaced(current: Plan, placed: Placed): Plan {
  let plan = current;
  for (const kind of OBJECT_KINDS) {
    const list = objectsOf(placed.plan, kind) as readonly AnyObject[];
    const standing = (...among: readonly Standing[]) =>
      list.filter(({ id }) => among.includes(placed.standings.get(id) ?? "same"));
    const theirs = new Map(standing("theirs").map((object) => [object.id, object]));
    const own = objectsOf(current, kind).map((mine) => inPlace(kind, mine, theirs.get(mine.id)));
    const added = standing("new", "renamed");
    const free = kind === "event" ? withFreeIdentifiers(current, added as readonly PlanEvent[]) : added;
    if (theirs.size + added.length > 0) plan = withObjects(plan, kind, [...own, ...free] as never);
  }
  // What a kept object has not, nothing of the template can go on naming.
  const gone = withoutPresent(plan, idsOf(placed.plan));
  return gone.size === 0 ? plan : forgetReferences(plan, gone);
}

/** What a template sets besides its purposes. */
function houseRules({ standards, automatic, canonicalUserId }: PlanSettings): unknown {
  return { standards, automatic: [...automatic].sort(), canonicalUserId };
}

/** Undefined where the template brings no settings, or the project has the same. */
function settingsCollision(
  current: Plan,
  content: HouseContent,
  decided?: "mine" | "theirs",
): SettingsCollision | undefined {
  if (!content.standards) return undefined;
  const [mine, theirs, none] = [current.settings, content.plan.settings, DEFAULT_SETTINGS].map(houseRules);
  if (sameValue(mine, theirs)) return undefined;
  return { choice: decided ?? (sameValue(mine, none) ? "theirs" : "mine") };
}

/** The project's settings with those of the template: its languages and identifiers stay, purposes are added. */
function withHouseSettings(own: PlanSettings, given: PlanSettings, takes: boolean): PlanSettings {
  const settings = withPurposes(own, given);
  if (!takes) return settings;
  const { canonicalUserId = own.canonicalUserId } = given;
  const automatic = [...own.automatic, ...given.automatic.filter((name) => !own.automatic.includes(name))];
  const named = canonicalUserId === undefined ? {} : { canonicalUserId };
  return { ...settings, standards: given.standards, automatic, ...named };
}

export function problemsBetween(before: Plan, after: Plan): readonly EditError[] {
  return newProblems(before, after).map(problemError);
}

/** The plan a template would make of this one, where it is applied for the first time. */
export function planWithHouse(current: Plan, content: HouseContent, options: HouseOptions = {}): Laid {
  const placed = placeTemplate(current, content.plan, options.choices);
  const settings = settingsCollision(current, content, options.standards);
  const takes = content.standards && settings?.choice !== "mine";
  const laid = layPlaced(current, placed);
  const plan = { ...laid, settings: withHouseSettings(laid.settings, placed.plan.settings, takes) };
  const keys = addedKeys(current.settings, placed.plan.settings, NO_PLACEMENT);
  const placement = { ...placed.placement, ...keys, standards: takes };
  const { collisions } = placed;
  return { plan, placement, collisions, settings, problems: problemsBetween(current, plan) };
}
