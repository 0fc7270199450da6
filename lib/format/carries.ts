/**
 * What each format carries: wholly, in part, or not at all. Told before an export; the loss report of the export itself is
 * computed from its file, and tests hold this table to it.
 */

import type { FormatName } from "./format.ts";
import { PLAN_CONSTRUCTS, type PlanConstruct } from "./loss.ts";

type Carriage = "yes" | "partly" | "no";
type Row = Readonly<Record<PlanConstruct, Carriage>>;

function all(carriage: Carriage): Row {
  return Object.fromEntries(Object.keys(PLAN_CONSTRUCTS).map((construct) => [construct, carriage])) as Row;
}

const WORDS_OF_OURS = {
  settings: "no",
  ids: "no",
  former_name: "no",
  identifier: "no",
  display_name: "no",
  translation: "no",
  trigger: "no",
  critical: "no",
  status: "no",
  deprecation: "no",
  role: "no",
  privacy: "no",
  consent: "no",
  source_binding: "no",
  presence: "no",
  bundle: "no",
  examples: "no",
  serves: "no",
  decision: "no",
  metric: "no",
  journey: "no",
  trigger_place: "no",
  steward: "no",
  retention: "no",
  expiry: "no",
  segment_kind: "no",
} as const satisfies Partial<Row>;

export const CARRIES: Readonly<Record<FormatName, Row>> = {
  "plan-file": all("yes"),
  "json-schema-bundle": all("yes"),
  csv: all("yes"),
  xlsx: all("yes"),
  // Labels hold owner, category and tags of events; a message schema holds every type; a draft is a rule like any other.
  segment: {
    ...all("yes"),
    ...WORDS_OF_OURS,
    status: "partly",
    plan_text: "partly",
    order: "partly",
    description: "partly",
    category: "partly",
    tags: "partly",
    owner: "partly",
    property: "partly",
    required: "partly",
    type: "partly",
    const: "partly",
    enum: "partly",
    union: "partly",
    raw_type: "partly",
    open_event: "partly",
    variants: "partly",
    raw_schema: "partly",
    group_type: "partly",
    user_property: "partly",
  },
  // Names and descriptions within RudderStack's limits; one definition per property name and type.
  rudderstack: {
    ...all("yes"),
    ...WORDS_OF_OURS,
    ids: "partly",
    plan_text: "partly",
    order: "partly",
    description: "partly",
    category: "partly",
    event: "partly",
    tags: "no",
    owner: "no",
    property: "partly",
    required: "partly",
    type: "partly",
    nullable: "partly",
    enum: "partly",
    const: "partly",
    format: "partly",
    pattern: "partly",
    bounds: "partly",
    length: "partly",
    item_count: "partly",
    unique_items: "partly",
    union: "partly",
    raw_type: "no",
    open_object: "partly",
    variants: "partly",
    raw_schema: "no",
    group_type: "partly",
    user_property: "partly",
  },
};
