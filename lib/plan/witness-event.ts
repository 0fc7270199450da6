/** Witnesses of changes that concern an event as a whole: its name, its sources, its bundles, its variants. */

import type { Change } from "./diff.ts";
import { pathSegment } from "./edit-path.ts";
import type { JsonObject, Plan, PlanEvent } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";
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
import { having, payloadsOf, without } from "./witness-payload.ts";
import type { EventPair, EventPlace, Step } from "./witness-place.ts";
import { freshKey, propertyValues } from "./witness-value.ts";

function shapes(plan: Plan, event: PlanEvent, source?: string): JsonObject[] {
  const from = source === undefined ? {} : { source };
  return [...payloadsOf(plan, event, from), ...payloadsOf(plan, event, { ...from, every: true })];
}

/** Payloads of an event in every shape, with each value of each property: for changes that concern it as a whole. */
function* everyForm(plan: Plan, event: PlanEvent, source?: string): Generator<JsonObject> {
  const bases = shapes(plan, event, source);
  yield* bases;
  const { properties } = resolveEvent(plan, event, source);
  for (const { property } of properties) {
    for (const base of bases) {
      yield without(base, property.name);
      let left = 12;
      for (const value of propertyValues(property)) {
        if (left-- === 0) break;
        yield having(base, property.name, value);
      }
    }
  }
}

function* named(event: PlanEvent, payloads: Iterable<JsonObject>) {
  for (const properties of payloads) {
    const call = { message: callOf(event, properties) };
    yield { before: call, after: call };
  }
}

/** As `named`, each side under its own name. */
function* paired({ before, after }: EventPair, payloads: Iterable<JsonObject>, source?: string) {
  const from = source === undefined ? {} : { source };
  for (const properties of payloads) {
    const call = { message: callOf(before, properties), ...from };
    yield { before: call, after: after === undefined ? call : { message: callOf(after, properties), ...from } };
  }
}

/** A source that the event was planned for and is not any more. */
function lostSource({ before, after }: EventPair, known: readonly string[]): string {
  const kept = new Set(after?.sources);
  const candidates = before.sources.length > 0 ? before.sources : [...known, "another-source"];
  return candidates.find((source) => !kept.has(source)) ?? "another-source";
}

/** The properties that came or went with a bundle, as steps. */
function bundleSteps(change: Change, { before, after }: EventPair, sides: WitnessSides): Step[] {
  const had = resolveEvent(sides.before, before).properties.map(({ property }) => property);
  const has = after === undefined ? [] : resolveEvent(sides.after, after).properties.map(({ property }) => property);
  const ids = (list: typeof had) => new Set(list.map(({ id }) => id));
  const [was, is] = [ids(had), ids(has)];
  return change.code === "bundle_attached"
    ? has.filter(({ id }) => !was.has(id)).map((property) => ({ before: undefined, after: property }))
    : had.filter(({ id }) => !is.has(id)).map((property) => ({ before: property, after: undefined }));
}

function bundleWitness(change: Change, pair: EventPair, sides: WitnessSides): Witness {
  for (const step of bundleSteps(change, pair, sides)) {
    const payloads = propertyCandidates(change, { pair, steps: [step] }, sides.before);
    const found = firstShowing(paired(pair, payloads), targetsOf("/properties", [step]), change, sides);
    if (found !== undefined) return found;
  }
  return pair.after?.open === true && change.code === "bundle_detached"
    ? noPayload("still_admitted")
    : undecidable("not_found");
}

function* withStrangers(plan: Plan, event: PlanEvent): Generator<JsonObject> {
  const known = resolveEvent(plan, event).properties.map(({ property }) => property);
  const key = freshKey([...known, ...(event.variants?.cases ?? []).flatMap(({ properties }) => properties)]);
  for (const payload of payloadsOf(plan, event)) yield having(payload, key, true);
}

/** A witness of what one source must send, or must not, from now on. */
export function presenceWitness(change: Change, { pair, steps }: EventPlace, sides: WitnessSides): Witness {
  const [source] = change.sources;
  const calls = paired(pair, everyForm(sides.before, pair.before, source), source);
  return firstShowing(calls, targetsOf("/properties", steps), change, sides) ?? undecidable("not_found");
}

/** A witness of a change of the event itself: its name, its sources, its shape. */
export function eventChangeWitness(change: Change, pair: EventPair, sides: WitnessSides): Witness {
  const { before } = pair;
  const plan = sides.before;
  const anywhere = [""];
  const first = (calls: Parameters<typeof firstShowing>[0]) => firstShowing(calls, anywhere, change, sides);
  switch (change.code) {
    case "event_removed":
    case "event_renamed":
    case "call_type_changed":
      return first(named(before, shapes(plan, before))) ?? undecidable("not_found");
    case "former_name_removed": {
      const name = formerName(change, pair);
      return first(named({ ...before, name }, shapes(plan, before))) ?? undecidable("not_found");
    }
    case "sources_narrowed": {
      const source = lostSource(pair, sides.sources ?? []);
      return first(paired(pair, shapes(plan, before, source), source)) ?? undecidable("not_found");
    }
    case "event_closed":
      return first(paired(pair, withStrangers(plan, before))) ?? undecidable("not_found");
    case "bundle_attached":
    case "bundle_detached":
      return bundleWitness(change, pair, sides);
    default: {
      const raw = change.code === "raw_schema_added" || change.code === "raw_schema_changed";
      return first(paired(pair, everyForm(plan, before))) ?? undecidable(raw ? "raw_schema" : "not_found");
    }
  }
}

function formerName(change: Change, { before, after }: EventPair): string {
  const segment = change.path.split("/").slice(3).join("/");
  const gone = before.formerNames.filter((name) => !(after?.formerNames ?? []).includes(name));
  return gone.find((name) => pathSegment(name) === segment) ?? gone[0] ?? before.name;
}
