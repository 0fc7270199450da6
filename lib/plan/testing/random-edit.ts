/** Arbitrary edits of the reference plan, and plans some edits away from it. */

import fc from "fast-check";
import { applyEdit, type Edit } from "../edit.ts";
import type { PropertyPlace } from "../edit-path.ts";
import { propertiesAt } from "../edit-tree.ts";
import { newEvent, newJourney, newProperty, newStep } from "../new-object.ts";
import { EVENT_ROLES, type Plan, PRIVACY_CLASSES, type PropertyType, STATUSES } from "../plan.ts";
import { PRESENCES } from "../plan-presence.ts";
import { referencePlan } from "../reference-plan.ts";
import { transformationEdits } from "./random-transformation.ts";

const places: readonly PropertyPlace[] = [
  { in: "event", id: "evt_order_completed" },
  { in: "event", id: "evt_order_completed", path: ["prp_lines"] },
  { in: "event", id: "evt_search" },
  { in: "event", id: "evt_search", path: ["prp_filters", "prp_filter_price"] },
  { in: "case", event: "evt_payment", id: "cas_transfer" },
  { in: "bundle", id: "bdl_campaign" },
  { in: "user" },
  { in: "group", id: "grp_account" },
];

const eventId = fc.constantFrom(...referencePlan.events.map(({ id }) => id as string));
const word = fc.constantFrom("alpha", "beta", "gamma", "delta");
const text = fc.record({ en: fc.option(word), fr: fc.option(word) }, { requiredKeys: [] }) as fc.Arbitrary<{
  en?: string | null;
  fr?: string | null;
}>;
const set = fc.oneof(fc.record({ add: fc.array(word), remove: fc.array(word) }), fc.uniqueArray(word));

const type: fc.Arbitrary<PropertyType> = fc.oneof(
  fc.record({ kind: fc.constant("string" as const), maxLength: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant("integer" as const), minimum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ kind: fc.constant("string" as const), enum: fc.uniqueArray(word, { minLength: 1 }) }),
  fc.constant({ kind: "boolean" } as const),
  fc.constant({ kind: "array", items: { kind: "number" } } as const),
);

const property = fc.constantFrom(
  ...places.flatMap((place) =>
    (propertiesAt(referencePlan, place) ?? []).map(({ id }) => ({ place, id: id as string })),
  ),
);

const constraint = fc.oneof(
  fc.constantFrom<object>(
    { nullable: true },
    { nullable: false },
    { minimum: 1 },
    { minimum: null },
    { exclusiveMinimum: 0 },
    { maximum: 50 },
    { multipleOf: 1 },
    { multipleOf: null },
    { maxLength: 3 },
    { pattern: null },
    { pattern: "^[a-z]" },
    { enum: ["a", "card", "email"] },
    { enum: ["EUR"] },
    { enum: null },
    { const: null },
    { format: "email" },
    { format: null },
    { open: true },
    { open: false },
    { maxItems: 1 },
    { minItems: null },
    { uniqueItems: false },
  ),
);

const newName = fc.constantFrom("n1", "n2", "n3", "n4", "n5", "n6");

