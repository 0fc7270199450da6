/** Commands on properties, wherever they stand: on events, variant cases, bundles, users, group types, or nested in others. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { CONSTRAINT_FIELDS, constraintPatchSchema, withConstraints } from "./edit-constraint.ts";
import { withoutIds } from "./edit-object.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { idSchema, ORDER, type PropertyPlace, placePath, propertyPath, propertyPlaceSchema } from "./edit-path.ts";
import { sameValue } from "./edit-same.ts";
import {
  changed,
  changeObject,
  changeProperties,
  inserted,
  moved,
  nestedProperties,
  propertyAt,
  removed,
} from "./edit-tree.ts";
import type { Plan, Property, TraitProperty } from "./plan.ts";
import { nameSchema, propertyTypeSchema, traitPropertySchema } from "./schema.ts";

const fields = traitPropertySchema.shape;
const newPropertySchema = traitPropertySchema as unknown as z.ZodType<TraitProperty>;
const before = idSchema.nullable().optional();

/** Only the top level of users and group types holds traits, which have a segment kind and are never required. */
function holdsTraits(place: PropertyPlace): boolean {
  return (place.in === "user" || place.in === "group") && (place.path ?? []).length === 0;
}

function missing(place: PropertyPlace, id: string): Outcome {
  return problem("not_found", propertyPath(place, id), id);
}

export const addProperty = defineCommand(
  "addProperty",
  { place: propertyPlaceSchema, property: newPropertySchema, before },
  {
    apply: (plan, { place, property, before: next }) => {
      if (property.segmentKind !== undefined && !holdsTraits(place)) {
        return problem("wrong_kind", `${propertyPath(place, property.id)}/segmentKind`, "segmentKind");
      }
      return (
        changeProperties(plan, place, (list) => inserted(list, property, next)) ??
        problem("not_found", placePath(place), next ?? placePath(place))
      );
    },
    touched: ({ place, property }) => [propertyPath(place, property.id)],
  },
);

const PROPERTY_SHAPE: PatchShape = { texts: ["displayName", "description"], sets: ["tags"] };

/**
 * Changes the named fields of a property. `type` replaces the whole type; `constraints` changes single constraints of the
 * present one (null clears), so that two people can each mend another constraint.
 */
export const updateProperty = defineCommand(
  "updateProperty",
  {
    place: propertyPlaceSchema,
    id: idSchema,
    changes: z.strictObject({
      displayName: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
      type: propertyTypeSchema.optional(),
      constraints: constraintPatchSchema.optional(),
      required: fields.required.optional(),
      role: fields.role.unwrap().nullable().optional(),
      privacy: fields.privacy.optional(),
      consentPurpose: fields.consentPurpose.unwrap().nullable().optional(),
      owner: fields.owner.unwrap().nullable().optional(),
      tags: setPatchSchema(nameSchema),
      status: fields.status.optional(),
      examples: fields.examples.optional(),
      segmentKind: fields.segmentKind.unwrap().nullable().optional(),
      retentionDays: fields.retentionDays.unwrap().nullable().optional(),
      expiresOn: fields.expiresOn.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { place, id, changes }) => {
      const path = propertyPath(place, id);
      const property = propertyAt(plan, place, id);
      if (property === undefined) return missing(place, id);
      const { constraints, ...patch } = changes;
      if (patch.segmentKind !== undefined && !holdsTraits(place)) {
        return problem("wrong_kind", `${path}/segmentKind`, "segmentKind");
      }
      const next = patched(property, patch, PROPERTY_SHAPE);
      if (constraints === undefined) return replacedProperty(plan, place, next);
      const type = withConstraints(next.type, constraints);
      if (typeof type === "string") return problem("wrong_kind", `${path}/type/${type}`, type);
      return replacedProperty(plan, place, sameValue(type, next.type) ? next : { ...next, type });
    },
    touched: ({ place, id, changes }) => {
      const { constraints, ...patch } = changes;
      const path = propertyPath(place, id);
      const own = CONSTRAINT_FIELDS.filter((field) => constraints?.[field] !== undefined);
      return [...patchPaths(path, patch, PROPERTY_SHAPE), ...own.map((field) => `${path}/type/${field}`)];
    },
  },
);

function replacedProperty(plan: Plan, place: PropertyPlace, property: Property): Outcome {
  const next = changeProperties(plan, place, (list) => changed(list, property.id, () => property));
  return next ?? missing(place, property.id);
}

/** Gives a property another key on the wire; its id, and so every stored question, stays. */
export const renameProperty = defineCommand(
  "renameProperty",
  { place: propertyPlaceSchema, id: idSchema, name: nameSchema },
  {
    apply: (plan, { place, id, name }) =>
      changeProperties(plan, place, (list) =>
        changed(list, id, (property) => (property.name === name ? property : { ...property, name })),
      ) ?? missing(place, id),
    touched: ({ place, id }) => [`${propertyPath(place, id)}/name`],
  },
);

function idsWithin(property: Property, ids: Set<string> = new Set()): Set<string> {
  ids.add(property.id);
  for (const child of nestedProperties(property.type)) idsWithin(child, ids);
  return ids;
}

/** An event forgets how its sources sent a property of its own; another event keeps what it says of a bundle's. */
function withoutPresence(plan: Plan, place: PropertyPlace, id: string): Plan {
  if ((place.in !== "event" && place.in !== "case") || (place.path ?? []).length > 0) return plan;
  const event = place.in === "event" ? place.id : place.event;
  const next = changeObject(plan, "event", event, (found) => {
    const presence = found.presence.filter(({ property }) => property !== id);
    return presence.length === found.presence.length ? found : { ...found, presence };
  });
  return next ?? plan;
}

/** Removes a property. With `cascade`, links to it as a replacement go too; a discriminator is never removed in passing. */
export const removeProperty = defineCommand(
  "removeProperty",
  { place: propertyPlaceSchema, id: idSchema, cascade: z.boolean().optional() },
  {
    apply: (plan, { place, id, cascade }) => {
      const property = propertyAt(plan, place, id);
      const next = changeProperties(plan, place, (list) => removed(list, id));
      if (property === undefined || next === undefined) return missing(place, id);
      const rest = withoutPresence(next, place, id);
      return withoutIds(rest, idsWithin(property), { cascade: cascade === true, path: propertyPath(place, id) });
    },
    touched: ({ place, id }) => [propertyPath(place, id)],
  },
);

/** Moves a property within its list, or with `to` into another one (an event's into a bundle, say); it keeps its id. */
export const moveProperty = defineCommand(
  "moveProperty",
  { place: propertyPlaceSchema, id: idSchema, to: propertyPlaceSchema.optional(), before },
  {
    apply: (plan, { place, id, to, before: next }) => {
      if (to === undefined || placePath(to) === placePath(place)) {
        return changeProperties(plan, place, (list) => moved(list, id, next)) ?? missing(place, id);
      }
      const property = propertyAt(plan, place, id);
      const without = changeProperties(plan, place, (list) => removed(list, id));
      if (property === undefined || without === undefined) return missing(place, id);
      const { segmentKind: _kind, ...plain } = property as TraitProperty;
      const landing = holdsTraits(to) ? { ...property, required: false } : plain;
      const outcome = changeProperties(without, to, (list) => inserted(list, landing, next));
      return outcome ?? problem("not_found", placePath(to), next ?? placePath(to));
    },
    touched: ({ place, id, to }) =>
      to === undefined || placePath(to) === placePath(place)
        ? [`${placePath(place)}/${ORDER}/${id}`]
        : [propertyPath(place, id), propertyPath(to, id)],
  },
);
