/**
 * Three-way merge of plans, field by field: what one side changed is taken, what both changed alike is kept, what both
 * changed differently is a conflict with its three values. Sets and texts are merged element by element.
 */

import { newProblems } from "./edit-check.ts";
import { ORDER } from "./edit-path.ts";
import { problemError } from "./edit-problem.ts";
import { sameValue } from "./edit-same.ts";
import { OBJECT_KINDS, objectsOf, withObjects } from "./edit-tree.ts";
import { areOneKind, type Fields, fieldPath, isFields, type Keyed, keyOf, shapeOf } from "./field-tree.ts";
import { mergeOrder } from "./merge-order.ts";
import type { Plan } from "./plan.ts";
import type { PropertyPresence } from "./plan-presence.ts";
import { inPresenceOrder } from "./presence.ts";
import { planSchema } from "./schema.ts";

/** A field both sides changed, each differently; or (without values) an invariant the two changes break together. */
export interface MergeConflict {
  /** A field path, see edit-path.ts. */
  readonly path: string;
  readonly base?: unknown;
  readonly ours?: unknown;
  readonly theirs?: unknown;
  readonly en: string;
  readonly fr: string;
}

export type MergeResult =
  | {
      readonly ok: true;
      readonly plan: Plan;
      /** Paths of the fields both sides changed that `resolutions` decided. */
      readonly decided: readonly string[];
    }
  | {
      readonly ok: false;
      readonly conflicts: readonly MergeConflict[];
      /** Paths of `resolutions` whose values are not of their field's shape. */
      readonly misfits: readonly string[];
    };

const BOTH_CHANGED = {
  en: "Both sides changed this, each differently.",
  fr: "Les deux côtés ont changé ceci, chacun à sa façon.",
};

export interface Three<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

function each<T, R>({ base, ours, theirs }: Three<T>, read: (side: T) => R): Three<R> {
  return { base: read(base), ours: read(ours), theirs: read(theirs) };
}

function itemsById(list: readonly Keyed[] | undefined): Map<string, Keyed> {
  return new Map((list ?? []).map((item) => [keyOf(item), item]));
}

/** What somebody decided a field both sides changed shall be: one side's value, or another; null is none at all. */
export type Resolution = { readonly take: "ours" | "theirs" } | { readonly value: unknown };

/** Values of three sides brought together, conflicts noted on the way. */
export class FieldMerge {
  readonly conflicts: MergeConflict[] = [];
  /** Paths of conflicts that were decided. */
  readonly decided = new Set<string>();
  /** Paths of those whose value is nothing the merge could go on with. */
  readonly misfits = new Set<string>();

  constructor(private readonly resolutions: ReadonlyMap<string, Resolution>) {}

  /** The value that was decided; without a decision a conflict, and our value until there is one. */
  private conflict<T>(
    path: string,
    { base, ours, theirs }: Three<T>,
    fits: (value: unknown) => boolean = () => true,
  ): T {
    const resolution = this.resolutions.get(path);
    if (resolution === undefined) {
      this.conflicts.push({ path, base, ours, theirs, ...BOTH_CHANGED });
      return ours;
    }
    this.decided.add(path);
    if ("take" in resolution) return resolution.take === "ours" ? ours : theirs;
    const value = resolution.value ?? undefined;
    if (fits(value)) return value as T;
    this.misfits.add(path);
    return ours;
  }

  /** The side to take when at most one side changed, in a box: the side itself may be undefined. */
  settled<T>({ base, ours, theirs }: Three<T>): { readonly value: T } | undefined {
    if (sameValue(ours, theirs) || sameValue(base, theirs)) return { value: ours };
    return sameValue(base, ours) ? { value: theirs } : undefined;
  }

