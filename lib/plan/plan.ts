/**
 * The plan: what a team has agreed to track, as one immutable value.
 *
 * Wire names (`name`) are what travels in an event and are never translated; texts for people exist per language.
 * Every object has a stable `id` that survives renames: questions, links, generated code and stored events refer to ids.
 * Absent, optional and null are three different things: `required` says whether a key may be absent, `nullable` whether
 * its value may be null.
 */

import type { EventTrigger, Journey } from "./plan-journey.ts";
import type { PropertyPresence } from "./plan-presence.ts";
import type { PlanSettings } from "./plan-settings.ts";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text for people, per language. A missing key means "not written yet", never "empty on purpose". */
export type LocalizedText = { readonly [L in Language]?: string };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]?: Kind };
export type EventId = Id<"event">;
export type PropertyId = Id<"property">;
export type BundleId = Id<"bundle">;
export type DecisionId = Id<"decision">;
export type MetricId = Id<"metric">;
export type CategoryId = Id<"category">;
export type GroupTypeId = Id<"groupType">;
export type VariantCaseId = Id<"variantCase">;

/** Calls an event can be planned for. `identify` and `group` calls are judged against user and group properties instead. */
export const CALL_TYPES = ["track", "page", "screen"] as const;
export type CallType = (typeof CALL_TYPES)[number];

/** What an event means to the business, from a closed list: templates bind to roles, never to names. */
// biome-ignore format: one list of words
export const EVENT_ROLES = [
  "sign_up", "log_in", "onboarding_step", "key_value_action", "product_viewed", "add_to_cart", "purchase",
  "unsubscribe", "email_sent", "email_opened", "exposure", "micro_conversion", "support_request",
  "satisfaction_answer",
] as const;
export type EventRole = (typeof EVENT_ROLES)[number];

export const PROPERTY_ROLES = ["revenue", "currency", "subscription", "channel", "variant", "score"] as const;
export type PropertyRole = (typeof PROPERTY_ROLES)[number];

/** The six kinds of segment a user or group property can serve. */
export const SEGMENT_KINDS = [
  "demographic",
  "firmographic",
  "technographic",
  "customer_data",
  "behavioural",
  "psychographic",
] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export const PRIVACY_CLASSES = ["none", "pseudonymous", "personal", "sensitive"] as const;
export type PrivacyClass = (typeof PRIVACY_CLASSES)[number];

export const STATUSES = ["draft", "active", "deprecated"] as const;
export type Status = (typeof STATUSES)[number];

export const NAMING_CASES = ["any", "Title Case", "Sentence case", "snake_case", "camelCase", "kebab-case"] as const;
export type NamingCase = (typeof NAMING_CASES)[number];

/** String formats a property may demand; each is checked by ajv-formats (full mode). */
// biome-ignore format: one list of words
export const STRING_FORMATS = [
  "date-time", "date", "time", "duration", "email", "uri", "uuid", "hostname", "ipv4", "ipv6",
] as const;
export type StringFormat = (typeof STRING_FORMATS)[number];

// ---------------------------------------------------------------------------------------------------------------------
// Property types

export interface StringType {
  readonly kind: "string";
  readonly nullable?: boolean;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: StringFormat;
  /** An RE2-safe regular expression, unanchored as in JSON Schema. */
  readonly pattern?: string;
  /** Lengths count Unicode code points, as JSON Schema does. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberType {
  readonly kind: "number" | "integer";
  readonly nullable?: boolean;
  readonly enum?: readonly number[];
  readonly const?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export interface BooleanType {
  readonly kind: "boolean";
  readonly nullable?: boolean;
  readonly const?: boolean;
}

export interface NullType {
  readonly kind: "null";
}

export interface ObjectType {
  readonly kind: "object";
  readonly nullable?: boolean;
  readonly properties: readonly Property[];
  /** An open object admits keys the plan does not name. */
  readonly open: boolean;
}

