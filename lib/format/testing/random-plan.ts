/** Random plans that hold every invariant of a plan document, for laws that every plan must obey. */

import fc from "fast-check";
import { holdsProtoKey } from "../../plan/json-value.ts";
import { suggestIdentifier } from "../../plan/names.ts";
import { DEFAULT_SETTINGS, newBundle, newEvent, newGroupType, newProperty } from "../../plan/new-object.ts";
import {
  AUTOMATIC_PROPERTIES,
  CALL_TYPES,
  EVENT_ROLES,
  type Json,
  NAMING_CASES,
  type Plan,
  type PlanEvent,
  PRIVACY_CLASSES,
  PROPERTY_ROLES,
  type Property,
  type PropertyType,
  SEGMENT_KINDS,
  STATUSES,
  STRING_FORMATS,
} from "../../plan/plan.ts";
import { LEGAL_BASES } from "../../plan/plan-settings.ts";
import { plainStandards, REQUIRABLE_FIELDS, RULE_LEVELS, type Standards, WORD_ORDERS } from "../../plan/standards.ts";

const noNul = (text: string) => text.replaceAll("\u0000", "·");
/** Any Unicode, halves of surrogate pairs and control characters included. */
const anyText = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "yes",
      "null",
      "~",
      "1e3",
      "0x1F",
      "=1+1",
      "- a",
      "a: b",
      "# c",
      "'=x",
      "{a}",
      "[1]",
      "  lead",
      "trail ",
      "a\nb\n",
      "\n\nx",
      "\t",
      "Oui",
      "1;2",
      "a, b",
    ),
  )
  .map(noNul);
/** Names hold whole characters only. */
const word = anyText.map((text) => text.replace(/\p{Cs}/gu, "") || "x");
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const localized = fc.record({ en: maybe(anyText), fr: maybe(anyText) }).map((text) => drop(text));

function drop<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

let counter = 0;
const id = (prefix: string) => {
  counter += 1;
  return `${prefix}_${counter}`;
};

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }).map((n) => n + 0),
);
const nullable = maybe(fc.constant(true));
const count = maybe(fc.nat(1000));

const scalarType: fc.Arbitrary<PropertyType> = fc
  .oneof(
    fc.record({
      kind: fc.constant("string" as const),
      nullable,
      enum: maybe(fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 })),
      format: maybe(fc.constantFrom(...STRING_FORMATS)),
      pattern: maybe(fc.constantFrom("^a+$", "x|y", "\\d{2}")),
      minLength: count,
      maxLength: count,
    }),
    fc.record({ kind: fc.constant("string" as const), nullable, const: anyText }),
    fc.record({
      kind: fc.constantFrom("number" as const, "integer" as const),
      nullable,
      enum: maybe(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 })),
      minimum: maybe(number),
      maximum: maybe(number),
      exclusiveMinimum: maybe(number),
      multipleOf: maybe(fc.constantFrom(0.01, 2, 5)),
    }),
    fc.record({ kind: fc.constant("boolean" as const), nullable, const: maybe(fc.boolean()) }),
    fc.constantFrom<PropertyType>({ kind: "null" }, { kind: "any" }),
    fc.constantFrom<PropertyType>(
      { kind: "raw", schema: { type: "string", contentEncoding: "base64" } },
      { kind: "raw", schema: true },
    ),
  )
  .map((type) => drop(type as object) as PropertyType);

function typeOf(depth: number): fc.Arbitrary<PropertyType> {
  if (depth === 0) return scalarType;
  return fc.oneof(
    { weight: 4, arbitrary: scalarType },
    {
      weight: 1,
      arbitrary: fc
        .record({
          kind: fc.constant("object" as const),
          nullable,
          properties: properties(depth - 1),
          open: fc.boolean(),
        })
        .map(drop) as fc.Arbitrary<PropertyType>,
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          kind: fc.constant("array" as const),
          nullable,
          items: typeOf(depth - 1),
          minItems: count,
          uniqueItems: nullable,
        })
        .map(drop) as fc.Arbitrary<PropertyType>,
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("union" as const),
        anyOf: fc.array(typeOf(depth - 1), { minLength: 2, maxLength: 3 }),
      }) as fc.Arbitrary<PropertyType>,
    },
  );
}

/** No plan holds a key `__proto__`: see json-value.ts. */
const json = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
  .filter((value) => !holdsProtoKey(value));

function property(depth: number): fc.Arbitrary<Property> {
  return fc
    .record({
      name: word,
      displayName: localized,
      description: localized,
      type: typeOf(depth),
      required: fc.boolean(),
      role: maybe(fc.constantFrom(...PROPERTY_ROLES)),
      privacy: fc.constantFrom(...PRIVACY_CLASSES),
      consentPurpose: maybe(word),
      owner: maybe(word),
      tags: fc.array(word, { maxLength: 3 }),
      status: fc.constantFrom(...STATUSES),
      deprecation: maybe(fc.record({ text: localized })),
      retentionDays: maybe(fc.integer({ min: 1, max: 4000 })),
      expiresOn: maybe(fc.constant("2030-01-31")),
      examples: fc.array(json, { maxLength: 2 }),
    })
    .map((fields) => newProperty({ ...drop(fields), id: id("prp") }));
}

function properties(depth: number): fc.Arbitrary<Property[]> {
  return fc.uniqueArray(property(depth), { maxLength: 3, selector: (item) => item.name });
}

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

const purpose = fc
  .record({
    key: word,
    name: localized,
    description: localized,
    legalBasis: fc.constantFrom(...LEGAL_BASES),
    recipients: fc.uniqueArray(word, { maxLength: 2 }),
    retentionDays: maybe(fc.integer({ min: 1, max: 400 })),
  })
  .map(drop);

const words = fc.uniqueArray(word, { maxLength: 2 });
const naming = fc
  .record({
    case: fc.constantFrom(...NAMING_CASES),
    prefix: maybe(word),
    pattern: fc.constantFrom(...WORD_ORDERS),
    allowedVerbs: words,
    forbiddenWords: words,
    acronyms: words,
  })
  .map(drop);
const suppression = fc
  .record({
    rule: fc.constant("event_naming"),
    objectId: fc.constant("plan"),
    reason: word,
    until: maybe(fc.constant("2030-01-01")),
  })
  .map((fields) => ({ ...drop(fields), id: id("sup") }));
const standards: fc.Arbitrary<Standards> = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMING_CASES), fc.constantFrom(...NAMING_CASES)).map(([a, b]) => plainStandards(a, b)),
  fc
    .record({
      naming: fc.record({ event: naming, property: naming, user_property: naming, bundle: naming, category: naming }),
      requiredFields: fc.record({
        event: fc.subarray([...REQUIRABLE_FIELDS.event]),
        property: fc.subarray([...REQUIRABLE_FIELDS.property]),
        user_property: fc.subarray([...REQUIRABLE_FIELDS.user_property]),
        bundle: fc.subarray([...REQUIRABLE_FIELDS.bundle]),
        category: fc.subarray([...REQUIRABLE_FIELDS.category]),
      }),
      severities: fc.dictionary(fc.constantFrom("event_naming", "odd_name"), fc.constantFrom(...RULE_LEVELS), {
        noNullPrototype: true,
      }),
      synonyms: fc.array(words, { maxLength: 2 }),
      suppressions: fc.array(suppression, { maxLength: 2 }),
      staleDays: maybe(fc.integer({ min: 1, max: 400 })),
    })
    .map(drop),
);

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
      events,
    } as Plan;
  });
