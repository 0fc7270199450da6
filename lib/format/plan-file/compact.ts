/** From the plan to the shape of a plan file: one order of keys, nothing that says no more than its default. */

import { newBundle, newEvent, newGroupType, newProperty } from "../../plan/new-object.ts";
import type { LocalizedText, Plan, PlanEvent, Property, PropertyType, TraitProperty } from "../../plan/plan.ts";
import type { EventTrigger, ImageRef, Journey } from "../../plan/plan-journey.ts";
import { compact, type Fields, texts } from "./compact-fields.ts";
import { type FileEvent, type FileProperty, type FileType, PLAN_FILE_VERSION, type PlanFile } from "./file-schema.ts";
import { compactSettings } from "./file-settings.ts";

/** A longer name of a decision or metric is referred to by id. */
const REFERENCE_MAX = 80;

const EVENT_DEFAULTS: Fields = { ...newEvent({ id: "", name: "", identifier: "" }) };
const PROPERTY_DEFAULTS: Fields = { ...newProperty({ id: "", name: "", type: { kind: "any" } }) };
const BUNDLE_DEFAULTS: Fields = { ...newBundle({ id: "", name: "" }) };
const GROUP_DEFAULTS: Fields = { ...newGroupType({ id: "", name: "" }) };
for (const defaults of [EVENT_DEFAULTS, PROPERTY_DEFAULTS, BUNDLE_DEFAULTS, GROUP_DEFAULTS]) {
  delete defaults.id;
  delete defaults.name;
  delete defaults.identifier;
  delete defaults.type;
}

function deprecation(item: Property | PlanEvent): Fields | undefined {
  if (item.deprecation === undefined) return undefined;
  const { text, replacementId, on } = item.deprecation;
  return compact({ text: texts(text), replacementId, on }, { text: {} });
}

function compactImage(image: ImageRef | undefined): Fields | undefined {
  return image && compact({ id: image.id, alt: texts(image.alt) }, { alt: {} });
}

function compactTrigger({ id, text, source, url, image }: EventTrigger): Fields {
  return compact({ id, text: texts(text), source, url, image: compactImage(image) }, {});
}

/** Constraints of a type in reading order, the kind first as `type`. */
function typeFields(type: PropertyType, references: References): Fields {
  switch (type.kind) {
    case "object": {
      const properties = compactProperties(type.properties, references);
      const fields = { type: type.kind, nullable: type.nullable, open: type.open, properties };
      return compact(fields, { properties: [], open: properties.length === 0 });
    }
    case "array":
      return compact(
        {
          type: type.kind,
          nullable: type.nullable,
          items: compactType(type.items, references),
          minItems: type.minItems,
          maxItems: type.maxItems,
          uniqueItems: type.uniqueItems,
        },
        { items: "any" },
      );
    case "union":
      return { type: type.kind, anyOf: type.anyOf.map((member) => compactType(member, references)) };
    case "raw":
      return { type: type.kind, schema: type.schema };
    case "string":
      return compact(
        {
          type: type.kind,
          nullable: type.nullable,
          format: type.format,
          enum: type.enum,
          const: type.const,
          pattern: type.pattern,
          minLength: type.minLength,
          maxLength: type.maxLength,
        },
        {},
      );
    case "number":
    case "integer":
      return compact(
        {
          type: type.kind,
          nullable: type.nullable,
          enum: type.enum,
          const: type.const,
          minimum: type.minimum,
          exclusiveMinimum: type.exclusiveMinimum,
          maximum: type.maximum,
          exclusiveMaximum: type.exclusiveMaximum,
          multipleOf: type.multipleOf,
        },
        {},
      );
    case "boolean":
      return compact({ type: type.kind, nullable: type.nullable, const: type.const }, {});
    case "null":
    case "any":
      return { type: type.kind };
  }
}

/** The kind alone when nothing constrains it. */
function compactType(type: PropertyType, references: References): FileType {
  const fields = typeFields(type, references);
  const bare = Object.keys(fields).length === 1 && type.kind !== "union" && type.kind !== "raw";
  return (bare ? fields.type : fields) as FileType;
}