  private field(path: string, field: string, three: Three<unknown>): unknown {
    const settled = this.settled(three);
    if (settled !== undefined) return settled.value;
    const own = fieldPath(path, field);
    const { base, ours, theirs } = three;
    const shape = shapeOf(field, ours);
    if (shape === shapeOf(field, theirs) && (base === undefined || shape === shapeOf(field, base))) {
      if (shape === "text") return this.text(own, three as Three<Fields | undefined>);
      if (shape === "set") return this.set(own, three as Three<string[] | undefined>);
      if (shape === "objects") return this.objects(own, three as Three<readonly Keyed[] | undefined>);
      if (shape === "record") return this.record(own, three as Three<Fields | undefined>);
      if (shape === "type") return this.type(own, three as Three<Fields>);
    }
    return this.conflict(own, three);
  }

  record(path: string, three: Three<Fields | undefined>): Fields {
    const { ours = {}, theirs = {}, base = {} } = three;
    const next: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(base), ...Object.keys(ours), ...Object.keys(theirs)])) {
      const value =
        field === "id"
          ? ours.id
          : this.field(
              path,
              field,
              each(three, (side) => side?.[field]),
            );
      if (value !== undefined) next[field] = value;
    }
    return sameFields(next, ours) ? ours : next;
  }

  private text(path: string, three: Three<Fields | undefined>): Fields {
    const next: Record<string, unknown> = {};
    for (const language of ["en", "fr"]) {
      const values = each(three, (side) => side?.[language]);
      const settled = this.settled(values);
      const value = settled === undefined ? this.conflict(`${path}.${language}`, values) : settled.value;
      if (value !== undefined) next[language] = value;
    }
    return next;
  }

  set(path: string, three: Three<readonly string[] | undefined>): readonly string[] {
    const [base, ours, theirs] = [new Set(three.base), new Set(three.ours), new Set(three.theirs)];
    const all = [...new Set([...base, ...ours, ...theirs])];
    const members = new Set(
      all.filter((value) =>
        base.has(value) ? ours.has(value) && theirs.has(value) : ours.has(value) || theirs.has(value),
      ),
    );
    const sides = each(three, (side) => side ?? []);
    const order = mergeOrder(sides, members);
    if (order !== undefined) return order;
    return completed(this.conflict(`${path}/${ORDER}`, sides, isOrder), [...members]);
  }

  objects(path: string, three: Three<readonly Keyed[] | undefined>): readonly Keyed[] {
    const settled = this.settled(three);
    if (settled !== undefined) return settled.value ?? [];
    const maps = each(three, itemsById);
    const merged = new Map<string, Keyed>();
    for (const id of new Set([...maps.ours.keys(), ...maps.theirs.keys()])) {
      const item = this.object(
        `${path}/${id}`,
        each(maps, (map) => map.get(id)),
      );
      if (item !== undefined) merged.set(id, item);
    }
    const orders = each(three, (side) => (side ?? []).map(keyOf));
    const order = mergeOrder(orders, new Set(merged.keys()));
    const chosen = order ?? completed(this.conflict(`${path}/${ORDER}`, orders, isOrder), [...merged.keys()]);
    const list = chosen.flatMap((id) => merged.get(id) ?? []);
    // How sources send properties is kept in one order, whoever added what.
    if (path.endsWith("/presence"))
      return inPresenceOrder(
        list as readonly unknown[] as readonly PropertyPresence[],
      ) as readonly unknown[] as readonly Keyed[];
    const { ours = [] } = three;
    return list.length === ours.length && list.every((item, index) => item === ours[index]) ? ours : list;
  }

  private object(path: string, three: Three<Keyed | undefined>): Keyed | undefined {
    const settled = this.settled(three);
    if (settled !== undefined) return settled.value;
    if (three.ours !== undefined && three.theirs !== undefined) return this.record(path, three) as Keyed;
    const isItself = (value: unknown) => isFields(value) && path.endsWith(`/${keyOf(value as Keyed)}`);
    const decided = this.conflict(path, three, (value) => value === undefined || isItself(value));
    if (this.decided.has(path)) return decided;
    return three.ours ?? three.theirs;
  }

  private type(path: string, three: Three<Fields | undefined>): Fields {
    const { base, ours = {}, theirs = {} } = three;
    if (!areOneKind(base === undefined ? [ours, theirs] : [base, ours, theirs])) {
      return this.conflict<Fields | undefined>(path, three, isFields) ?? ours;
    }
    const next: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const value = this.constraint(
        path,
        field,
        each(three, (side) => side?.[field]),
      );
      if (value !== undefined) next[field] = value;
    }
    return sameFields(next, ours) ? ours : next;
  }

  private constraint(path: string, field: string, three: Three<unknown>): unknown {
    const settled = this.settled(three);
    if (settled !== undefined) return settled.value;
    if (field === "properties") return this.objects(`${path}/properties`, three as Three<readonly Keyed[] | undefined>);
    if (field === "items" && isFields(three.ours) && isFields(three.theirs)) {
      return this.type(path, three as Three<Fields | undefined>);
    }
    return this.conflict(`${path}/${field}`, three);
  }
}

