/**
 * Where the values of a handled privacy class stand in the calls of a project, and what becomes of them before anything is
 * kept. Worked out once for a plan version, and not at all for a plan that handles no class.
 */

import { type CallType, type Plan, PRIVACY_CLASSES, type PrivacyClass, type Property } from "../plan/plan.ts";
import { handlingOf, type ValueHandling } from "../plan/plan-settings.ts";
import { resolveEvent } from "../plan/resolve.ts";
import type { Call } from "./call.ts";

/** In the place of a name: any item of a list. */
export const ANY = "*";

/** Values below the subject of a call. */
export interface ValuePlace {
  /** Names on the way; none means everything. */
  readonly names: readonly string[];
  readonly how: ValueHandling;
  /** Key of the purpose to which the person has to consent; "" where the plan names none. */
  readonly purpose: string;
  readonly rank: number;
  /** Where a transformation of the plan takes the value to. */
  readonly movedTo?: readonly string[];
}

type Places = readonly ValuePlace[];
const NOWHERE: Places = [];

function rankOf(privacy: PrivacyClass): number {
  return PRIVACY_CLASSES.indexOf(privacy);
}

/** Properties inside a type, each with the names that lead to it. */
function inner(type: Property["type"], names: readonly string[]): (readonly [Property, readonly string[]])[] {
  switch (type.kind) {
    case "object":
      return type.properties.map((property) => [property, [...names, property.name]]);
    case "array":
      return inner(type.items, [...names, ANY]);
    case "union":
      return type.anyOf.flatMap((one) => inner(one, names));
    default:
      return [];
  }
}

class Finder {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  place(privacy: PrivacyClass, names: readonly string[], purpose = ""): Places {
    const how = handlingOf(this.#plan.settings, privacy);
    return how === undefined ? NOWHERE : [{ names, how, purpose, rank: rankOf(privacy) }];
  }

  of(property: Property, names: readonly string[], purpose: string | undefined): ValuePlace[] {
    const own = property.consentPurpose ?? purpose;
    return [
      ...this.place(property.privacy, names, own),
      ...inner(property.type, names).flatMap(([one, path]) => this.of(one, path, own)),
    ];
  }

  all(properties: readonly Property[], purpose?: string): ValuePlace[] {
    return properties.flatMap((property) => this.of(property, [property.name], purpose));
  }
}

/** The strictest class first: it is the one that counts where two hold. */
function sorted(places: Places): Places {
  return places.toSorted((one, other) => other.rank - one.rank);
}

/** `lines[].sku` as names. */
function namesOf(property: string): readonly string[] {
  return property.replaceAll("[]", `.${ANY}`).split(".");
}

/** What the settings of a plan do with values. */
export class ValuePlaces {
  readonly #events = new Map<string, Places>();
  readonly #groups = new Map<string, Places>();
  readonly #firstGroup: Places;
  /** Of user properties: those of `identify` calls, and of `context.traits` in any call. */
  readonly traits: Places;

  constructor(plan: Plan) {
    const finder = new Finder(plan);
    for (const event of plan.events) {
      const { properties, variants } = resolveEvent(plan, event);
      const all = [
        ...properties.map(({ property }) => property),
        ...(variants?.cases.flatMap((item) => item.case.properties) ?? []),
      ];
      // As samples are covered: an event of these classes is private as a whole.
      const isPrivate = event.privacy === "personal" || event.privacy === "sensitive";
      const whole = isPrivate ? finder.place(event.privacy, [], event.consentPurpose) : NOWHERE;
      const places = sorted([...finder.all(all, event.consentPurpose), ...whole]);
      for (const name of event.formerNames) this.#add(event.callType, name, places);
      this.#events.set(`${event.callType} ${event.name}`, places);
    }
    this.#follow(plan);
    this.traits = sorted(finder.all(plan.userProperties));
    const groups = plan.groupTypes.map(({ name, properties }) => [name, sorted(finder.all(properties))] as const);
    for (const [name, places] of groups) this.#groups.set(name, places);
    this.#firstGroup = groups[0]?.[1] ?? NOWHERE;
  }

  #add(callType: CallType, name: string, places: Places): void {
    const key = `${callType} ${name}`;
    this.#events.set(key, sorted([...(this.#events.get(key) ?? NOWHERE), ...places]));
  }

  /** What the plan's transformations bring to a handled place is handled where it comes from. */
  #follow({ settings }: Plan): void {
    for (const { operation, event, property = "", to = "" } of settings.transformations) {
      for (const callType of ["track", "page", "screen"] as const) {
        if (operation === "rename_event") this.#add(callType, event, this.#events.get(`${callType} ${to}`) ?? NOWHERE);
        if (operation !== "rename_property" || to === "") continue;
        const names = namesOf(property);
        const target = [...names.slice(0, -1), to];
        const moved = (this.#events.get(`${callType} ${event}`) ?? NOWHERE).flatMap((place) =>
          target.every((name, index) => place.names[index] === name)
            ? [{ ...place, names: [...names, ...place.names.slice(names.length)], movedTo: place.names }]
            : [],
        );
        this.#add(callType, event, moved);
      }
    }
  }

  /** Below the subject of a call. */
  of({ kind, name, groupType }: Pick<Call, "kind" | "name" | "groupType">): Places {
    if (kind === "identify") return this.traits;
    if (kind === "group")
      return (groupType === undefined ? undefined : this.#groups.get(groupType)) ?? this.#firstGroup;
    return this.#events.get(`${kind} ${name}`) ?? NOWHERE;
  }
}

/** `undefined` where the plan handles no class. */
export function valuePlaces(plan: Plan): ValuePlaces | undefined {
  return PRIVACY_CLASSES.some((one) => handlingOf(plan.settings, one) !== undefined)
    ? new ValuePlaces(plan)
    : undefined;
}
