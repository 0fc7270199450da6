/** Commands every kind of object shares: add, replace (for imports and merges), remove, move, reorder; and simple updates. */

import { z } from "zod";
import { factsOf, findUses, withoutPresent } from "./edit-check-object.ts";
import { defineCommand, type EditContext, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { idSchema, ORDER } from "./edit-path.ts";
import type { PlanProblem } from "./edit-problem.ts";
import { forgetReferences } from "./edit-reference.ts";
import {
  changeObject,
  findObject,
  inserted,
  moved,
  OBJECT_KINDS,
  type ObjectKind,
  objectsOf,
  type PlanObjects,
  removed,
  withObjects,
} from "./edit-tree.ts";
import type { Bundle, Category, Decision, GroupType, Metric, Plan, TraitProperty } from "./plan.ts";
import type { Journey } from "./plan-journey.ts";
import {
  bundleSchema,
  categorySchema,
  decisionSchema,
  groupTypeSchema,
  journeySchema,
  metricSchema,
  nameSchema,
  planEventSchema,
  propertyObjectSchema,
  traitPropertySchema,
} from "./schema.ts";

const ownerSchema = propertyObjectSchema.shape.owner.unwrap();
const kindSchema = z.enum(OBJECT_KINDS);

/** One object with its kind. */
const planObjectEntrySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("event"), object: planEventSchema }),
  z.strictObject({ kind: z.literal("bundle"), object: bundleSchema as unknown as z.ZodType<Bundle> }),
  z.strictObject({
    kind: z.literal("user_property"),
    object: traitPropertySchema as unknown as z.ZodType<TraitProperty>,
  }),
  z.strictObject({ kind: z.literal("group_type"), object: groupTypeSchema as unknown as z.ZodType<GroupType> }),
  z.strictObject({ kind: z.literal("decision"), object: decisionSchema as unknown as z.ZodType<Decision> }),
  z.strictObject({ kind: z.literal("metric"), object: metricSchema as unknown as z.ZodType<Metric> }),
  z.strictObject({ kind: z.literal("category"), object: categorySchema as unknown as z.ZodType<Category> }),
  z.strictObject({ kind: z.literal("journey"), object: journeySchema as unknown as z.ZodType<Journey> }),
]);
export type PlanObjectEntry = z.infer<typeof planObjectEntrySchema>;

const before = idSchema.nullable().optional();

function added<K extends ObjectKind>(plan: Plan, kind: K, object: PlanObjects[K], place: string | null | undefined) {
  if (findObject(plan, kind, object.id) !== undefined) return problem("id_taken", `${kind}/${object.id}`, object.id);
  const list = inserted(objectsOf(plan, kind), object, place);
  return list === undefined ? problem("not_found", kind, place ?? "") : withObjects(plan, kind, list);
}

function replaced<K extends ObjectKind>(plan: Plan, kind: K, object: PlanObjects[K], place: string | null | undefined) {
  return changeObject(plan, kind, object.id, () => object) ?? added(plan, kind, object, place);
}

/** Adds a new object of any kind, at the end or before another. */
export const addObject = defineCommand(
  "addObject",
  { entry: planObjectEntrySchema, before },
  {
    apply: (plan, { entry, before: place }) => added(plan, entry.kind, entry.object as PlanObjects[ObjectKind], place),
    touched: ({ entry }) => [`${entry.kind}/${entry.object.id}`],
  },
);

/** A published identifier may only go when it stays behind as an alias. */
function lockedIdentifier(entry: PlanObjectEntry, { published }: EditContext): PlanProblem | undefined {
  if (entry.kind !== "event") return undefined;
  const { id, identifier, formerIdentifiers } = entry.object;
  const before = published?.plan.events.find((event) => event.id === id);
  if (before === undefined || [identifier, ...formerIdentifiers].includes(before.identifier)) return undefined;
  return problem("identifier_locked", `event/${id}/identifier`, before.identifier);
}

/** Writes an object whole: in place of the one with the same id, else as a new one. */
export const replaceObject = defineCommand(
  "replaceObject",
  { entry: planObjectEntrySchema, before },
  {
    apply: (plan, { entry, before: place }, context) =>
      lockedIdentifier(entry, context) ?? replaced(plan, entry.kind, entry.object as PlanObjects[ObjectKind], place),
    touched: ({ entry }) => [`${entry.kind}/${entry.object.id}`],
  },
);

const USES_SHOWN = 5;

function removedObject<K extends ObjectKind>(plan: Plan, kind: K, id: string, cascade: boolean): Outcome {
  const object = findObject(plan, kind, id);
  const list = removed(objectsOf(plan, kind), id);
  if (object === undefined || list === undefined) return problem("not_found", `${kind}/${id}`, id);
  return withoutIds(withObjects(plan, kind, list), new Set(factsOf(kind, object).ids.map((item) => item.id)), {
    cascade,
    path: `${kind}/${id}`,
  });
}

/** The plan after something with these ids was taken out: its uses go too, or stop the removal. */
export function withoutIds(
  plan: Plan,
  ids: ReadonlySet<string>,
  { cascade, path }: { readonly cascade: boolean; readonly path: string },
): Outcome {
  const gone = withoutPresent(plan, ids);
  const next = cascade ? forgetReferences(plan, gone) : plan;
  const uses = findUses(next, gone);
  return uses.length === 0 ? next : problem("in_use", path, uses.slice(0, USES_SHOWN).join(", "));
}

