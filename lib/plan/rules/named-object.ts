/** Everything a plan gives a name to, with the standard for it and the edit that gives it another one. */

import type { Edit } from "../edit.ts";
import { wordsOf } from "../names.ts";
import type { PlanEvent } from "../plan.ts";
import type { NamingStandard, StandardKind } from "../standards.ts";
import { eventTarget, objectTarget, propertyTarget } from "./facts.ts";
import { keep } from "./keep.ts";
import { followsCase } from "./naming.ts";
import { type FindingTarget, type PlacedProperty, RESERVED_KEY, type RuleFacts } from "./rule.ts";
import { type SiblingNames, siblingNames } from "./sibling-name.ts";
import { keepsOrder } from "./word-order.ts";

export interface NamedObject {
  readonly kind: StandardKind;
  readonly name: string;
  readonly target: FindingTarget;
  readonly standard: NamingStandard;
  /** Undefined where the name is taken. */
  rename(name: string): Edit | undefined;
  /** The key of a property in the latest version, where it stands in one. */
  readonly publishedName?: string | undefined;
}

/** The first forbidden word that a name holds. One without letters or digits is looked for as it is written. */
export function forbiddenIn(name: string, standard: NamingStandard): string | undefined {
  if (standard.forbiddenWords.length === 0) return undefined;
  const words = new Set(wordsOf(name));
  return standard.forbiddenWords.find((word) => {
    const own = wordsOf(word);
    if (own.length > 0) return own.every((one) => words.has(one));
    return word.trim() !== "" && name.includes(word.trim());
  });
}

export function hasPrefix(name: string, { prefix = "" }: NamingStandard): boolean {
  return name.startsWith(prefix);
}

/** How many of the standard's demands a name breaks. */
function faults(name: string, standard: NamingStandard): number {
  const kept = [
    followsCase(name, standard.case, standard.acronyms),
    hasPrefix(name, standard),
    forbiddenIn(name, standard) === undefined,
    keepsOrder(name, standard),
  ];
  return kept.filter((one) => !one).length;
}

export interface RenameFix {
  readonly fix?: Edit;
  /** Why there is none, where that is not plain to see. */
  readonly unfixed?: { readonly en: string; readonly fr: string };
}

const PUBLISHED = {
  en: "It is published under this name: whoever sends it would break, so it is not renamed in one click.",
  fr: "Elle est publiée sous ce nom : la renommer casserait ce qui l’envoie, ce n’est donc pas l’affaire d’un clic.",
};

/** The edit that gives the object this name, where that mends something and breaks nothing. */
export function renameFix(object: NamedObject, name: string | undefined): RenameFix {
  if (name === undefined || faults(name, object.standard) >= faults(object.name, object.standard)) return {};
  return renamed(object, name);
}

/** The edit that gives the object this name; none where it is taken, or where clients send the present one. */
export function renamed(object: NamedObject, name: string): RenameFix {
  if (object.publishedName !== undefined && object.publishedName !== name) return { unfixed: PUBLISHED };
  const fix = name === RESERVED_KEY ? undefined : object.rename(name);
  return fix === undefined ? {} : { fix };
}

const nameOfEvent = keep((event: PlanEvent) => eventTarget(event, "name"));
const nameOfProperty = keep((placed: PlacedProperty) => propertyTarget(placed, "name"));

function* namedEvents({ plan }: RuleFacts): Generator<NamedObject> {
  const { event: standard } = plan.settings.standards.naming;
  // Names of pages and screens say where one is: there is no verb in them.
  const placeName: NamingStandard = { ...standard, pattern: "any", allowedVerbs: [] };
  const holders = new Map<string, string>();
  for (const { callType, name, formerNames, id } of plan.events) {
    for (const former of formerNames) holders.set(`${callType} ${former}`, id);
    holders.set(`${callType} ${name}`, id);
  }
  for (const event of plan.events) {
    const { id, callType, name } = event;
    const rename = (next: string): Edit | undefined => {
      const holder = holders.get(`${callType} ${next}`);
      return holder === undefined || (holder === id && next !== name)
        ? { command: "renameEvent", id, name: next }
        : undefined;
    };
    const target = nameOfEvent(event);
    yield { kind: "event", name, target, standard: callType === "track" ? standard : placeName, rename };
  }
}

/** Of a property: most are only asked for their name, so the rest is found when it is asked for. */
class NamedProperty implements NamedObject {
  constructor(
    private readonly placed: PlacedProperty,
    private readonly facts: RuleFacts,
    private readonly siblings: () => SiblingNames,
  ) {}

  get kind(): StandardKind {
    const { place } = this.placed;
    return place.in === "user" || place.in === "group" ? "user_property" : "property";
  }

  get name(): string {
    return this.placed.property.name;
  }

  get target(): FindingTarget {
    return nameOfProperty(this.placed);
  }

  get standard(): NamingStandard {
    return this.facts.plan.settings.standards.naming[this.kind];
  }

  get publishedName(): string | undefined {
    return this.facts.publishedKeys.get(this.placed.property.id);
  }

  rename(name: string): Edit | undefined {
    const { place, property } = this.placed;
    const siblings = this.siblings();
    const isHeld = siblings.isTaken(this.placed, name) || siblings.isInExample(this.placed);
    return isHeld ? undefined : { command: "renameProperty", place, id: property.id, name };
  }
}

function namedProperties(facts: RuleFacts): NamedObject[] {
  let known: SiblingNames | undefined;
  const siblings = () => {
    known ??= siblingNames(facts);
    return known;
  };
  return facts.properties.map((placed) => new NamedProperty(placed, facts, siblings));
}

function* gather(facts: RuleFacts): Generator<NamedObject> {
  const { plan } = facts;
  const { naming } = plan.settings.standards;
  yield* namedEvents(facts);
  yield* namedProperties(facts);
  for (const [kind, list] of [
    ["bundle", plan.bundles],
    ["category", plan.categories],
  ] as const) {
    const taken = new Set(list.map(({ name }) => name));
    const command = kind === "bundle" ? ("updateBundle" as const) : ("updateCategory" as const);
    for (const object of list) {
      const rename = (name: string): Edit | undefined =>
        taken.has(name) ? undefined : { command, id: object.id, changes: { name } };
      const target = objectTarget(kind, object, "name");
      yield { kind, name: object.name, target, standard: naming[kind], rename };
    }
  }
}

const known = new WeakMap<RuleFacts, readonly NamedObject[]>();

/** Gathered once for all rules of naming. */
export function namedObjects(facts: RuleFacts): readonly NamedObject[] {
  const found = known.get(facts) ?? [...gather(facts)];
  known.set(facts, found);
  return found;
}
