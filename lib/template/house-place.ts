/**
 * Finding the place of a template's objects in a plan: which are new there, which stand there already under the same id or
 * name, and what somebody decided for those.
 */

import { derivedId, type IdPrefix } from "../base/id.ts";
import { factsOf, idsOf } from "../plan/edit-check-object.ts";
import { adoptIds, planWithIds } from "../plan/edit-pair.ts";
import { sameValue } from "../plan/edit-same.ts";
import {
  findObject,
  OBJECT_KINDS,
  type ObjectKind,
  objectsOf,
  type PlanObjects,
  withObjects,
} from "../plan/edit-tree.ts";
import type { LocalizedText, Plan, PlanEvent } from "../plan/plan.ts";
import { choiceFor, type HouseChoice, type HouseChoices } from "./house-choice.ts";

/** What a project remembers of the template it took. */
export interface Placement {
  /** Ids of the template's objects and properties that have another one in the project. */
  readonly ids: { readonly [templateId: string]: string };
  /** The template's objects for which the project kept its own: later versions leave those alone. */
  readonly kept: readonly string[];
  /** The template's objects that the project did not have before: only those are removed with a later version. */
  readonly added: readonly string[];
  /** Keys of consent purposes and of recipients that the project did not have before. */
  readonly purposes: readonly string[];
  readonly recipients: readonly string[];
  /** Names the template's objects have in the project, where they had to differ. */
  readonly names: { readonly [templateId: string]: string };
  /** The template's settings were taken. */
  readonly standards: boolean;
  /** By the key of the template's cohort. */
  readonly cohorts: { readonly [key: string]: PlacedCohort };
}

export interface PlacedCohort {
  readonly id: string;
  /** Of the template's definition it was made of; absent where the project kept its own. */
  readonly hash?: string;
}

export const NO_PLACEMENT: Placement = {
  ids: {},
  kept: [],
  added: [],
  purposes: [],
  recipients: [],
  names: {},
  standards: false,
  cohorts: {},
};

type AnyObject = PlanObjects[ObjectKind];

/** Something of the template that the plan already has otherwise. */
export interface Collision {
  /** The template's object. */
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  /** The name it has in the plan. */
  readonly mine: string;
  /** What tells that it is the same one; `rename` where a later version gives it a name that another object has. */
  readonly by: "id" | "name" | "rename";
  /** What holds unless somebody decides: the plan keeps its own. */
  readonly choice: HouseChoice;
  /** A name that is free. */
  readonly free: string;
}

export type Standing = "new" | "same" | "mine" | "theirs" | "renamed" | "known";

export interface Placed {
  /** The template's plan with the ids and names it has, or gets, in the project. */
  readonly plan: Plan;
  readonly placement: Placement;
  /** By the id an object has in `plan`. */
  readonly standings: ReadonlyMap<string, Standing>;
  readonly collisions: readonly Collision[];
}

/** The name of an object as one text. */
export function nameOf(object: { readonly name: string | LocalizedText }): string {
  return typeof object.name === "string" ? object.name : (object.name.en ?? object.name.fr ?? "");
}

function renamed(object: AnyObject, name: string): AnyObject {
  const given: string | LocalizedText =
    typeof object.name === "string"
      ? name
      : Object.fromEntries(Object.keys(object.name).map((language) => [language, name]));
  return { ...object, name: given } as AnyObject;
}

/** What is compared: the past of an event and its name in code are the project's own. */
function comparable(object: AnyObject): unknown {
  const { formerNames: _names, formerIdentifiers: _codes, identifier: _code, ...rest } = object as PlanEvent;
  return rest;
}

/** The name with the first number behind it that is free; a name in code stays one. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const join = /^[a-z0-9_]+$/.test(name) ? "_" : " ";
  for (let number = 2; ; number++) {
    const candidate = `${name}${join}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Events under the name they once had where the template has one of that name: it is the same event. */
