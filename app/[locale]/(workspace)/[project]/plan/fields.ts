/**
 * Which control edits each field of the plan. The editors are drawn from these tables, and a test walks the model's schema
 * against them: a field without a control cannot ship.
 */

import {
  AUTOMATIC_PROPERTIES,
  type Bundle,
  CALL_TYPES,
  type Category,
  type Decision,
  type Deprecation,
  EVENT_ROLES,
  type GroupType,
  LANGUAGES,
  type Metric,
  type Plan,
  type PlanEvent,
  PRIVACY_CLASSES,
  PROPERTY_ROLES,
  type PropertyType,
  SEGMENT_KINDS,
  type Serves,
  STATUSES,
  STRING_FORMATS,
  type TraitProperty,
  type VariantCase,
  type Variants,
} from "../../../../../lib/plan/plan.ts";
import type { EventTrigger, ImageRef, Journey, JourneyStep } from "../../../../../lib/plan/plan-journey.ts";
import { PRESENCES, type PropertyPresence } from "../../../../../lib/plan/plan-presence.ts";
import { type PlanSettings, VALUE_HANDLINGS } from "../../../../../lib/plan/plan-settings.ts";

/** Controls, by what they let one do. `fixed` is shown and never changes; `own` is a screen or an editor of its own. */
export type Control =
  | "fixed"
  | "code"
  | "line"
  | "localized-line"
  | "localized-text"
  | "choice"
  | "choices"
  | "toggle"
  | "words"
  | "category"
  | "metric"
  | "pinned"
  | "image"
  | "day"
  | "payloads"
  | "groups"
  | "decisions"
  | "serves"
  | "deprecation"
  | "reference"
  | "number"
  | "pattern"
  | "values"
  | "value"
  | "json"
  | "json-list"
  | "country"
  | "own";

/** Parts of an editor, in their order on the screen. */
export type Section = "naming" | "meaning" | "ownership" | "privacy" | "lifecycle" | "shape";

export interface FieldSpec {
  readonly control: Control;
  readonly section: Section;
  readonly options?: readonly string[];
  /** The field may be empty: the control offers "none" and the edit clears it. */
  readonly optional?: true;
  /** Called by another name than the field's. */
  readonly label?: string;
  /** Suggestions taken from the plan. */
  readonly suggest?: "owners" | "tags" | "sources" | "purposes";
}

export type FieldTable<T> = { readonly [F in keyof Required<T>]: FieldSpec };

export const id: FieldSpec = { control: "fixed", section: "naming" };
const displayName: FieldSpec = { control: "localized-line", section: "naming" };
export const description: FieldSpec = { control: "localized-text", section: "meaning" };
const handling: FieldSpec = { control: "choice", section: "privacy", options: VALUE_HANDLINGS, optional: true };
const about: FieldSpec = { control: "line", section: "privacy", optional: true };
const owner: FieldSpec = { control: "line", section: "ownership", optional: true, suggest: "owners" };
const tags: FieldSpec = { control: "words", section: "ownership", suggest: "tags" };
const status: FieldSpec = { control: "choice", section: "lifecycle", options: STATUSES };
const deprecation: FieldSpec = { control: "deprecation", section: "lifecycle", optional: true };
const privacy: FieldSpec = { control: "choice", section: "privacy", options: PRIVACY_CLASSES };
const consentPurpose: FieldSpec = { control: "line", section: "privacy", optional: true, suggest: "purposes" };
const serves: FieldSpec = { control: "serves", section: "meaning" };
export const retentionDays: FieldSpec = { control: "number", section: "privacy", optional: true };
const expiresOn: FieldSpec = { control: "day", section: "lifecycle", optional: true };
const source: FieldSpec = { control: "line", section: "ownership", optional: true, suggest: "sources" };
const url: FieldSpec = { control: "line", section: "meaning", optional: true };
const image: FieldSpec = { control: "image", section: "meaning", optional: true };
/** It has an editor of its own. */
export const own: FieldSpec = { control: "own", section: "shape" };

