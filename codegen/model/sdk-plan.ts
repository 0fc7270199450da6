/** What an SDK of a published plan is made of, whatever its language: which calls, constants, shapes and versions, not yet named. */

import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import type {
  AutomaticProperty,
  GroupType,
  JsonObject,
  Language,
  Plan,
  PlanEvent,
  Property,
  PublishedPlan,
} from "../../lib/plan/plan.ts";
import { exceptionsOf, firesAt, notFilledIn } from "../../lib/plan/presence.ts";
import { resolveEvent } from "../../lib/plan/resolve.ts";
import { sortedBy } from "../file.ts";
import { linesOf, type Speech } from "./documentation.ts";
import { type EventShapes, eventShapes, fixedProperties, superKeysOf } from "./event-shapes.ts";
import { allPurposes, askedIn, type IsAsked, objectableAmong, type Purposes, purposesOf } from "./purposes.ts";
import { refuseSharedWireNames } from "./wire-names.ts";

export interface SdkEvent extends EventShapes {
  readonly event: PlanEvent;
  /** The plan version in which its definition last changed. */
  readonly version: number;
  /** Identifiers it had before, newest first, each once. */
  readonly formerIdentifiers: readonly string[];
  /** Constants the SDK fills in, with their wire keys. */
  readonly fixed: JsonObject;
  /** Wire keys that super properties may fill. */
  readonly superKeys: readonly string[];
  /** Properties of all shapes that are the event's, bundles' and cases' as planned: what is not expressible is listed of them. */
  readonly planned: readonly Property[];
  /** What people must agree to before it leaves. */
  readonly purposes: Purposes;
}

export interface SdkGroup {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly purposes: Purposes;
}

export interface SdkPlan {
  readonly slug: string;
  readonly version: number;
  readonly hash: string;
  /** The language its comments are in. */
  readonly language: Language;
  readonly automatic: readonly AutomaticProperty[];
  /** Bundled properties by name, sorted, all required: what `init` may give once for all calls. */
  readonly superProperties: readonly Property[];
  /** All purposes of calls and keys that people have a say in, sorted. */
  readonly purposes: readonly string[];
  /** Those of them that stand until people object. */
  readonly objectable: readonly string[];
  /** None is required: traits are judged one by one. */
  readonly userProperties: readonly Property[];
  readonly userPurposes: Purposes;
  readonly groups: readonly SdkGroup[];
  readonly events: readonly SdkEvent[];
  /** The wire name of a property or the identifier of an event, by id; made at the first question, since few plans ask. */
  readonly mentioned: (id: string) => Mentioned | undefined;
}

export interface Mentioned {
  readonly kind: "event" | "property";
  /** An event's identifier as stored, a property's key. */
  readonly name: string;
}

/** @throws UserError `invalid_input` when two events share a wire name and call type. */
export function sdkPlan({ plan, version, hash, eventVersions }: PublishedPlan): SdkPlan {
  refuseSharedWireNames(plan.events);
  const superProperties = superPropertiesOf(plan);
  const isAsked = askedIn(plan);
  const userPurposes = purposesOf(plan.userProperties, isAsked);
  const groups = plan.groupTypes.map((group) => groupOf(group, isAsked));
  const events = plan.events.map((event) => sdkEvent(plan, event, eventVersions[event.id] ?? version, superProperties));
  const purposes = allPurposes([userPurposes, ...[...groups, ...events].map((one) => one.purposes)]);
  return {
    slug: plan.slug,
    version,
    hash,
    language: plan.settings.languages[0] ?? "en",
    automatic: plan.settings.automatic,
    superProperties: sortedBy([...superProperties.values()], (property) => property.name).map(alwaysThere),
    purposes,
    objectable: objectableAmong(purposes, plan),
    userProperties: plan.userProperties.map(neverRequired),
    userPurposes,
    groups,
    events,
    mentioned: lazyNames(plan),
  };
}

/** How a target speaks of this plan; `nameOf` is what it calls an event in code. */
export function speechOf(
  { language, mentioned }: SdkPlan,
  told: Pick<Speech, "lines" | "code" | "hasIntegers">,
  nameOf: (identifier: string) => string,
): Speech {
  return {
    ...told,
    language,
    nameOf: (id) => {
      const found = mentioned(id);
      return found?.kind === "event" ? nameOf(found.name) : found?.name;
    },
  };
}

