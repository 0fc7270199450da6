import { FIELD_LABELS } from "../diff-label.ts";
import type { Plan } from "../plan.ts";
import type { StandardKind } from "../standards.ts";
import { eventTarget, objectTarget, propertyTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type Hit, type PlacedProperty } from "./rule.ts";

/** True when the standards ask for the field: its own rule says so then, and no other. */
export function isDemanded(plan: Plan, kind: StandardKind, field: string): boolean {
  return (plan.settings.standards.requiredFields[kind] as readonly string[]).includes(field);
}

export function standardKindOf({ place }: PlacedProperty): "property" | "user_property" {
  return place.in === "user" || place.in === "group" ? "user_property" : "property";
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.values(value).every(isBlank);
}

function* missing(
  object: object,
  fields: readonly string[],
  targetOf: (field: string) => FindingTarget,
  name: string,
): Generator<Hit> {
  for (const field of fields) {
    if (!isBlank((object as Readonly<Record<string, unknown>>)[field])) continue;
    yield { target: targetOf(field), name, detail: FIELD_LABELS[field] ?? { en: field, fr: field } };
  }
}

/** Fields that the standards demand and nobody filled in. */
export const requiredField = defineRule({
  code: "required_field",
  severity: "warning",
  objectwise: true,
  en: "“{name}” needs this field by the plan’s standards: {detail}.",
  fr: "« {name} » demande ce champ d’après les conventions du plan : {detail}.",
  hint: {
    en: "Fill it in, or no longer demand it in the plan’s standards.",
    fr: "Remplissez-le, ou ne l’exigez plus dans les conventions du plan.",
  },
  *find({ plan, properties }) {
    const { requiredFields } = plan.settings.standards;
    for (const event of plan.events) {
      if (event.status === "deprecated") continue;
      yield* missing(event, requiredFields.event, (field) => eventTarget(event, field), event.name);
    }
    for (const placed of properties) {
      const fields = requiredFields[standardKindOf(placed)];
      if (fields.length === 0 || placed.property.status === "deprecated") continue;
      yield* missing(placed.property, fields, (field) => propertyTarget(placed, field), placed.name);
    }
    for (const bundle of plan.bundles) {
      yield* missing(bundle, requiredFields.bundle, (field) => objectTarget("bundle", bundle, field), bundle.name);
    }
    for (const category of plan.categories) {
      const at = (field: string) => objectTarget("category", category, field);
      yield* missing(category, requiredFields.category, at, category.name);
    }
  },
});
