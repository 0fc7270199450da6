/** Random plans: names and texts from all of Unicode, from reserved words and from text that tries to leave its place. */

import fc from "fast-check";
import { HOSTILE_NAMES } from "../../lib/plan/hostile-plan.ts";
import { suggestIdentifier } from "../../lib/plan/names.ts";
import { emptyPlan, newBundle, newEvent, newGroupType, newProperty, newTrait } from "../../lib/plan/new-object.ts";
import type { Bundle, Plan, PlanEvent, Property, PropertyType, Variants } from "../../lib/plan/plan.ts";

const PIECES = [
  ..."\"'`\\\n\r\t\u0000\u2028\u202e\u200d{}()$<>*/@;=",
  "${globalThis.canary=1}",
  "*/globalThis.canary=1;/*",
  "k0: ",
  "\nk1?: ",
  " */",
  "/**",
  "export interface Payload {",
  '"""',
  "\n__import__('builtins').canary = 1\n",
  "\\N{BULLET}\\x",
  "# type: ignore",
  "{0}%s",
  "\ud800",
];

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(...HOSTILE_NAMES),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join("")),
);
/** Halves of surrogate pairs stay out of names: ajv cannot compile a schema with such a key. */
const name = text.filter((candidate) => candidate !== "" && !/\p{Cs}/u.test(candidate));
const localized = fc.record({ en: text, fr: text }, { requiredKeys: [] });
const nullable = fc.option(fc.constant(true), { nil: undefined });

/** Without the keys whose value is undefined: absent is what the model means. */
function defined(value: { readonly kind: PropertyType["kind"] }): PropertyType {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as unknown as PropertyType;
}

const scalar = fc.oneof(
  fc.record({ kind: fc.constant("string" as const), nullable }).map(defined),
  fc
    .record({
      kind: fc.constant("string" as const),
      enum: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
      nullable,
    })
    .map(defined),
  fc.record({ kind: fc.constant("string" as const), const: text, nullable }).map(defined),
  fc.record({ kind: fc.constantFrom("number" as const, "integer" as const), nullable }).map(defined),
  fc
    .record({
      kind: fc.constant("number" as const),
      enum: fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 3 }),
    })
    .map(defined),
  fc.record({ kind: fc.constant("integer" as const), const: fc.maxSafeInteger() }).map(defined),
  fc.record({ kind: fc.constant("boolean" as const), nullable }).map(defined),
  fc.record({ kind: fc.constant("boolean" as const), const: fc.boolean() }).map(defined),
  fc.constant<PropertyType>({ kind: "null" }),
  fc.constant<PropertyType>({ kind: "any" }),
  fc.constant<PropertyType>({ kind: "raw", schema: { tsType: "evil", description: "*/", title: "T" } }),
);

function named(properties: readonly Property[]): Property[] {
  return [...new Map(properties.map((property) => [property.name, property])).values()];
}

const { type } = fc.letrec<{ type: PropertyType; property: Property }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc
      .record({
        kind: fc.constant("object" as const),
        open: fc.boolean(),
        nullable,
        properties: fc.array(tie("property"), { maxLength: 3 }).map(named),
      })
      .map(defined),
    fc.record({ kind: fc.constant("array" as const), items: tie("type"), nullable }).map(defined),
    fc
      .record({ kind: fc.constant("union" as const), anyOf: fc.array(tie("type"), { minLength: 1, maxLength: 3 }) })
      .map(defined),
  ),
  property: propertyWith(tie("type")),
}));

function propertyWith(types: fc.Arbitrary<PropertyType>): fc.Arbitrary<Property> {
  return fc
    .record({
      id: fc.integer({ min: 0, max: 1e9 }),
      name,
      type: types,
      required: fc.boolean(),
      description: localized,
      deprecated: fc.boolean(),
    })
    .map(({ id, deprecated, ...given }) =>
      newProperty({
        ...given,
        id: `prp_${id.toString(36)}`,
        ...(deprecated ? { status: "deprecated" as const, deprecation: { text: given.description } } : {}),
      }),
    );
}

const properties = fc.array(propertyWith(type), { maxLength: 4 }).map(named);

const variants: fc.Arbitrary<{ readonly property: Property; readonly variants: Variants }> = fc
  .record({ name, values: fc.uniqueArray(text, { minLength: 2, maxLength: 4 }), first: properties, second: properties })
  .map(({ name: key, values, first, second }) => ({
    property: newProperty({
      id: "prp_discriminator",
      name: key,
      type: { kind: "string", enum: values },
      required: true,
    }),
    variants: {
      discriminator: "prp_discriminator",
      cases: [first, second].map((own, at) => ({
        id: `cas_${at}`,
        displayName: {},
        match: values.slice(at, at + 1),
        properties: own.filter((property) => property.name !== key),
      })),
    },
  }));

const event = fc.record({
  name,
  callType: fc.constantFrom("track" as const, "page" as const, "screen" as const),
  description: localized,
  trigger: localized,
  properties,
  shapes: fc.option(variants, { nil: undefined, freq: 3 }),
  open: fc.boolean(),
  bundled: fc.boolean(),
  deprecated: fc.boolean(),
});

type Draft = typeof event extends fc.Arbitrary<infer T> ? T : never;

function eventsOf(drafts: readonly Draft[], policy: "unicode" | "ascii", bundle: Bundle): PlanEvent[] {
  const taken = new Set<string>();
  return drafts.map((draft, at) => {
    const id = `evt_r${at}`;
    const identifier = suggestIdentifier({ name: draft.name, id, policy, taken });
    taken.add(identifier.toLowerCase());
    const { shapes } = draft;
    const own = draft.properties.filter((property) => property.name !== shapes?.property.name);
    return newEvent({
      id,
      identifier,
      name: draft.name,
      callType: draft.callType,
      description: draft.description,
      trigger: draft.trigger,
      open: draft.open,
      properties: shapes === undefined ? own : [shapes.property, ...own],
      bundles: draft.bundled ? [bundle.id] : [],
      ...(shapes === undefined ? {} : { variants: shapes.variants }),
      ...(draft.deprecated ? { status: "deprecated" as const, deprecation: { text: draft.description } } : {}),
    });
  });
}

/** Plans that the plan's own invariants allow, of up to six events. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .record({
    drafts: fc.uniqueArray(event, {
      minLength: 1,
      maxLength: 6,
      selector: (draft) => `${draft.callType} ${draft.name}`,
    }),
    bundled: properties,
    traits: properties,
    groups: fc.uniqueArray(fc.record({ name, traits: properties }), { maxLength: 2, selector: (group) => group.name }),
    policy: fc.constantFrom("unicode" as const, "ascii" as const),
  })
  .map(({ drafts, bundled, traits, groups, policy }) => {
    const bundle = newBundle({ id: "bdl_r", name: "Random", properties: bundled });
    const plan = emptyPlan("random");
    return {
      ...plan,
      settings: { ...plan.settings, identifiers: policy, automatic: [] },
      bundles: [bundle],
      userProperties: traits.map((trait) => newTrait(trait)),
      groupTypes: groups.map((group, at) =>
        newGroupType({ id: `grp_${at}`, name: group.name, properties: group.traits.map((trait) => newTrait(trait)) }),
      ),
      events: eventsOf(drafts, policy, bundle),
    };
  });