/** Removes an object. With `cascade`, references to it go too; without, a used object is refused. */
export const removeObject = defineCommand(
  "removeObject",
  { kind: kindSchema, id: idSchema, cascade: z.boolean().optional() },
  {
    apply: (plan, { kind, id, cascade }) => removedObject(plan, kind, id, cascade === true),
    touched: ({ kind, id }) => [`${kind}/${id}`],
  },
);

/** Moves an object before another of its kind, or to the end. */
export const moveObject = defineCommand(
  "moveObject",
  { kind: kindSchema, id: idSchema, before: idSchema.nullable() },
  {
    apply: (plan, { kind, id, before: place }) => {
      const list = moved<PlanObjects[ObjectKind]>(objectsOf(plan, kind), id, place);
      return list === undefined ? problem("not_found", `${kind}/${id}`, id) : withObjects(plan, kind, list);
    },
    touched: ({ kind, id }) => [`${kind}/${ORDER}/${id}`],
  },
);

/** Puts the objects of a kind in this order; those it does not name follow in their present order. */
export const reorderObjects = defineCommand(
  "reorderObjects",
  { kind: kindSchema, ids: z.array(idSchema) },
  {
    apply: (plan, { kind, ids }) => {
      const list: readonly PlanObjects[ObjectKind][] = objectsOf(plan, kind);
      const rank = new Map(ids.map((id, index) => [id as string, index]));
      const next = list.toSorted((a, b) => (rank.get(a.id) ?? ids.length) - (rank.get(b.id) ?? ids.length));
      return next.every((object, index) => object === list[index]) ? plan : withObjects(plan, kind, next);
    },
    touched: ({ kind }) => [`${kind}/${ORDER}`],
  },
);

function updated<K extends ObjectKind>(plan: Plan, kind: K, id: string, changes: object, shape: PatchShape): Outcome {
  return (
    changeObject(plan, kind, id, (object) => patched(object, changes, shape)) ??
    problem("not_found", `${kind}/${id}`, id)
  );
}

const BUNDLE_SHAPE: PatchShape = { texts: ["description"], sets: ["tags"] };
export const updateBundle = defineCommand(
  "updateBundle",
  {
    id: idSchema,
    changes: z.strictObject({
      name: nameSchema.optional(),
      description: textPatchSchema.optional(),
      owner: ownerSchema.nullable().optional(),
      tags: setPatchSchema(nameSchema),
    }),
  },
  {
    apply: (plan, { id, changes }) => updated(plan, "bundle", id, changes, BUNDLE_SHAPE),
    touched: ({ id, changes }) => patchPaths(`bundle/${id}`, changes, BUNDLE_SHAPE),
  },
);

const GROUP_SHAPE: PatchShape = { texts: ["displayName", "description"] };
export const updateGroupType = defineCommand(
  "updateGroupType",
  {
    id: idSchema,
    changes: z.strictObject({
      name: nameSchema.optional(),
      displayName: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
    }),
  },
  {
    apply: (plan, { id, changes }) => updated(plan, "group_type", id, changes, GROUP_SHAPE),
    touched: ({ id, changes }) => patchPaths(`group_type/${id}`, changes, GROUP_SHAPE),
  },
);

const NAMED_SHAPE: PatchShape = { texts: ["name", "description", "formula"], sets: ["decisions"] };
const namedChanges = {
  name: textPatchSchema.optional(),
  description: textPatchSchema.optional(),
  owner: ownerSchema.nullable().optional(),
};
export const updateDecision = defineCommand(
  "updateDecision",
  { id: idSchema, changes: z.strictObject({ ...namedChanges, steward: ownerSchema.nullable().optional() }) },
  {
    apply: (plan, { id, changes }) => updated(plan, "decision", id, changes, NAMED_SHAPE),
    touched: ({ id, changes }) => patchPaths(`decision/${id}`, changes, NAMED_SHAPE),
  },
);

export const updateMetric = defineCommand(
  "updateMetric",
  {
    id: idSchema,
    changes: z.strictObject({
      ...namedChanges,
      decisions: setPatchSchema(idSchema),
      parent: idSchema.nullable().optional(),
      formula: textPatchSchema.optional(),
    }),
  },
  {
    apply: (plan, { id, changes }) => updated(plan, "metric", id, changes, NAMED_SHAPE),
    touched: ({ id, changes }) => patchPaths(`metric/${id}`, changes, NAMED_SHAPE),
  },
);

const CATEGORY_SHAPE: PatchShape = { texts: ["description"] };
export const updateCategory = defineCommand(
  "updateCategory",
  {
    id: idSchema,
    changes: z.strictObject({
      name: nameSchema.optional(),
      description: textPatchSchema.optional(),
      owner: ownerSchema.nullable().optional(),
    }),
  },
  {
    apply: (plan, { id, changes }) => updated(plan, "category", id, changes, CATEGORY_SHAPE),
    touched: ({ id, changes }) => patchPaths(`category/${id}`, changes, CATEGORY_SHAPE),
  },
);