export interface ArrayType {
  readonly kind: "array";
  readonly nullable?: boolean;
  readonly items: PropertyType;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** Any JSON value at all, null included. */
export interface AnyType {
  readonly kind: "any";
}

/** A value that fits at least one of several types, e.g. string or number. */
export interface UnionType {
  readonly kind: "union";
  readonly anyOf: readonly PropertyType[];
}

/** A JSON Schema (draft-07) the model has no control for. Only `#/` references; judged at ingest, typed `unknown` in code. */
export interface RawType {
  readonly kind: "raw";
  readonly schema: JsonObject | boolean;
}

export type PropertyType =
  | StringType
  | NumberType
  | BooleanType
  | NullType
  | ObjectType
  | ArrayType
  | AnyType
  | UnionType
  | RawType;

// ---------------------------------------------------------------------------------------------------------------------
// Objects of the plan

/** Which decisions and metrics an event or property serves. Something that serves nothing is a finding. */
export interface Serves {
  readonly decisions: readonly DecisionId[];
  readonly metrics: readonly MetricId[];
}

export interface Deprecation {
  readonly text: LocalizedText;
  /** The id of the event or property to use instead. */
  readonly replacementId?: string;
  /** Day after which nothing should send it any more, YYYY-MM-DD. */
  readonly on?: string;
}

export interface Property {
  readonly id: PropertyId;
  /** The key on the wire. */
  readonly name: string;
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  readonly type: PropertyType;
  /** A required key must be present (its value may still be null when the type is nullable). */
  readonly required: boolean;
  readonly role?: PropertyRole;
  readonly privacy: PrivacyClass;
  readonly consentPurpose?: string;
  readonly owner?: string;
  readonly tags: readonly string[];
  readonly status: Status;
  readonly deprecation?: Deprecation;
  readonly examples: readonly Json[];
  readonly serves: Serves;
  readonly retentionDays?: number;
  readonly expiresOn?: string;
}

/** A named list of properties that several events share; a bundled property keeps one id wherever it is used. */
export interface Bundle {
  readonly id: BundleId;
  readonly name: string;
  readonly description: LocalizedText;
  readonly owner?: string;
  readonly tags: readonly string[];
  readonly properties: readonly Property[];
}

/** One shape of an event, chosen by the value of the discriminator property. */
export interface VariantCase {
  readonly id: VariantCaseId;
  readonly displayName: LocalizedText;
  /** Values of the discriminator that select this case; no value stands in two cases. */
  readonly match: readonly (string | number | boolean)[];
  /** Properties that exist only in this case, or that replace one of the event's by name. */
  readonly properties: readonly Property[];
}

export interface Variants {
  /** The id of one of the event's own or bundled properties: a required, non-nullable enum or boolean. */
  readonly discriminator: PropertyId;
  readonly cases: readonly VariantCase[];
}

export interface PlanEvent {
  readonly id: EventId;
  readonly callType: CallType;
  /** The name on the wire; unique per call type. */
  readonly name: string;
  /** Former wire names, newest first: they still resolve to this event, and the verdict says so. */
  readonly formerNames: readonly string[];
  /** The name in generated code: unique in the plan whatever its case, locked by the first publish. */
  readonly identifier: string;
  /** Former identifiers, emitted as deprecated aliases. */
  readonly formerIdentifiers: readonly string[];
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  /** When the event fires, in words a developer can act on. */
  readonly trigger: LocalizedText;
  /** The places where it fires, one by one. */
  readonly triggers: readonly EventTrigger[];
  /** Whole `properties` objects as they may be sent. */
  readonly examples: readonly JsonObject[];
  readonly category?: CategoryId;
  readonly tags: readonly string[];
  readonly owner?: string;
  /** Who watches over the data, where the owner answers for the event. */
  readonly steward?: string;
  /** One of the five to ten events the business cannot do without. */
  readonly critical: boolean;
  readonly status: Status;
  readonly deprecation?: Deprecation;
  readonly roles: readonly EventRole[];
  readonly privacy: PrivacyClass;
  readonly consentPurpose?: string;
  /** Slugs of the sources where it fires; empty means every source. */
  readonly sources: readonly string[];
  readonly bundles: readonly BundleId[];
  readonly properties: readonly Property[];
  /** Where a source sends a property otherwise than the property says; a source without an entry does as it says. */
  readonly presence: readonly PropertyPresence[];
  readonly variants?: Variants;
  /** An open event admits properties the plan does not name. */
  readonly open: boolean;
  /** A JSON Schema (draft-07) every `properties` object must satisfy besides the above: the escape for what has no control. */
  readonly rawSchema?: JsonObject;
  readonly serves: Serves;
  /** How long what it collects is kept. */
  readonly retentionDays?: number;
  /** Day on which it is to be renewed or removed, YYYY-MM-DD. */
  readonly expiresOn?: string;
}

/** A property of people, or of a group type, set by identify and group calls. Never required: traits are judged one by one. */
export interface TraitProperty extends Property {
  readonly segmentKind?: SegmentKind;
}

/** Something people belong to (account, school ...), set by group calls. The first group type takes calls that name none. */
export interface GroupType {
  readonly id: GroupTypeId;
  readonly name: string;
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  readonly properties: readonly TraitProperty[];
}

export interface Decision {
  readonly id: DecisionId;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly owner?: string;
  readonly steward?: string;
}

export interface Metric {
  readonly id: MetricId;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly owner?: string;
  /** The decisions this metric informs. */
  readonly decisions: readonly DecisionId[];
  /** The metric it is a part of: metrics form trees. */
  readonly parent?: MetricId;
  /** How it is computed, in words. */
  readonly formula: LocalizedText;
}

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly description: LocalizedText;
  readonly owner?: string;
}

/** Properties every event carries without anyone writing them: the SDK fills them, ingest derives what a vendor SDK omits. */
// biome-ignore format: one list of words
export const AUTOMATIC_PROPERTIES = [
  "device_type", "os_name", "os_version", "browser_name", "browser_version", "app_version", "language",
  "time_zone", "country", "page_url", "page_path", "page_title", "referrer", "referrer_domain", "utm_source",
  "utm_medium", "utm_campaign", "utm_term", "utm_content", "first_touch_channel",
] as const;
export type AutomaticProperty = (typeof AUTOMATIC_PROPERTIES)[number];

export interface Plan {
  /** Equals the slug of the project that holds the plan. */
  readonly slug: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly settings: PlanSettings;
  readonly categories: readonly Category[];
  readonly decisions: readonly Decision[];
  readonly metrics: readonly Metric[];
  readonly bundles: readonly Bundle[];
  readonly userProperties: readonly TraitProperty[];
  readonly groupTypes: readonly GroupType[];
  readonly journeys: readonly Journey[];
  readonly events: readonly PlanEvent[];
}

/** A plan frozen by publishing: self-contained, append-only, named by its content. */
export interface PublishedPlan {
  /** 1, 2, 3 ... without gaps. */
  readonly version: number;
  /** SHA-256 of the canonical JSON of `plan` (as a document, see document.ts) and `eventVersions`, in hexadecimal. */
  readonly hash: string;
  readonly plan: Plan;
  /** Per event: the plan version in which its definition last changed. */
  readonly eventVersions: { readonly [eventId: string]: number };
}