const changes = {
  event: fc.record(
    {
      displayName: text,
      description: text,
      owner: fc.option(word),
      critical: fc.boolean(),
      status: fc.constantFrom(...STATUSES),
      tags: set,
      roles: fc.uniqueArray(fc.constantFrom(...EVENT_ROLES), { maxLength: 3 }),
      category: fc.constantFrom("cat_account", "cat_commerce", null),
      open: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  property: fc.record(
    { description: text, type, required: fc.boolean(), privacy: fc.constantFrom(...PRIVACY_CLASSES), tags: set },
    { requiredKeys: [] },
  ),
};

const entries = fc.oneof(
  newName.map((name) => ({
    kind: "event" as const,
    object: newEvent({ id: `evt_${name}`, name, identifier: name }),
  })),
  newName.map((name) => ({
    kind: "decision" as const,
    object: { id: `dec_${name}`, name: { en: name }, description: {} },
  })),
  newName.map((name) => ({
    kind: "journey" as const,
    object: newJourney({ id: `jny_${name}`, name: { en: name }, steps: [newStep({ id: `stp_of_${name}`, name: {} })] }),
  })),
);

const stepId = fc.constantFrom("stp_search", "stp_basket");
const journey = fc.constant("jny_buying");
const eventSet = fc.oneof(
  fc.record({ add: fc.array(eventId, { maxLength: 2 }), remove: fc.array(eventId, { maxLength: 2 }) }),
  fc.uniqueArray(eventId, { maxLength: 3 }),
);
const purposeKey = fc.constantFrom("account", "analytics", "reviews");
const image = fc.constantFrom(null, { id: "ab".repeat(32), alt: { en: "x" } });
const command = <C extends string>(name: C) => fc.constant(name);

/** Commands on journeys, places where events fire, purposes and the tree of metrics. */
const guidanceEdits = [
  fc.record({
    command: command("updateJourney"),
    id: journey,
    changes: fc.record({ name: text, owner: fc.option(word) }),
  }),
  fc.record({
    command: command("updateStep"),
    journey,
    id: stepId,
    changes: fc.record({ name: text, events: eventSet, image, source: fc.option(word) }, { requiredKeys: [] }),
  }),
  newName.map((name) => ({
    command: "addStep",
    journey: "jny_buying",
    step: newStep({ id: `stp_${name}`, name: { en: name }, events: ["evt_home"] }),
  })),
  fc.record({ command: command("removeStep"), journey, id: stepId }),
  fc.record({ command: command("moveStep"), journey, id: stepId, before: fc.option(stepId) }),
  fc.record({
    command: command("updateTrigger"),
    event: fc.constant("evt_order_completed"),
    id: fc.constantFrom("trg_order_web", "trg_order_server"),
    changes: fc.record({ text, image, url: fc.constantFrom(null, "/x") }, { requiredKeys: [] }),
  }),
  fc.tuple(eventId, newName).map(([event, name]) => ({
    command: "addTrigger",
    event,
    trigger: { id: `trg_${name}`, text: { en: name } },
  })),
  fc.record({
    command: command("removeTrigger"),
    event: fc.constant("evt_order_completed"),
    id: fc.constant("trg_order_server"),
  }),
  fc.record({
    command: command("updatePurpose"),
    key: purposeKey,
    changes: fc.record({ name: text, recipients: set, retentionDays: fc.option(fc.integer({ min: 1, max: 9 })) }),
  }),
  newName.map((key) => ({
    command: "addPurpose",
    purpose: { key, name: {}, description: {}, legalBasis: "consent", recipients: [] },
  })),
  fc.record({ command: command("removePurpose"), key: purposeKey }),
  fc.record({
    command: command("updateRecipient"),
    key: fc.constant("Analytics Ltd"),
    changes: fc.record({ safeguards: text, country: fc.constantFrom("FR", "JP", null) }),
  }),
  newName.map((key) => ({ command: "addRecipient", recipient: { key, description: {}, safeguards: {} } })),
  ...transformationEdits,
  fc.record({ command: command("removeRecipient"), key: fc.constant("Analytics Ltd") }),
  fc.record({
    command: command("updateMetric"),
    id: fc.constantFrom("met_revenue", "met_basket"),
    changes: fc.record({ parent: fc.constantFrom("met_revenue", "met_basket", null), formula: text }),
  }),
  fc.record({
    command: command("updateEvent"),
    id: eventId,
    changes: fc.record(
      {
        steward: fc.option(word),
        retentionDays: fc.option(fc.integer({ min: 1, max: 99 })),
        expiresOn: fc.constantFrom(null, "2030-01-01"),
        examples: fc.constantFrom([], [{ a: 1 }]),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    command: command("updateNaming"),
    kind: fc.constantFrom("event", "bundle", "category"),
    changes: fc.record({ case: fc.constantFrom("any", "snake_case"), prefix: fc.option(word), forbiddenWords: set }),
  }),
  fc.record({
    command: command("updateStandards"),
    changes: fc.record(
      {
        requiredFields: fc.constantFrom(
          { event: { add: ["owner"] } },
          { event: ["steward"], bundle: { remove: ["owner"] } },
        ),
        severities: fc.constantFrom({ odd_name: "off" }, { odd_name: "error" }, { unused_property: null }),
        synonyms: fc.constantFrom([], [["a", "b"]]),
        staleDays: fc.option(fc.integer({ min: 1, max: 9 })),
      },
      { requiredKeys: [] },
    ),
  }),
  newName.map((name) => ({
    command: "addSuppression",
    suppression: { id: `sup_${name}`, rule: "odd_name", objectId: "plan", reason: name },
  })),
  fc.record({
    command: command("updateSuppression"),
    id: fc.constant("sup_page"),
    changes: fc.record({ reason: word, until: fc.constantFrom(null, "2030-01-01") }, { requiredKeys: [] }),
  }),
  fc.constant({ command: "removeSuppression", id: "sup_page" }),
  fc.constant({ command: "removeObject", kind: "journey", id: "jny_buying" }),
  fc.constant({ command: "removeObject", kind: "metric", id: "met_revenue", cascade: true }),
] as const;

const presenceEdits = property.chain(({ place, id }) =>
  fc.record({
    command: command("setPresence"),
    event: place.in === "event" ? fc.constant(place.id) : place.in === "case" ? fc.constant(place.event) : eventId,
    property: fc.constant(id),
    source: word,
    presence: fc.constantFrom(...PRESENCES, null),
  }),
);

/** Any command with plausible fields; many are refused by the plan they meet. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  property.chain(({ place, id }) =>
    fc.record({
      command: fc.constant("updateProperty"),
      place: fc.constant(place),
      id: fc.constant(id),
      changes: fc.record({ constraints: constraint }),
    }),
  ),
  fc.record({
    command: fc.constant("updateEvent"),
    id: eventId,
    changes: fc.record({ sources: fc.uniqueArray(word) }),
  }),
  fc.record({
    command: fc.constant("setDiscriminator"),
    event: fc.constant("evt_rated"),
    property: fc.constant("prp_stars"),
  }),
  fc.record({
    command: fc.constant("updateCase"),
    event: fc.constant("evt_payment"),
    id: fc.constantFrom("cas_card", "cas_transfer"),
    changes: fc.record({ match: fc.uniqueArray(fc.constantFrom("card", "cash", "voucher"), { minLength: 1 }) }),
  }),
  fc.record({
    command: fc.constant("removeCase"),
    event: fc.constant("evt_payment"),
    id: fc.constantFrom("cas_card", "cas_transfer"),
  }),
  fc
    .tuple(fc.constantFrom("evt_payment", "evt_rated"), newName, fc.constantFrom("cash", "voucher", 1, 2))
    .map(([event, name, value]) => ({
      command: "addCase",
      event,
      case: {
        id: `cas_${name}`,
        displayName: {},
        match: [value],
        properties: [newProperty({ id: `prp_case_${name}`, name, type: { kind: "integer" } })],
      },
    })),
  fc.record({ command: fc.constant("updateEvent"), id: eventId, changes: changes.event }),
  fc.record({ command: fc.constant("renameEvent"), id: eventId, name: newName, keepFormerName: fc.boolean() }),
  fc.record({ command: fc.constant("setIdentifier"), id: eventId, identifier: newName, keepFormer: fc.boolean() }),
  property.chain((at) =>
    fc.record({
      command: fc.constant("updateProperty"),
      place: fc.constant(at.place),
      id: fc.constant(at.id),
      changes: changes.property,
    }),
  ),
  property.chain((at) =>
    fc.record({
      command: fc.constant("renameProperty"),
      place: fc.constant(at.place),
      id: fc.constant(at.id),
      name: newName,
    }),
  ),
  property.map((at) => ({ command: "removeProperty", ...at })),
  fc.tuple(property, fc.constantFrom(...places)).map(([at, to]) => ({ command: "moveProperty", ...at, to })),
  property.map((at) => ({ command: "moveProperty", ...at, before: null })),
  fc.tuple(fc.constantFrom(...places), newName).map(([place, name]) => ({
    command: "addProperty",
    place,
    property: newProperty({ id: `prp_${name}`, name, type: { kind: "any" } }),
  })),
  entries.map((entry) => ({ command: "addObject", entry })),
  eventId.map((id) => ({ command: "removeObject", kind: "event", id, cascade: true })),
  fc.tuple(eventId, fc.option(eventId)).map(([id, before]) => ({ command: "moveObject", kind: "event", id, before })),
  fc.record({ command: fc.constant("attachBundle"), event: eventId, bundle: fc.constant("bdl_campaign") }),
  fc.record({ command: fc.constant("detachBundle"), event: eventId, bundle: fc.constant("bdl_campaign") }),
  fc
    .tuple(fc.constantFrom("link", "unlink"), eventId, fc.constantFrom("dec_checkout", "dec_assortment"))
    .map(([command, id, decision]) => ({
      command,
      from: { kind: "event", id },
      to: { kind: "decision", id: decision },
    })),
  fc.record({
    command: fc.constant("deprecate"),
    target: eventId.map((id) => ({ kind: "event", id })),
    changes: fc.record({ text }),
  }),
  fc.record({
    command: fc.constant("updateSettings"),
    changes: fc.record({ canonicalUserId: fc.option(word), dataSubjects: text }),
  }),
  fc.record({ command: fc.constant("updatePlan"), changes: fc.record({ name: text }) }),
  ...guidanceEdits,
  ...guidanceEdits,
  presenceEdits,
  presenceEdits,
) as fc.Arbitrary<Edit>;

/** The plan after those of the edits that it accepts. */
export function afterAccepted(plan: Plan, edits: readonly Edit[]): Plan {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    return result.ok ? result.plan : current;
  }, plan);
}

/** A plan some edits away from the reference plan. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .array(anyEdit, { maxLength: 6 })
  .map((edits) => afterAccepted(referencePlan, edits));
