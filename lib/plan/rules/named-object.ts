/** Everything a plan gives a name to, with the standard for it and the edit that gives it another one. */

import type { Edit } from "../edit.ts";
import { wordsOf } from "../names.ts";
import type { NamingStandard, StandardKind } from "../standards.ts";
import { eventTarget, objectTarget, propertyTarget } from "./facts.ts";
import { followsCase } from "./naming.ts";
import type { FindingTarget, RuleFacts } from "./rule.ts";
import { keepsOrder } from "./word-order.ts";

export interface NamedObject {
  readonly kind: StandardKind;
  readonly name: string;
  readonly target: FindingTarget;
  readonly standard: NamingStandard;
  /** Undefined where the name is taken. */
  readonly rename: (name: string) => Edit | undefined;
}

function lower(words: readonly string[]): Set<string> {
  return new Set(words.map((word) => word.toLowerCase()));
}

/** The first forbidden word that a name holds. */
export function forbiddenIn(name: string, standard: NamingStandard): string | undefined {
  if (standard.forbiddenWords.length === 0) return undefined;
  const words = new Set(wordsOf(name));
  return standard.forbiddenWords.find((word) => [...lower(wordsOf(word))].every((one) => words.has(one)));
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

/** The edit that gives the object this name, where that mends something and breaks nothing. */
export function renameFix(object: NamedObject, name: string | undefined): { readonly fix?: Edit } {
  if (name === undefined || faults(name, object.standard) >= faults(object.name, object.standard)) return {};
  const fix = object.rename(name);
  return fix === undefined ? {} : { fix };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function* gather({ plan, properties }: RuleFacts): Generator<NamedObject> {
  const { naming } = plan.settings.standards;
  const events = new Set(plan.events.map(({ callType, name }) => `${callType} ${name}`));
  for (const event of plan.events) {
    const rename = (name: string): Edit | undefined =>
      events.has(`${event.callType} ${name}`) ? undefined : { command: "renameEvent", id: event.id, name };
    const target = eventTarget(event, "name");
    yield { kind: "event", name: event.name, target, standard: naming.event, rename };
  }
  const siblings = new Set(properties.map(({ path, property }) => `${parentOf(path)} ${property.name}`));
  for (const placed of properties) {
    const { property, place, path } = placed;
    const kind = place.in === "user" || place.in === "group" ? "user_property" : "property";
    const rename = (name: string): Edit | undefined =>
      siblings.has(`${parentOf(path)} ${name}`)
        ? undefined
        : { command: "renameProperty", place, id: property.id, name };
    yield { kind, name: property.name, target: propertyTarget(placed, "name"), standard: naming[kind], rename };
  }
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
