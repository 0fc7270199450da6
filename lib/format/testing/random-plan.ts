/** Random plans that hold every invariant of a plan document, for laws that every plan must obey. */

import fc from "fast-check";
import { suggestIdentifier } from "../../plan/names.ts";
import { DEFAULT_SETTINGS, newBundle, newEvent, newGroupType, newProperty } from "../../plan/new-object.ts";
import {
  AUTOMATIC_PROPERTIES,
  CALL_TYPES,
  EVENT_ROLES,
  type Plan,
  type PlanEvent,
  PRIVACY_CLASSES,
  type Property,
  SEGMENT_KINDS,
  STATUSES,
} from "../../plan/plan.ts";
import { VALUE_HANDLINGS } from "../../plan/plan-settings.ts";
import { inPresenceOrder } from "../../plan/presence.ts";
import { properties } from "./random-property.ts";
import { purpose, recipient, standards, transformation } from "./random-standards.ts";
import { drop, id, json, localized, maybe, word } from "./random-text.ts";

const image = fc.record({ id: fc.constant("0f".repeat(32)), alt: localized });
const trigger = fc
  .record({
    text: localized,
    source: maybe(fc.constantFrom("web", "ios-app")),
    url: maybe(fc.constant("/x")),
    image: maybe(image),
  })
  .map((fields) => ({ ...drop(fields), id: id("trg") }));

const step = fc
  .record({
    name: localized,
    description: localized,
    url: maybe(fc.constant("https://a.example/x")),
    image: maybe(image),
  })
  .map((fields) => ({ ...drop(fields), id: id("stp") }));

const event: fc.Arbitrary<PlanEvent> = fc
  .record({
    callType: fc.constantFrom(...CALL_TYPES),
    name: word,
    formerNames: fc.array(word, { maxLength: 2 }),
    displayName: localized,
    description: localized,
    trigger: localized,
    triggers: fc.array(trigger, { maxLength: 2 }),
    examples: fc.array(fc.dictionary(fc.constantFrom("a", "b"), json, { noNullPrototype: true }), { maxLength: 2 }),
    steward: maybe(word),
    retentionDays: maybe(fc.integer({ min: 1, max: 4000 })),
    expiresOn: maybe(fc.constantFrom("2030-01-31", "2026-12-01")),
    tags: fc.array(word, { maxLength: 3 }),
    owner: maybe(word),
    critical: fc.boolean(),
    status: fc.constantFrom(...STATUSES),
    roles: fc.uniqueArray(fc.constantFrom(...EVENT_ROLES), { maxLength: 2 }),
    privacy: fc.constantFrom(...PRIVACY_CLASSES),
    consentPurpose: maybe(word),
    sources: fc.constantFrom([], ["web"], ["web", "ios-app"]),
    properties: properties(2),
    open: fc.boolean(),
    rawSchema: maybe(fc.constant({ not: { required: ["a", "b"] } })),
  })
  .map((fields) => newEvent({ ...drop(fields), id: id("evt"), identifier: "pending" }));

function withVariants(item: PlanEvent, index: number): PlanEvent {
  if (index % 3 !== 0) return item;
  const discriminator = newProperty({
    id: id("prp"),
    name: `kind ${id("k")}`,
    type: { kind: "string", enum: ["a", "b", "c"] },
    required: true,
  });
  return {
    ...item,
    properties: [...item.properties, discriminator],
    variants: {
      discriminator: discriminator.id,
      cases: [
        {
          id: id("cas"),
          displayName: { en: "A" },
          match: ["a"],
          properties: [newProperty({ id: id("prp"), name: "only in a", type: { kind: "integer" }, required: true })],
        },
      ],
    },
  };
}

/** Exceptions for sources, of an own, a bundled and a variant's property. */
function exceptional(item: PlanEvent, bundled: readonly Property[], index: number): PlanEvent {
  if (index % 2 !== 0) return item;
  const [own] = item.properties.filter(({ id }) => id !== item.variants?.discriminator);
  const [shared] = item.bundles.length > 0 ? bundled : [];
  const inCase = item.variants?.cases[0]?.properties[0];
  const presence = [
    ...(own === undefined ? [] : [{ property: own.id, source: "web", presence: "never" as const }]),
    ...(shared === undefined ? [] : [{ property: shared.id, source: "ios-app", presence: "required" as const }]),
    ...(inCase === undefined ? [] : [{ property: inCase.id, source: "web", presence: "optional" as const }]),
  ];
  return { ...item, presence: inPresenceOrder(presence) };
}