function eventPurposes(plan: Plan, planned: readonly Property[], named: string | undefined): Purposes {
  const purposes = purposesOf(planned, askedIn(plan), named);
  const { call } = purposes;
  return call !== undefined && objectableAmong([call], plan).length > 0
    ? { ...purposes, untilObjection: true }
    : purposes;
}

function groupOf({ name, properties }: GroupType, isAsked: IsAsked): SdkGroup {
  return { name, properties: properties.map(neverRequired), purposes: purposesOf(properties, isAsked) };
}

function sdkEvent(
  plan: Plan,
  event: PlanEvent,
  version: number,
  superProperties: ReadonlyMap<string, Property>,
): SdkEvent {
  const resolved = resolveEvent(plan, event);
  const fixed = fixedProperties(resolved);
  const own = resolved.properties.map(({ property }) => property);
  const planned = [...own, ...(event.variants?.cases.flatMap((item) => item.properties) ?? [])];
  return {
    event,
    version,
    formerIdentifiers: [...new Set(event.formerIdentifiers)],
    ...eventShapes(resolved, fixed),
    fixed: Object.fromEntries(fixed),
    superKeys: superKeysOf(resolved, superProperties),
    planned,
    purposes: eventPurposes(plan, planned, event.consentPurpose),
  };
}

/** The lines that introduce an event's function: what it means, when it fires, whether it may still change. */
export function eventLines(event: PlanEvent, speech: Speech): string[] {
  return [
    ...linesOf(event.description, speech),
    ...prefixed("Fires: ", linesOf(event.trigger, speech)),
    ...(event.status === "draft" ? ["A draft: the plan may still change it."] : []),
  ];
}

function prefixed(prefix: string, [first, ...rest]: readonly string[]): string[] {
  return first === undefined ? [] : [prefix + first, ...rest];
}

const PRESENCE_WORDS = { required: "always", optional: "sometimes", never: "never" } as const;

/** Which sources send the property otherwise than it says, in one sentence. */
export function presenceText(event: PlanEvent, id: string): string | undefined {
  const told = exceptionsOf(event, id).map(({ source, presence }) => `${PRESENCE_WORDS[presence]} from ${source}`);
  return told.length === 0 ? undefined : `Sent ${told.join(", ")}; checked at ingest.${leftToCalls(event, id)}`;
}

/** What the SDK does not fill in for any source, because one must not send it. */
function leftToCalls(event: PlanEvent, id: string): string {
  const own = event.properties.find((property) => property.id === id);
  if (own !== undefined) return notFilledIn(event, own) === "constant" ? " Its constant is not filled in." : "";
  const inCase = event.variants?.cases.some(({ properties }) => properties.some((property) => property.id === id));
  const isLeft = exceptionsOf(event, id).some(({ source, presence }) => presence === "never" && firesAt(event, source));
  return isLeft && !inCase ? " No super property fills it in." : "";
}

/** Bundled properties by name. A name that two bundles give different types has no one type, and is left out. */
function superPropertiesOf(plan: Plan): Map<string, Property> {
  const found = new Map<string, Property>();
  const ambiguous = new Set<string>(["__proto__"]);
  for (const property of plan.bundles.flatMap((bundle) => bundle.properties)) {
    const known = found.get(property.name);
    if (known !== undefined && canonicalJson(known.type) !== canonicalJson(property.type)) ambiguous.add(property.name);
    found.set(property.name, known ?? property);
  }
  for (const name of ambiguous) found.delete(name);
  return found;
}

function alwaysThere(property: Property): Property {
  return { ...property, required: true };
}

function neverRequired(property: Property): Property {
  return { ...property, required: false };
}

function lazyNames(plan: Plan): SdkPlan["mentioned"] {
  let names: Map<string, Mentioned> | undefined;
  return (id) => {
    names ??= namesById(plan);
    return names.get(id);
  };
}

function namesById(plan: Plan): Map<string, Mentioned> {
  const names = new Map<string, Mentioned>();
  const addAll = (properties: readonly Property[]): void => {
    for (const property of properties) {
      names.set(property.id, { kind: "property", name: property.name });
      if (property.type.kind === "object") addAll(property.type.properties);
      if (property.type.kind === "array" && property.type.items.kind === "object")
        addAll(property.type.items.properties);
    }
  };
  for (const { properties } of [...plan.bundles, ...plan.groupTypes, ...plan.events]) addAll(properties);
  addAll(plan.userProperties);
  for (const event of plan.events) {
    for (const item of event.variants?.cases ?? []) addAll(item.properties);
    names.set(event.id, { kind: "event", name: event.identifier });
  }
  return names;
}
