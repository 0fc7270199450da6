/** Of what a change of documentation speaks: the property it stands in, and an item of a list in a few words. */

import { DayValue } from "./day.ts";
import { nameOfId, textIn } from "./diff-label.ts";
import { type Fields, isFields } from "./field-tree.ts";
import { findEvent } from "./find.ts";
import type { Language, LocalizedText, Plan, Property, PropertyType } from "./plan.ts";

/** The outermost property on the way, and the dotted name of the innermost. */
interface PropertyAlong {
  readonly id: string;
  readonly name: string;
}

/** What stands in a property: in it, or in its items and members. */
function within(type: PropertyType): readonly Property[] {
  if (type.kind === "object") return type.properties;
  if (type.kind === "array") return within(type.items);
  return type.kind === "union" ? type.anyOf.flatMap(within) : [];
}

function propertiesAt(plan: Plan, [kind = "", id = "", field, , item]: readonly string[]): readonly Property[] {
  const own = (list: readonly { readonly id: string; readonly properties: readonly Property[] }[], wanted = id) =>
    list.find((object) => object.id === wanted)?.properties ?? [];
  if (kind === "bundle") return own(plan.bundles);
  if (kind === "group_type") return own(plan.groupTypes);
  const event = kind === "event" ? findEvent(plan, id) : undefined;
  return field === "variants" ? own(event?.variants?.cases ?? [], item) : (event?.properties ?? []);
}

/** The property that a field path leads through; undefined where it leads through none, or where there is none. */
export function propertyAlong(plan: Plan, path: string): PropertyAlong | undefined {
  const steps = path.split("/");
  const ids = steps.flatMap((step, at) => (step === "properties" ? [steps[at + 1] ?? ""] : []));
  let list = ids.length === 0 ? [] : propertiesAt(plan, steps);
  let found: PropertyAlong | undefined;
  let prefix = "";
  for (const id of ids) {
    const next = list.find((property) => property.id === id);
    if (next === undefined) break;
    found = { id: found?.id ?? id, name: `${prefix}${next.name}` };
    prefix = `${found.name}${next.type.kind === "array" ? "[]" : ""}.`;
    list = within(next.type);
  }
  return found;
}

const CALLED = ["text", "name", "alt", "reason", "url", "key", "source"] as const;

/** An item of a list by what people would call it; a picture without words by the beginning of its id, a deprecation by
 * its day, else itself.
 */
export function calledItem(value: unknown, language: Language): unknown {
  if (!isFields(value)) return value;
  for (const field of CALLED) {
    const words = value[field];
    const text = isFields(words) ? textIn(words as LocalizedText, language) : words;
    if (typeof text === "string" && text !== "") return text;
  }
  if (isFields(value.image)) return calledItem(value.image, language);
  if (typeof value.on === "string") return new DayValue(value.on);
  return pictureId(value) ?? value;
}

const ID_SHOWN = 8;

function pictureId({ id, alt }: Fields): string | undefined {
  return typeof id === "string" && alt !== undefined ? id.slice(0, ID_SHOWN) : undefined;
}

/** Two values of one place as people would call them; pictures of the same words are told apart by their ids. */
export function calledApart(before: unknown, after: unknown, language: Language) {
  const told = { before: calledItem(before, language), after: calledItem(after, language) };
  if (told.before !== told.after || !isFields(before) || !isFields(after)) return told;
  const apart = (name: unknown, value: Fields) => {
    const id = pictureId(value);
    return id === undefined ? name : `${name} (${id})`;
  };
  return { before: apart(told.before, before), after: apart(told.after, after) };
}

/** Objects that a field names by their ids, as people call them; anything else as it is. `plans`: where they may stand. */
export function calledObjects(value: unknown, plans: readonly Plan[], language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => calledObjects(one, plans, language));
  if (typeof value !== "string") return value;
  for (const plan of plans) {
    const name = nameOfId(plan, value, language);
    if (name !== undefined) return name;
  }
  return value;
}