function compactProperty(property: Property | TraitProperty, references: References): FileProperty {
  const fields: Fields = {
    id: property.id,
    name: property.name,
    ...typeFields(property.type, references),
    required: property.required,
    displayName: texts(property.displayName),
    description: texts(property.description),
    examples: property.examples,
    role: property.role,
    segmentKind: "segmentKind" in property ? property.segmentKind : undefined,
    privacy: property.privacy,
    consentPurpose: property.consentPurpose,
    owner: property.owner,
    tags: property.tags,
    status: property.status,
    deprecation: deprecation(property),
    serves: references.serves(property.serves),
    retentionDays: property.retentionDays,
    expiresOn: property.expiresOn,
  };
  // What is nested is long: it reads best last.
  const { properties, items, anyOf, ...rest } = fields;
  return compact({ ...rest, items, anyOf, properties }, PROPERTY_DEFAULTS) as FileProperty;
}

/** The name of a referred object where it says it all; its id where names are shared or look like an id. */
function referrer(
  objects: readonly { readonly id: string; readonly names: readonly string[] }[],
): (id: string) => string {
  const ids = new Set(objects.map((object) => object.id));
  const counts = new Map<string, number>();
  for (const { names } of objects) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Map(objects.map((object) => [object.id, object.names[0]]));
  return (id) => {
    const name = names.get(id) ?? "";
    return name === "" || ids.has(name) || counts.get(name) !== 1 ? id : name;
  };
}

/** How the objects of a plan are referred to in its file. */
class References {
  readonly category: (id: string) => string;
  readonly bundle: (id: string) => string;
  readonly decision: (id: string) => string;
  readonly metric: (id: string) => string;
  readonly event: (id: string) => string;

  constructor(readonly plan: Plan) {
    const first = plan.settings.languages[0] ?? "en";
    const named = ({ id, name }: { id: string; name: string }) => ({ id, names: [name] });
    const texted = ({ id, name }: { id: string; name: LocalizedText }) => ({
      id,
      names: [name[first], name.en, name.fr].filter(
        (text) => text !== undefined && text.length <= REFERENCE_MAX,
      ) as string[],
    });
    this.category = referrer(plan.categories.map(named));
    this.bundle = referrer(plan.bundles.map(named));
    this.decision = referrer(plan.decisions.map(texted));
    this.metric = referrer(plan.metrics.map(texted));
    this.event = referrer(plan.events.map(named));
  }

  private shown(event: PlanEvent): Property[] {
    const bundled = this.plan.bundles.filter((bundle) => event.bundles.includes(bundle.id));
    return [...event.properties, ...bundled.flatMap((bundle) => bundle.properties)];
  }

  discriminator(event: PlanEvent): (id: string) => string {
    return referrer(this.shown(event).map(({ id, name }) => ({ id, names: [name] })));
  }

  /** Properties of variants are named too. */
  exception(event: PlanEvent): (id: string) => string {
    const inCases = (event.variants?.cases ?? []).flatMap(({ properties }) => properties);
    return referrer([...this.shown(event), ...inCases].map(({ id, name }) => ({ id, names: [name] })));
  }

  serves(serves: PlanEvent["serves"]): Fields | undefined {
    const given = { decisions: serves.decisions.map(this.decision), metrics: serves.metrics.map(this.metric) };
    const fields = compact(given, { decisions: [], metrics: [] });
    return Object.keys(fields).length === 0 ? undefined : fields;
  }
}

function compactProperties(properties: readonly Property[], references: References): FileProperty[] {
  return properties.map((property) => compactProperty(property, references));
}

function compactPresence(event: PlanEvent, references: References): Fields[] {
  if (event.presence.length === 0) return [];
  const named = references.exception(event);
  return event.presence.map(({ property, source, presence }) => ({ property: named(property), source, presence }));
}

