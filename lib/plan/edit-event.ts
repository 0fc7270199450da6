/** Commands on events: fields, wire name, identifier, bundles. */

import { z } from "zod";
import { defineCommand, type EditContext, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { idSchema } from "./edit-path.ts";
import { changeObject, findObject } from "./edit-tree.ts";
import type { Plan, PlanEvent } from "./plan.ts";
import { eventObjectSchema, nameSchema } from "./schema.ts";

const fields = eventObjectSchema.shape;

const EVENT_SHAPE: PatchShape = {
  texts: ["displayName", "description", "trigger"],
  sets: ["tags", "roles", "sources", "formerNames", "formerIdentifiers"],
};

function changeEvent(plan: Plan, id: string, change: (event: PlanEvent) => PlanEvent | undefined): Outcome {
  return changeObject(plan, "event", id, change) ?? problem("not_found", `event/${id}`, id);
}

/** Changes the named fields of an event. Name, identifier, bundles, properties and variants have commands of their own. */
export const updateEvent = defineCommand(
  "updateEvent",
  {
    id: idSchema,
    changes: z.strictObject({
      callType: fields.callType.optional(),
      displayName: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
      trigger: textPatchSchema.optional(),
      category: idSchema.nullable().optional(),
      tags: setPatchSchema(nameSchema),
      owner: fields.owner.unwrap().nullable().optional(),
      steward: fields.steward.unwrap().nullable().optional(),
      examples: fields.examples.unwrap().optional(),
      critical: fields.critical.optional(),
      status: fields.status.optional(),
      roles: setPatchSchema(fields.roles.element),
      privacy: fields.privacy.optional(),
      consentPurpose: fields.consentPurpose.unwrap().nullable().optional(),
      sources: setPatchSchema(fields.sources.element),
      open: fields.open.optional(),
      rawSchema: fields.rawSchema.unwrap().nullable().optional(),
      retentionDays: fields.retentionDays.unwrap().nullable().optional(),
      expiresOn: fields.expiresOn.unwrap().nullable().optional(),
      formerNames: setPatchSchema(nameSchema),
      formerIdentifiers: setPatchSchema(nameSchema),
    }),
  },
  {
    apply: (plan, { id, changes }) => changeEvent(plan, id, (event) => patched(event, changes, EVENT_SHAPE)),
    touched: ({ id, changes }) => patchPaths(`event/${id}`, changes, EVENT_SHAPE),
  },
);

function publishedEvent({ published }: EditContext, id: string): PlanEvent | undefined {
  return published?.plan.events.find((event) => event.id === id);
}

/** Whether events may arrive under the name it has now: one that was only tried since the last version has no sender. */
function isNamePublished(plan: Plan, id: string, context: EditContext): boolean {
  const [now, before] = [findObject(plan, "event", id), publishedEvent(context, id)];
  return now !== undefined && before !== undefined && [before.name, ...before.formerNames].includes(now.name);
}

/** Whether somebody may have generated code with the identifier it has now. */
function isIdentifierPublished(plan: Plan, id: string, context: EditContext): boolean {
  const [now, before] = [findObject(plan, "event", id), publishedEvent(context, id)];
  if (now === undefined || before === undefined) return false;
  return [before.identifier, ...before.formerIdentifiers].includes(now.identifier);
}

/**
 * Gives an event another wire name. The former one keeps resolving to it when `keepFormerName` says so; by default, when
 * the event was published under it.
 */
export const renameEvent = defineCommand(
  "renameEvent",
  { id: idSchema, name: nameSchema, keepFormerName: z.boolean().optional() },
  {
    apply: (plan, { id, name, keepFormerName }, context) =>
      changeEvent(plan, id, (event) => {
        if (event.name === name) return event;
        const keeps = keepFormerName ?? isNamePublished(plan, id, context);
        const former = event.formerNames.filter((item) => item !== name);
        return { ...event, name, formerNames: keeps ? [event.name, ...former] : former };
      }),
    touched: ({ id }) => [`event/${id}/name`],
    settle: (plan, edit, context) => ({
      ...edit,
      keepFormerName: edit.keepFormerName ?? isNamePublished(plan, edit.id, context),
    }),
  },
);

/**
 * Gives an event another name in generated code. Once published it is locked: with `unlock` it changes all the same, and
 * the old one is generated on as a deprecated alias.
 */
export const setIdentifier = defineCommand(
  "setIdentifier",
  { id: idSchema, identifier: nameSchema, unlock: z.boolean().optional(), keepFormer: z.boolean().optional() },
  {
    apply: (plan, { id, identifier, unlock, keepFormer }, context) => {
      const event = findObject(plan, "event", id);
      const published = publishedEvent(context, id) !== undefined;
      if (event !== undefined && event.identifier !== identifier && published && unlock !== true) {
        return problem("identifier_locked", `event/${id}/identifier`, event.identifier);
      }
      return changeEvent(plan, id, (found) => {
        if (found.identifier === identifier) return found;
        const keeps = keepFormer ?? isIdentifierPublished(plan, id, context);
        const former = found.formerIdentifiers.filter((item) => item.toLowerCase() !== identifier.toLowerCase());
        const keepsOld = keeps && found.identifier.toLowerCase() !== identifier.toLowerCase();
        return { ...found, identifier, formerIdentifiers: keepsOld ? [found.identifier, ...former] : former };
      });
    },
    touched: ({ id }) => [`event/${id}/identifier`],
    settle: (plan, edit, context) => ({
      ...edit,
      keepFormer: edit.keepFormer ?? isIdentifierPublished(plan, edit.id, context),
    }),
  },
);

/** Gives an event the properties of a bundle. */
export const attachBundle = defineCommand(
  "attachBundle",
  { event: idSchema, bundle: idSchema, before: idSchema.nullable().optional() },
  {
    apply: (plan, { event: id, bundle, before }) =>
      changeEvent(plan, id, (event) => {
        if (event.bundles.includes(bundle)) return event;
        const index = event.bundles.indexOf(before ?? "");
        const at = index < 0 ? event.bundles.length : index;
        return { ...event, bundles: event.bundles.toSpliced(at, 0, bundle) };
      }),
    touched: ({ event, bundle }) => [`event/${event}/bundles/${bundle}`],
  },
);

export const detachBundle = defineCommand(
  "detachBundle",
  { event: idSchema, bundle: idSchema },
  {
    apply: (plan, { event: id, bundle }) =>
      changeEvent(plan, id, (event) =>
        event.bundles.includes(bundle)
          ? { ...event, bundles: event.bundles.filter((item) => item !== bundle) }
          : undefined,
      ),
    touched: ({ event, bundle }) => [`event/${event}/bundles/${bundle}`],
  },
);