export const EVENT_FIELDS: FieldTable<PlanEvent> = {
  id,
  name: { control: "code", section: "naming" },
  displayName,
  callType: { control: "choice", section: "naming", options: CALL_TYPES },
  identifier: { control: "code", section: "naming" },
  formerNames: { control: "words", section: "naming" },
  formerIdentifiers: { control: "words", section: "naming" },
  description,
  trigger: { control: "localized-text", section: "meaning" },
  triggers: { ...own, section: "meaning" },
  examples: { control: "payloads", section: "meaning" },
  roles: { control: "choices", section: "meaning", options: EVENT_ROLES },
  serves,
  critical: { control: "toggle", section: "meaning" },
  category: { control: "category", section: "ownership", optional: true },
  owner,
  steward: owner,
  tags,
  sources: { control: "words", section: "ownership", suggest: "sources" },
  status,
  deprecation,
  expiresOn,
  privacy,
  consentPurpose,
  retentionDays,
  open: { control: "toggle", section: "shape" },
  rawSchema: { control: "json", section: "shape", optional: true },
  bundles: own,
  properties: own,
  presence: own,
  variants: { ...own, optional: true },
};

export const PROPERTY_FIELDS: FieldTable<TraitProperty> = {
  id,
  name: { control: "code", section: "naming" },
  displayName,
  type: own,
  required: { control: "toggle", section: "shape" },
  description,
  role: { control: "choice", section: "meaning", options: PROPERTY_ROLES, optional: true },
  segmentKind: { control: "choice", section: "meaning", options: SEGMENT_KINDS, optional: true },
  examples: { control: "json-list", section: "meaning" },
  serves,
  owner,
  tags,
  privacy,
  consentPurpose,
  retentionDays,
  status,
  deprecation,
  expiresOn,
};

export const BUNDLE_FIELDS: FieldTable<Bundle> = {
  id,
  name: { control: "line", section: "naming" },
  description,
  owner,
  tags,
  properties: own,
};

export const GROUP_TYPE_FIELDS: FieldTable<GroupType> = {
  id,
  name: { control: "code", section: "naming" },
  displayName,
  description,
  properties: own,
};

export const DECISION_FIELDS: FieldTable<Decision> = {
  id,
  name: { control: "localized-line", section: "naming" },
  description,
  owner,
  steward: owner,
};

export const METRIC_FIELDS: FieldTable<Metric> = {
  id,
  name: { control: "localized-line", section: "naming" },
  description,
  formula: { control: "localized-text", section: "meaning" },
  parent: { control: "metric", section: "meaning", optional: true },
  decisions: { control: "decisions", section: "meaning" },
  owner,
};

export const CATEGORY_FIELDS: FieldTable<Category> = {
  id,
  name: { control: "line", section: "naming" },
  description,
  owner,
};

export const JOURNEY_FIELDS: FieldTable<Journey> = {
  id,
  name: { control: "localized-line", section: "naming" },
  description,
  owner,
  steps: own,
};

export const STEP_FIELDS: FieldTable<JourneyStep> = {
  id,
  name: { control: "localized-line", section: "naming" },
  description,
  events: { control: "pinned", section: "meaning" },
  source,
  url,
  image,
};

export const TRIGGER_FIELDS: FieldTable<EventTrigger> = {
  id,
  text: { control: "localized-text", section: "meaning" },
  source,
  url,
  image,
};

/** Which property and which source is where the control stands. */
export const PRESENCE_FIELDS: FieldTable<PropertyPresence> = {
  property: id,
  source: id,
  presence: { control: "choice", section: "shape", options: PRESENCES, optional: true },
};

export const IMAGE_FIELDS: FieldTable<ImageRef> = { id, alt: image };

export const CASE_FIELDS: FieldTable<VariantCase> = {
  id,
  displayName,
  match: { control: "values", section: "shape" },
  properties: own,
};

export const VARIANTS_FIELDS: FieldTable<Variants> = {
  discriminator: { control: "reference", section: "shape" },
  cases: own,
};

