/** Witnesses among the traits of people and groups. */

import type { Change } from "./diff.ts";
import type { GroupType, Json, JsonObject } from "./plan.ts";
import { firstShowing, targetsOf, undecidable, type Witness, type WitnessSides } from "./witness-answer.ts";
import { objectChanges } from "./witness-candidate.ts";
import { along } from "./witness-payload.ts";
import type { Step, TraitPlace } from "./witness-place.ts";
import { undecided } from "./witness-undecided.ts";
import { exampleOf } from "./witness-value.ts";

function traitCall(group: GroupType | undefined, traits: JsonObject, named: boolean): JsonObject {
  if (group === undefined) return { type: "identify", traits };
  return { type: "group", groupId: "group-1", ...(named ? { groupType: group.name } : {}), traits };
}

function* sameOnBothSides(group: GroupType | undefined, payloads: Iterable<JsonObject>, named = true) {
  for (const traits of payloads) {
    const call = { message: traitCall(group, traits, named) };
    yield { before: call, after: call };
  }
}

/** A group type that changed its name is asked for by its own name on each side. */
function* eachByItsName(place: TraitPlace, later: GroupType | undefined, payloads: Iterable<JsonObject>) {
  for (const traits of payloads) {
    yield {
      before: { message: traitCall(place.group, traits, true) },
      after: { message: traitCall(later ?? place.group, traits, true) },
    };
  }
}

function* changedTraits(change: Change, steps: readonly Step[]): Generator<JsonObject> {
  const last = steps.at(-1);
  if (last === undefined) return;
  for (const changed of objectChanges(change, last)) {
    const traits = along({}, steps.slice(0, -1), changed);
    if (traits !== undefined) yield traits;
  }
}

/** Each trait of a group by itself, then none at all. */
function singleTraits(group: GroupType): JsonObject[] {
  const values = group.properties.flatMap((property): JsonObject[] => {
    const value: Json | undefined = exampleOf(property);
    return value === undefined ? [] : [{ [property.name]: value }];
  });
  return [...values, {}];
}

function groupWitness(change: Change, group: GroupType, sides: WitnessSides): Witness {
  const named = change.code !== "default_group_changed";
  const calls = sameOnBothSides(group, singleTraits(group), named);
  return firstShowing(calls, ["/traits"], change, sides) ?? lastGroup(change, group, sides);
}

/** Without any group type left the call itself is unplanned. */
function lastGroup(change: Change, group: GroupType, sides: WitnessSides): Witness {
  const calls = sameOnBothSides(group, [{}]);
  return firstShowing(calls, [""], change, sides) ?? undecidable("not_found");
}

/** A witness of a change of traits. */
export function traitWitness(change: Change, place: TraitPlace, sides: WitnessSides): Witness {
  const { group, steps } = place;
  if (steps.length === 0) {
    const first = change.code === "default_group_changed" ? sides.before.groupTypes[0] : group;
    return first === undefined ? undecidable("not_found") : groupWitness(change, first, sides);
  }
  const later = group && sides.after.groupTypes.find(({ id, name }) => id === group.id || name === group.name);
  const calls = eachByItsName(place, later, changedTraits(change, steps));
  return firstShowing(calls, targetsOf("/traits", steps), change, sides) ?? undecided(change, steps, false);
}
