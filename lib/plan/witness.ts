/**
 * The witness of a breaking change: a concrete payload that was valid before and is not any more, because of that change.
 *
 * Payloads are built from the plan (its examples first) and judged on both sides by the house's validators, which the caller
 * gives: nothing is returned that was not judged. Where none can be built the answer says so, and why.
 */

import type { Change } from "./diff.ts";
import {
  callOf,
  firstShowing,
  noPayload,
  targetsOf,
  undecidable,
  type Witness,
  type WitnessSides,
} from "./witness-answer.ts";
import { propertyCandidates } from "./witness-candidate.ts";
import { eventChangeWitness, presenceWitness } from "./witness-event.ts";
import { type EventPlace, eventPair, eventPlace, traitPlace } from "./witness-place.ts";
import { traitWitness } from "./witness-trait.ts";
import { undecided } from "./witness-undecided.ts";

/** Changes that only generated code, or what the server fills in, notices. */
const CODE_ONLY = new Set<Change["code"]>([
  "identifier_changed",
  "former_identifier_removed",
  "automatic_removed",
  "code_required",
  "code_refused",
]);

/** Events of a bundle looked at: what breaks one of them breaks all that are made alike. */
const MOST_EVENTS = 8;

function eventWitness(change: Change, sides: WitnessSides): Witness {
  let answer: Witness | undefined;
  for (const id of change.events.slice(0, MOST_EVENTS)) {
    const pair = eventPair(sides.before, sides.after, id);
    if (pair === undefined) continue;
    const place = eventPlace(sides.before, sides.after, change, pair);
    const found = witnessAt(change, place, sides);
    if (found.outcome === "payload") return found;
    answer ??= found;
  }
  return answer ?? undecidable("not_found");
}

function witnessAt(change: Change, place: EventPlace, sides: WitnessSides): Witness {
  const { steps, pair } = place;
  if (change.path.includes("/presence/")) return presenceWitness(change, place, sides);
  if (steps.length === 0) return eventChangeWitness(change, pair, sides);
  const later = pair.after ?? pair.before;
  const calls = function* () {
    for (const properties of propertyCandidates(change, place, sides.before)) {
      const before = { message: callOf(pair.before, properties) };
      yield { before, after: later === pair.before ? before : { message: callOf(later, properties) } };
    }
  };
  const found = firstShowing(calls(), targetsOf("/properties", steps), change, sides);
  return found ?? undecided(change, steps, later.open);
}

/**
 * A witness of the change, or why there is none. Nothing for changes that break nothing. Deterministic: the same plans and
 * judge give the same witness.
 */
export function findWitness(change: Change, sides: WitnessSides): Witness | undefined {
  if (change.severity !== "breaking") return undefined;
  if (CODE_ONLY.has(change.code)) return noPayload("code_only");
  if (change.kind === "user_property" || change.kind === "group_type") {
    return traitWitness(change, traitPlace(sides.before, sides.after, change), sides);
  }
  return eventWitness(change, sides);
}