function underFormerNames(current: Plan, given: Plan): Plan {
  const keyOf = (callType: string, name: string) => `${callType} ${name}`;
  const there = new Set(current.events.map(({ callType, name }) => keyOf(callType, name)));
  const keys = new Set(given.events.map(({ callType, name }) => keyOf(callType, name)));
  const events = current.events.map((event): PlanEvent => {
    if (keys.has(keyOf(event.callType, event.name))) return event;
    const former = event.formerNames.find((name) => {
      const key = keyOf(event.callType, name);
      return keys.has(key) && !there.has(key);
    });
    return former === undefined ? event : { ...event, name: former };
  });
  return { ...current, events };
}

function namesOf(object: AnyObject): readonly string[] {
  const { formerNames = [] } = object as Partial<PlanEvent>;
  return [nameOf(object), ...formerNames];
}

/** The first id made of another one that is not taken: of the same, always the same. */
export function freshId(id: string, isTaken: (candidate: string) => boolean): string {
  const prefix = id.slice(0, id.indexOf("_")) as IdPrefix;
  for (let number = 2; ; number++) {
    const candidate = derivedId(prefix, id, String(number));
    if (!isTaken(candidate)) return candidate;
  }
}

class Placing {
  readonly ids = new Map<string, string>();
  readonly standings = new Map<string, Standing>();
  readonly collisions: Collision[] = [];
  readonly kept: string[];
  readonly added: string[];
  readonly names: Map<string, string>;
  /** Ids of the project's objects that stand for known ones. */
  private readonly ofKnown: ReadonlySet<string>;
  private readonly present: ReadonlySet<string>;
  private readonly remembered: ReadonlyMap<string, string>;
  private readonly adopted: ReadonlyMap<string, string>;
  /** By the id it has in the template, an object with the ids of those it stands for. */
  private readonly asAdopted = new Map<string, AnyObject | undefined>();

  constructor(
    private readonly current: Plan,
    private readonly given: Plan,
    private readonly choices: HouseChoices,
    before: Placement,
    private readonly known: KnownNames,
  ) {
    this.remembered = new Map(Object.entries(before.ids));
    this.ofKnown = new Set([...known.keys()].map((id) => this.remembered.get(id) ?? id));
    const { ids } = adoptIds(planWithIds(given, this.remembered), underFormerNames(current, given));
    const again = [...this.remembered].map(([from, to]) => [from, ids.get(to) ?? to] as const);
    this.adopted = new Map([...ids, ...again]);
    const adopted = planWithIds(given, this.adopted);
    for (const kind of OBJECT_KINDS) {
      const list = objectsOf(adopted, kind);
      for (const [index, { id }] of objectsOf(given, kind).entries()) this.asAdopted.set(id, list[index]);
    }
    this.present = idsOf(current);
    this.kept = [...before.kept];
    this.added = [...before.added];
    this.names = new Map(Object.entries(before.names));
  }

  run(): void {
    for (const kind of OBJECT_KINDS) {
      const taken = new Set((objectsOf(this.current, kind) as readonly AnyObject[]).flatMap(namesOf));
      for (const object of objectsOf(this.given, kind)) taken.add(nameOf(object));
      for (const object of objectsOf(this.given, kind)) this.object(kind, object, taken);
    }
  }

  private object(kind: ObjectKind, object: AnyObject, taken: ReadonlySet<string>): void {
    const before = this.known.get(object.id);
    const isKnown = before !== undefined;
    const id = (isKnown ? this.remembered : this.adopted).get(object.id) ?? object.id;
    const mine = findObject(this.current, kind, id) as AnyObject | undefined;
    if (isKnown && this.kept.includes(object.id)) this.stands(kind, object, mine, "mine");
    else if (isKnown) {
      if (mine !== undefined && before !== nameOf(object)) this.renaming(kind, object, mine, taken);
      this.stands(kind, object, mine, "known");
    } else if (mine === undefined) this.stands(kind, object, undefined, "new");
    else if (sameValue(comparable(mine), comparable(this.asAdopted.get(object.id) ?? object))) {
      this.stands(kind, object, mine, "same");
    } else this.collision(kind, object, mine, taken);
  }