function isOrder(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((key) => typeof key === "string");
}

/** All keys, those of `order` first and as it has them. */
function completed(order: readonly string[], all: readonly string[]): string[] {
  const known = new Set(all);
  const named = new Set(order);
  return [...[...named].filter((key) => known.has(key)), ...all.filter((key) => !named.has(key))];
}

const NONE: ReadonlyMap<string, Resolution> = new Map();

function sameFields(a: Fields, b: Fields): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function mergeTop(merge: FieldMerge, { base, ours, theirs }: Three<Plan>): Plan {
  const top = ({ name, description, settings }: Plan): Fields => ({ name, description, settings });
  const sides = each({ base, ours, theirs }, top);
  const merged = merge.record("plan", sides);
  return sameFields(merged, sides.ours) ? ours : { ...ours, ...(merged as Partial<Plan>) };
}

function broken(ours: Plan, theirs: Plan, merged: Plan): MergeConflict[] {
  const known = new Set(newProblems(theirs, merged).map(({ code, path }) => `${code} ${path}`));
  return newProblems(ours, merged)
    .filter(({ code, path }) => known.has(`${code} ${path}`))
    .map((problem) => {
      const { path, en, fr } = problemError(problem);
      return { path, en, fr };
    });
}

/**
 * Merges what `theirs` changed since `base` into `ours`. Symmetric; the result shares with `ours` what only `ours` or
 * neither side changed. The merged plan holds every invariant that both sides held. `resolutions` decide fields both sides
 * changed, by path; those of other paths mean nothing.
 */
export function mergePlans(
  base: Plan,
  ours: Plan,
  theirs: Plan,
  resolutions: ReadonlyMap<string, Resolution> = NONE,
): MergeResult {
  const merge = new FieldMerge(resolutions);
  let plan = mergeTop(merge, { base, ours, theirs });
  for (const kind of OBJECT_KINDS) {
    const list = merge.objects(
      kind,
      each({ base, ours, theirs }, (side) => objectsOf(side, kind) as readonly unknown[] as readonly Keyed[]),
    );
    plan = withObjects(plan, kind, list as readonly unknown[] as ReturnType<typeof objectsOf<typeof kind>>);
  }
  const typed = [...merge.decided].filter((path) => "value" in (resolutions.get(path) ?? {}));
  if (merge.misfits.size > 0) return { ok: false, conflicts: [], misfits: [...merge.misfits] };
  if (merge.conflicts.length > 0) return { ok: false, conflicts: merge.conflicts, misfits: [] };
  // Before anything else looks at the plan: it has to be one.
  if (typed.length > 0 && !planSchema.safeParse(plan).success) return { ok: false, conflicts: [], misfits: typed };
  const conflicts = broken(ours, theirs, plan);
  return conflicts.length > 0 ? { ok: false, conflicts, misfits: [] } : { ok: true, plan, decided: [...merge.decided] };
}
