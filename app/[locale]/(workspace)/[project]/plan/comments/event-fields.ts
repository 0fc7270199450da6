/** What of an event can be spoken of: its fields, its properties, and theirs. */

import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import type { PlanEvent, Property } from "../../../../../../lib/plan/plan.ts";
import { subjectPath } from "../field-edits.ts";
import { EVENT_FIELDS, type FieldSpec, PROPERTY_FIELDS, TYPE_CONSTRAINTS } from "../fields.ts";
import { inside, nestedList } from "../property/property-tree.ts";
import type { CommentableField } from "./field-comments.tsx";

type Words = AreaText<"plan">;

/** Lists have their members below; what is fixed needs no word. */
const LISTS: ReadonlySet<string> = new Set(["bundles", "properties", "variants", "items", "anyOf"]);

function namesIn(table: Readonly<Record<string, FieldSpec>>): string[] {
  return Object.keys(table).filter((field) => table[field]?.control !== "fixed" && !LISTS.has(field));
}

const OF_EVENT = namesIn(EVENT_FIELDS);
/** What only traits have is left out. */
const OF_PROPERTY = namesIn(PROPERTY_FIELDS).filter((field) => field !== "segmentKind");

function labelOf(field: string, t: Words): string {
  return t(`field.${field}` as "field.name");
}

function ofProperty(property: Property, path: string, name: string, t: Words): CommentableField[] {
  const own = OF_PROPERTY.map((field) => ({ path: `${path}/${field}`, label: `${name} › ${labelOf(field, t)}` }));
  const constraints = TYPE_CONSTRAINTS[property.type.kind].filter((one) => !LISTS.has(one));
  const ofType = constraints.map((one) => ({
    path: `${path}/type/${one}`,
    label: `${name} › ${t(`constraint.${one}` as "constraint.enum")}`,
  }));
  return [{ path, label: name }, ...own, ...ofType];
}

function ofList(list: readonly Property[], place: PropertyPlace, prefix: string, t: Words): CommentableField[] {
  return list.flatMap((property) => {
    const name = `${prefix}${property.name}`;
    const { id, type } = property;
    const below = `${name}${type.kind === "array" ? "[]" : ""}.`;
    return [
      ...ofProperty(property, subjectPath({ kind: "property", place, id }), name, t),
      ...ofList(nestedList(type) ?? [], inside(place, id), below, t),
    ];
  });
}

/** The fields of an event as its panel calls them, then each property with its own. */
export function eventFields(event: PlanEvent, t: Words): readonly CommentableField[] {
  const { id } = event;
  const own = OF_EVENT.map((field) => ({ path: `event/${id}/${field}`, label: labelOf(field, t) }));
  const cases = (event.variants?.cases ?? []).flatMap((one) =>
    ofList(one.properties, { in: "case", event: id, id: one.id }, "", t),
  );
  return [...own, ...ofList(event.properties, { in: "event", id }, "", t), ...cases];
}
