/** Which fields of a plan a format, or a spreadsheet by its columns, can say: an import leaves the others as they are. */

import { CARRIES } from "./carries.ts";
import type { FormatName } from "./format.ts";
import type { PlanConstruct } from "./loss.ts";
import { type ColumnName, isTypeColumn } from "./spreadsheet/column.ts";

/** What each field of a plan's objects is for the loss report. */
export const FIELD_CONSTRUCTS: Readonly<Record<string, PlanConstruct>> = {
  callType: "call_type",
  name: "name",
  formerNames: "former_name",
  identifier: "identifier",
  formerIdentifiers: "identifier",
  displayName: "display_name",
  description: "description",
  trigger: "trigger",
  triggers: "trigger_place",
  text: "trigger_place",
  steward: "steward",
  retentionDays: "retention",
  expiresOn: "expiry",
  parent: "metric",
  formula: "metric",
  steps: "journey",
  events: "journey",
  image: "journey",
  url: "journey",
  source: "journey",
  category: "category",
  tags: "tags",
  owner: "owner",
  critical: "critical",
  status: "status",
  deprecation: "deprecation",
  roles: "role",
  role: "role",
  privacy: "privacy",
  consentPurpose: "consent",
  sources: "source_binding",
  presence: "presence",
  bundles: "bundle",
  required: "required",
  open: "open_event",
  rawSchema: "raw_schema",
  examples: "examples",
  serves: "serves",
  segmentKind: "segment_kind",
  decisions: "decision",
  match: "variants",
  discriminator: "variants",
};

/** Fields of our own that say something else than the table above: the type of a property, and what variants hold. */
const SHAPE = ["type", "variants", "cases", "properties"] as const;

/** The fields a format has a place for. */
export function carriedFields(format: FormatName): readonly string[] {
  const fields = Object.keys(FIELD_CONSTRUCTS).filter((field) => {
    const construct = FIELD_CONSTRUCTS[field];
    return construct !== undefined && CARRIES[format][construct] !== "no";
  });
  return [...SHAPE, ...(CARRIES[format].raw_type === "no" ? [] : ["rawType"]), ...fields];
}

/** What a JSON Schema says of an event and its properties. */
export const SCHEMA_FIELDS: readonly string[] = [
  ...SHAPE,
  "rawType",
  "displayName",
  "description",
  "required",
  "open",
  "rawSchema",
  "examples",
];

const OTHER_COLUMNS: Partial<Record<ColumnName, readonly string[]>> = {
  eventDescription: ["description"],
  requiredList: ["required"],
  optionalList: ["required"],
  roles: ["roles", "role"],
  decisions: ["decisions", "serves"],
  metrics: ["metrics", "serves"],
};

/** The fields that columns say; undefined when they say everything, as ours do. */
export function fieldsOfColumns(columns: ReadonlySet<ColumnName>): readonly string[] | undefined {
  if (columns.has("more")) return undefined;
  const fields = [...columns].flatMap((column) =>
    isTypeColumn(column) ? ["type", "rawType"] : (OTHER_COLUMNS[column] ?? [column]),
  );
  return [...new Set(fields)];
}