function compactEvent(event: PlanEvent, references: References): FileEvent {
  const fields: Fields = {
    id: event.id,
    name: event.name,
    callType: event.callType,
    identifier: event.identifier,
    formerNames: event.formerNames,
    formerIdentifiers: event.formerIdentifiers,
    displayName: texts(event.displayName),
    description: texts(event.description),
    trigger: texts(event.trigger),
    triggers: event.triggers.map(compactTrigger),
    category: event.category === undefined ? undefined : references.category(event.category),
    critical: event.critical,
    roles: event.roles,
    tags: event.tags,
    owner: event.owner,
    steward: event.steward,
    status: event.status,
    deprecation: deprecation(event),
    privacy: event.privacy,
    consentPurpose: event.consentPurpose,
    retentionDays: event.retentionDays,
    expiresOn: event.expiresOn,
    sources: event.sources,
    serves: references.serves(event.serves),
    open: event.open,
    bundles: event.bundles.map(references.bundle),
    properties: compactProperties(event.properties, references),
    presence: compactPresence(event, references),
    variants: event.variants && {
      discriminator: references.discriminator(event)(event.variants.discriminator),
      cases: event.variants.cases.map((item) =>
        compact(
          {
            id: item.id,
            displayName: texts(item.displayName),
            match: item.match,
            properties: compactProperties(item.properties, references),
          },
          { displayName: {}, properties: [] },
        ),
      ),
    },
    rawSchema: event.rawSchema,
    examples: event.examples,
  };
  return compact(fields, EVENT_DEFAULTS) as FileEvent;
}

function compactJourney(journey: Journey, references: References): Fields {
  const described = { description: {}, steps: [], events: [] };
  const steps = journey.steps.map(({ id, name, description, image, url, source, events }) => {
    const pinned = events.map(references.event);
    const fields = { id, name: texts(name), description: texts(description), source, url, image: compactImage(image) };
    return compact({ ...fields, events: pinned }, described);
  });
  const { id, name, description, owner } = journey;
  return compact({ id, name: texts(name), description: texts(description), owner, steps }, described);
}

function compactLists(plan: Plan): Fields {
  const references = new References(plan);
  const described = { description: {}, properties: [], decisions: [], formula: {} };
  return {
    categories: plan.categories.map(({ id, name, description, owner }) =>
      compact({ id, name, description: texts(description), owner }, described),
    ),
    decisions: plan.decisions.map(({ id, name, description, owner, steward }) =>
      compact({ id, name: texts(name), description: texts(description), owner, steward }, described),
    ),
    metrics: plan.metrics.map(({ id, name, description, owner, decisions, parent, formula }) =>
      compact(
        {
          id,
          name: texts(name),
          description: texts(description),
          formula: texts(formula),
          parent: parent === undefined ? undefined : references.metric(parent),
          owner,
          decisions: decisions.map(references.decision),
        },
        described,
      ),
    ),
    bundles: plan.bundles.map(({ id, name, description, owner, tags, properties }) =>
      compact(
        {
          id,
          name,
          description: texts(description),
          owner,
          tags,
          properties: compactProperties(properties, references),
        },
        BUNDLE_DEFAULTS,
      ),
    ),
    userProperties: compactProperties(plan.userProperties, references),
    groupTypes: plan.groupTypes.map(({ id, name, displayName, description, properties }) =>
      compact(
        {
          id,
          name,
          displayName: texts(displayName),
          description: texts(description),
          properties: compactProperties(properties, references),
        },
        GROUP_DEFAULTS,
      ),
    ),
    journeys: plan.journeys.map((journey) => compactJourney(journey, references)),
    events: plan.events.map((event) => compactEvent(event, references)),
  };
}

/** The document of a plan file. Settings are written out: they must not move when our defaults do. */
export function compactPlan(plan: Plan): PlanFile {
  const lists = compactLists(plan);
  const none = Object.fromEntries(Object.keys(lists).map((key) => [key, []]));
  return {
    gabarit: PLAN_FILE_VERSION,
    slug: plan.slug,
    ...compact({ name: texts(plan.name), description: texts(plan.description) }, { name: {}, description: {} }),
    settings: compactSettings(plan.settings),
    ...compact(lists, none),
  } as PlanFile;
}
