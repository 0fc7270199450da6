/** One object of each kind, its table of fields, and another value for each field: for the tests of what controls send. */

import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { STANDARD_KINDS } from "../../../../../../lib/plan/standards.ts";
import type { Subject } from "../field-edits.ts";
import * as fields from "../fields.ts";
import * as purposeFields from "../purpose-fields.ts";
import * as standardsFields from "../standards-fields.ts";

/** Lines that only take what looks like an address or a slug. */
const LINES: Readonly<Record<string, string>> = { url: "https://shop.example/changed", source: "changed" };

interface Asked {
  readonly field: string;
  readonly spec: fields.FieldSpec;
  readonly before: unknown;
  readonly plan: Plan;
  readonly subject: { readonly id?: string };
}

/** Another value than the one a field has, as its control would give it. */
export function otherValue({ field, spec, before, plan, subject }: Asked): unknown {
  const list = (before ?? []) as readonly string[];
  switch (spec.control) {
    case "code":
      return "renamed_by_test";
    case "line":
      return LINES[field] ?? `${before ?? ""} changed`;
    case "number":
      return Number(before ?? 0) + 30;
    case "day":
      return "2031-02-28";
    case "country":
      return before === "JP" ? "FR" : "JP";
    case "metric":
      return plan.metrics.find((metric) => metric.id !== before && metric.id !== subject.id)?.id;
    case "pinned":
      return plan.events.slice(0, 2).map((one) => one.id);
    case "image":
      return { ...(before as object), alt: { en: "Another picture", fr: "Une autre image" } };
    case "payloads":
      return [{ changed: true }];
    case "groups":
      return [["order", "purchase"]];
    case "localized-line":
    case "localized-text":
      return { ...(before as object), fr: "Texte changé", en: "Changed text" };
    case "choice":
      return spec.options?.find((option) => option !== before);
    case "choices":
      return list.length > 1 ? list.slice(1) : [...list, spec.options?.find((option) => !list.includes(option))];
    case "toggle":
      return !before;
    case "words":
      return [...list, "changed"];
    case "category":
      return plan.categories.find((category) => category.id !== before)?.id;
    case "decisions":
      return plan.decisions.filter((decision) => !list.includes(decision.id)).map((decision) => decision.id);
    case "serves": {
      const { decisions, metrics } = before as { decisions: readonly string[]; metrics: readonly string[] };
      const others = (list: readonly { id: string }[], has: readonly string[]) =>
        list.map(({ id }) => id).filter((id) => !has.includes(id));
      return { decisions: others(plan.decisions, decisions), metrics: others(plan.metrics, metrics) };
    }
    case "deprecation":
      return { text: { en: "Use another.", fr: "Utilisez-en un autre." } };
    case "json":
      return { type: "object", maxProperties: 40 };
    case "json-list":
      return ["example-of-test"];
    default:
      throw new Error(`No sample for ${spec.control}`);
  }
}

export function editable(table: Readonly<Record<string, fields.FieldSpec>>): [string, fields.FieldSpec][] {
  return Object.entries(table).filter(([, spec]) => !["own", "fixed", "values", "reference"].includes(spec.control));
}

/** The reference plan with one object of each kind that has fields. */
export const FIELD_PLAN: Plan = {
  ...referencePlan,
  settings: {
    ...referencePlan.settings,
    transformations: [
      {
        ...{ key: "cents", event: "Paid", operation: "map_values", property: "total", to: "sum", values: { a: 1 } },
        ...{ sources: ["web"], before: "2.1", reason: "Fixed in 2.1.", until: "2030-01-31" },
      },
    ],
  },
};
const plan = FIELD_PLAN;
const event = plan.events.find((one) => one.properties.length > 0) ?? plan.events[0];
const property = event?.properties.find((one) => one.type.kind === "string") ?? event?.properties[0];
const journey = plan.journeys[0];
const place: PropertyPlace = { in: "event", id: event?.id ?? "" };

export interface FieldCase {
  readonly name: string;
  readonly subject: Subject;
  readonly table: Readonly<Record<string, fields.FieldSpec>>;
  readonly read: (plan: Plan) => unknown;
}