export const randomPlan: fc.Arbitrary<Plan> = fc
  .record({
    name: localized,
    description: localized,
    standards,
    languages: fc.constantFrom(["en"], ["fr", "en"], ["fr"]),
    canonicalUserId: maybe(word),
    automatic: fc.subarray([...AUTOMATIC_PROPERTIES]),
    category: word,
    decision: localized,
    metric: localized,
    bundle: word,
    bundled: properties(1),
    userProperties: properties(1),
    kinds: fc.array(maybe(fc.constantFrom(...SEGMENT_KINDS)), { minLength: 3, maxLength: 3 }),
    group: word,
    groupProperties: properties(1),
    purposes: fc.uniqueArray(purpose, { maxLength: 2, selector: ({ key }) => key }),
    recipientDetails: fc.uniqueArray(recipient, { maxLength: 2, selector: ({ key }) => key }),
    transformations: fc.uniqueArray(transformation, { maxLength: 2, selector: ({ key }) => key }),
    controller: maybe(word),
    pseudonymousValues: maybe(fc.constantFrom(...VALUE_HANDLINGS)),
    personalValues: maybe(fc.constantFrom(...VALUE_HANDLINGS)),
    dataSubjects: localized,
    securityMeasures: localized,
    steps: fc.array(step, { maxLength: 3 }),
    owner: maybe(word),
    formula: localized,
    events: fc.uniqueArray(event, { maxLength: 5, selector: (item) => `${item.callType} ${item.name}` }),
  })
  .map((fields) => {
    const taken = new Set<string>();
    const bundled = new Set(fields.bundled.map((item) => item.name));
    const events = fields.events.map((item, index) => {
      const identifier = suggestIdentifier({ name: item.name, id: item.id, policy: "unicode", taken });
      taken.add(identifier.toLowerCase());
      const own = item.properties.filter((candidate) => !bundled.has(candidate.name));
      return withVariants(
        {
          ...item,
          identifier,
          properties: own,
          ...(index % 2 === 0
            ? { category: "cat_1", bundles: ["bdl_1"], serves: { decisions: ["dec_1"], metrics: ["met_1"] } }
            : {}),
        },
        index,
      );
    });
    const withPresence = events.map((item, index) => exceptional(item, fields.bundled, index));
    return {
      slug: "random",
      name: fields.name,
      description: fields.description,
      settings: drop({
        ...DEFAULT_SETTINGS,
        languages: fields.languages as Plan["settings"]["languages"],
        standards: fields.standards,
        canonicalUserId: fields.canonicalUserId,
        automatic: fields.automatic,
        purposes: fields.purposes,
        recipientDetails: fields.recipientDetails,
        transformations: fields.transformations,
        controller: fields.controller,
        pseudonymousValues: fields.pseudonymousValues,
        personalValues: fields.personalValues,
        dataSubjects: fields.dataSubjects,
        securityMeasures: fields.securityMeasures,
      }),
      categories: [drop({ id: "cat_1", name: fields.category, description: {}, owner: fields.owner })],
      decisions: [drop({ id: "dec_1", name: fields.decision, description: {}, steward: fields.owner })],
      metrics: [
        { id: "met_1", name: fields.metric, description: {}, decisions: ["dec_1"], formula: fields.formula },
        { id: "met_2", name: {}, description: {}, decisions: [], formula: {}, parent: "met_1" },
      ],
      bundles: [newBundle({ id: "bdl_1", name: fields.bundle, properties: fields.bundled })],
      userProperties: fields.userProperties.map((item, index) => drop({ ...item, segmentKind: fields.kinds[index] })),
      groupTypes: [newGroupType({ id: "grp_1", name: fields.group, properties: fields.groupProperties })],
      journeys: [
        {
          id: "jny_1",
          name: fields.metric,
          description: {},
          steps: fields.steps.map((item, index) => ({ ...item, events: events.slice(index).map((one) => one.id) })),
        },
      ],
      events: withPresence,
    } as Plan;
  });