export const SERVES_FIELDS: FieldTable<Serves> = {
  decisions: { control: "serves", section: "meaning" },
  metrics: { control: "serves", section: "meaning" },
};

export const DEPRECATION_FIELDS: FieldTable<Deprecation> = {
  text: { control: "deprecation", section: "lifecycle" },
  replacementId: { control: "deprecation", section: "lifecycle", optional: true },
  on: { control: "deprecation", section: "lifecycle", optional: true },
};

export const SETTINGS_FIELDS: FieldTable<PlanSettings> = {
  languages: { control: "choices", section: "naming", options: LANGUAGES },
  standards: own,
  identifiers: { control: "choice", section: "naming", options: ["unicode", "ascii"] },
  canonicalUserId: { control: "line", section: "meaning", optional: true },
  automatic: { control: "choices", section: "shape", options: AUTOMATIC_PROPERTIES },
  purposes: { ...own, section: "privacy" },
  ...{ pseudonymousValues: handling, personalValues: handling, sensitiveValues: handling },
  ...{ controller: about, controllerContact: about, dataProtectionOfficer: about },
  dataSubjects: { control: "localized-text", section: "privacy" },
  securityMeasures: { control: "localized-text", section: "privacy" },
  recipientDetails: { ...own, section: "privacy" },
  transformations: { ...own, section: "lifecycle" },
};

/** The slug is the project's; lists have screens of their own. */
export const PLAN_FIELDS: FieldTable<Plan> = {
  slug: id,
  name: { control: "localized-line", section: "naming" },
  description,
  settings: own,
  categories: own,
  decisions: own,
  metrics: own,
  bundles: own,
  userProperties: own,
  groupTypes: own,
  journeys: own,
  events: own,
};

type KeysOf<T> = T extends unknown ? keyof T : never;
type TypeField = Exclude<KeysOf<PropertyType>, "kind">;

const count: FieldSpec = { control: "number", section: "shape", optional: true };

/** Constraints of types, each with its control in the type editor. */
export const TYPE_FIELDS: { readonly [F in TypeField]: FieldSpec } = {
  nullable: { control: "toggle", section: "shape" },
  enum: { control: "values", section: "shape", optional: true },
  const: { control: "value", section: "shape", optional: true },
  format: { control: "choice", section: "shape", options: STRING_FORMATS, optional: true },
  pattern: { control: "pattern", section: "shape", optional: true },
  minLength: count,
  maxLength: count,
  minimum: count,
  maximum: count,
  exclusiveMinimum: count,
  exclusiveMaximum: count,
  multipleOf: count,
  minItems: count,
  maxItems: count,
  uniqueItems: { control: "toggle", section: "shape" },
  open: { control: "toggle", section: "shape" },
  properties: own,
  items: own,
  anyOf: own,
  schema: { control: "json", section: "shape" },
};

/** The kinds of type one can choose, in the order of the list. */
export const TYPE_KINDS = [
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "union",
  "null",
  "any",
  "raw",
] as const satisfies readonly PropertyType["kind"][];

/** Which constraints each kind has, in the order they are shown. */
export const TYPE_CONSTRAINTS: { readonly [K in PropertyType["kind"]]: readonly TypeField[] } = {
  string: ["nullable", "enum", "const", "format", "pattern", "minLength", "maxLength"],
  number: ["nullable", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  integer: ["nullable", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  boolean: ["nullable", "const"],
  object: ["nullable", "open", "properties"],
  array: ["nullable", "items", "minItems", "maxItems", "uniqueItems"],
  union: ["anyOf"],
  null: [],
  any: [],
  raw: ["schema"],
};

/** Fields of a table that stand in one section, in the table's order. */
export function fieldsIn<T>(table: FieldTable<T>, section: Section): readonly (keyof T & string)[] {
  return Object.entries<FieldSpec>(table as Record<string, FieldSpec>)
    .filter(([, spec]) => spec.section === section && spec.control !== "own" && spec.control !== "fixed")
    .map(([name]) => name as keyof T & string);
}