export const FIELD_CASES: readonly FieldCase[] = [
  { name: "plan", subject: { kind: "plan" }, table: fields.PLAN_FIELDS, read: (p) => p },
  { name: "settings", subject: { kind: "settings" }, table: fields.SETTINGS_FIELDS, read: (p) => p.settings },
  {
    name: "event",
    subject: { kind: "event", id: event?.id ?? "" },
    table: fields.EVENT_FIELDS,
    read: (p) => p.events.find((one) => one.id === event?.id),
  },
  {
    name: "property",
    subject: { kind: "property", place, id: property?.id ?? "" },
    table: Object.fromEntries(Object.entries(fields.PROPERTY_FIELDS).filter(([field]) => field !== "segmentKind")),
    read: (p) => p.events.find((one) => one.id === event?.id)?.properties.find((one) => one.id === property?.id),
  },
  {
    name: "user property",
    subject: { kind: "property", place: { in: "user" }, id: plan.userProperties[0]?.id ?? "" },
    table: { segmentKind: fields.PROPERTY_FIELDS.segmentKind, description: fields.PROPERTY_FIELDS.description },
    read: (p) => p.userProperties[0],
  },
  {
    name: "bundle",
    subject: { kind: "bundle", id: plan.bundles[0]?.id ?? "" },
    table: fields.BUNDLE_FIELDS,
    read: (p) => p.bundles[0],
  },
  {
    name: "group type",
    subject: { kind: "group_type", id: plan.groupTypes[0]?.id ?? "" },
    table: fields.GROUP_TYPE_FIELDS,
    read: (p) => p.groupTypes[0],
  },
  {
    name: "decision",
    subject: { kind: "decision", id: plan.decisions[0]?.id ?? "" },
    table: fields.DECISION_FIELDS,
    read: (p) => p.decisions[0],
  },
  {
    name: "metric",
    subject: { kind: "metric", id: plan.metrics[0]?.id ?? "" },
    table: fields.METRIC_FIELDS,
    read: (p) => p.metrics[0],
  },
  {
    name: "category",
    subject: { kind: "category", id: plan.categories[0]?.id ?? "" },
    table: fields.CATEGORY_FIELDS,
    read: (p) => p.categories[0],
  },
  {
    name: "journey",
    subject: { kind: "journey", id: journey?.id ?? "" },
    table: fields.JOURNEY_FIELDS,
    read: (p) => p.journeys[0],
  },
  {
    name: "step",
    subject: { kind: "step", journey: journey?.id ?? "", id: journey?.steps[1]?.id ?? "" },
    table: fields.STEP_FIELDS,
    read: (p) => p.journeys[0]?.steps[1],
  },
  {
    name: "trigger",
    subject: { kind: "trigger", event: event?.id ?? "", id: event?.triggers[0]?.id ?? "" },
    table: fields.TRIGGER_FIELDS,
    read: (p) => p.events.find((one) => one.id === event?.id)?.triggers[0],
  },
  {
    name: "presence",
    subject: { kind: "presence", event: event?.id ?? "", property: property?.id ?? "", source: "web" },
    table: fields.PRESENCE_FIELDS,
    read: (p) => p.events.find((one) => one.id === event?.id)?.presence[0] ?? {},
  },
  {
    name: "purpose",
    subject: { kind: "purpose", id: plan.settings.purposes[0]?.key ?? "" },
    table: purposeFields.PURPOSE_FIELDS,
    read: (p) => p.settings.purposes[0],
  },
  {
    name: "recipient",
    subject: { kind: "recipient", id: plan.settings.recipientDetails[0]?.key ?? "" },
    table: purposeFields.RECIPIENT_FIELDS,
    read: (p) => p.settings.recipientDetails[0],
  },
  {
    name: "transformation",
    subject: { kind: "transformation", id: plan.settings.transformations[0]?.key ?? "" },
    table: purposeFields.TRANSFORMATION_FIELDS,
    read: (p) => p.settings.transformations[0],
  },
  {
    name: "standards",
    subject: { kind: "standards" },
    table: standardsFields.STANDARDS_FIELDS,
    read: (p) => p.settings.standards,
  },
  {
    name: "naming standard",
    subject: { kind: "naming", of: "event" },
    table: standardsFields.NAMING_FIELDS,
    read: (p) => p.settings.standards.naming.event,
  },
  ...STANDARD_KINDS.map(
    (of): FieldCase => ({
      name: `required fields of ${of}`,
      subject: { kind: "required", of },
      table: { [of]: standardsFields.REQUIRED_FIELDS[of] },
      read: (p) => p.settings.standards.requiredFields,
    }),
  ),
  {
    name: "suppression",
    subject: { kind: "suppression", id: plan.settings.standards.suppressions[0]?.id ?? "" },
    table: standardsFields.SUPPRESSION_FIELDS,
    read: (p) => p.settings.standards.suppressions[0],
  },
];

export function fieldOf(object: unknown, field: string): unknown {
  return (object as Record<string, unknown>)[field];
}