  /** A later version gives an object a name that another one of the project has: it keeps the name it has here. */
  private renaming(kind: ObjectKind, object: AnyObject, mine: AnyObject, taken: ReadonlySet<string>): void {
    const { id } = object;
    const name = nameOf(object);
    const others = (objectsOf(this.current, kind) as readonly AnyObject[]).filter((one) => !this.ofKnown.has(one.id));
    if (typeof object.name !== "string" || this.names.has(id) || !others.some((one) => namesOf(one).includes(name))) {
      return;
    }
    const decided = choiceFor(this.choices, id);
    const choice: HouseChoice = "rename" in decided ? decided : { take: "mine" };
    this.collisions.push({ id, kind, name, mine: nameOf(mine), by: "rename", choice, free: freeName(name, taken) });
    this.names.set(id, "rename" in choice ? choice.rename : nameOf(mine));
  }

  private collision(kind: ObjectKind, object: AnyObject, mine: AnyObject, taken: ReadonlySet<string>): void {
    const { id } = object;
    const name = nameOf(object);
    const choice = choiceFor(this.choices, id);
    const by = id === mine.id ? "id" : "name";
    this.collisions.push({ id, kind, name, mine: nameOf(mine), by, choice, free: freeName(name, taken) });
    if ("rename" in choice) {
      this.names.set(id, choice.rename);
      this.stands(kind, object, undefined, "renamed");
      return;
    }
    if (choice.take === "mine") this.kept.push(id);
    this.stands(kind, object, mine, choice.take);
  }

  /** Gives the object and everything in it the ids they have in the project: fresh ones where theirs are somebody else's. */
  private stands(kind: ObjectKind, object: AnyObject, mine: AnyObject | undefined, standing: Standing): void {
    const own = new Set(mine === undefined ? [] : factsOf(kind, mine).ids.map(({ id }) => id));
    for (const { id } of factsOf(kind, object).ids) {
      const adopted = standing === "renamed" ? id : this.idOf(id, standing);
      const isTaken = this.present.has(adopted) && !own.has(adopted);
      const target = isTaken ? freshId(id, (candidate) => this.present.has(candidate)) : adopted;
      if (target !== id) this.ids.set(id, target);
    }
    if (standing === "new" || standing === "renamed") this.added.push(object.id);
    this.standings.set(this.ids.get(object.id) ?? object.id, standing);
  }

  private idOf(id: string, standing: Standing): string {
    const before = standing === "known" ? this.remembered.get(id) : undefined;
    return before ?? this.adopted.get(id) ?? id;
  }
}

/** Of the template's objects that the project took before: the names they had. */
export type KnownNames = ReadonlyMap<string, string>;

/**
 * Where a template's objects stand in a plan. `known` names the template's objects that the project took before: those keep
 * the ids of `before`, and nobody is asked about them but where a new name of theirs is another's.
 */
export function placeTemplate(
  current: Plan,
  given: Plan,
  choices: HouseChoices = {},
  { before = NO_PLACEMENT, known = new Map() }: { before?: Placement; known?: KnownNames } = {},
): Placed {
  const placing = new Placing(current, given, choices, before, known);
  placing.run();
  const { ids, names, kept, added, standings, collisions } = placing;
  let plan = given;
  for (const kind of OBJECT_KINDS) {
    const list = objectsOf(plan, kind).map((object) => {
      const name = names.get(object.id);
      return name === undefined ? object : renamed(object, name);
    });
    plan = withObjects(plan, kind, list as never);
  }
  const placement = {
    ...before,
    ids: { ...before.ids, ...Object.fromEntries(ids) },
    kept: [...new Set(kept)],
    added: [...new Set(added)],
    names: Object.fromEntries(names),
  };
  return { plan: planWithIds(plan, ids), placement, standings, collisions };
}
