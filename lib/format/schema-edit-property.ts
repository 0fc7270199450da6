/** What differs between a property and what was laid over it (schema-edit-over.ts), as edits that name nothing else. */

import { type Edit, editSchema } from "../plan/edit.ts";
import type { PropertyPlace } from "../plan/edit-path.ts";
import { sameValue } from "../plan/edit-same.ts";
import { childrenOf } from "../plan/edit-tree.ts";
import type { Language, LocalizedText, Property, PropertyType } from "../plan/plan.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The text a schema shows, and the language it stands in there. */
function shownText(text: LocalizedText, first: Language): { readonly language: Language; readonly text?: string } {
  if (text.en !== undefined) return { language: "en", text: text.en };
  return text.fr === undefined ? { language: first } : { language: "fr", text: text.fr };
}

/** The text with what a schema says in place of what it showed; a schema that says nothing takes away what it showed. */
export function textOver(current: LocalizedText, said: string | undefined, first: Language): LocalizedText {
  const { language, text } = shownText(current, first);
  if (said === text) return current;
  const { [language]: _shown, ...rest } = current;
  return said === undefined ? rest : { ...current, [language]: said };
}

function differing(before: Fields, after: Fields, but: readonly string[]): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...all].filter((field) => !but.includes(field) && !sameValue(before[field], after[field]));
}

/** Single constraints, where the kind stays and nothing but constraints differs. */
function constraintsBetween(before: PropertyType, after: PropertyType): Fields | undefined {
  if (before.kind !== after.kind || before.kind === "union" || before.kind === "raw") return undefined;
  const [was, is] = [before as unknown as Fields, after as unknown as Fields];
  const fields = differing(was, is, ["kind", "properties", "items"]);
  return Object.fromEntries(fields.map((field) => [field, is[field] ?? (field === "nullable" ? false : null)]));
}

/** The items of lists that differ only in the properties of the objects in them. */
function sameAround(before: PropertyType, after: PropertyType): boolean {
  if (before.kind !== "array" || after.kind !== "array") return before.kind === "object" && after.kind === "object";
  const [was, is] = [before.items, after.items];
  if (sameValue(was, is)) return true;
  const around = differing(was as unknown as Fields, is as unknown as Fields, ["properties", "items"]);
  return around.length === 0 && sameAround(was, is);
}

interface TypeEdits {
  /** Of the property itself. */
  readonly changes: Fields;
  /** Of what is nested in it. */
  readonly edits: readonly Edit[];
}

function typeEdits(place: PropertyPlace, id: string, before: PropertyType, after: PropertyType): TypeEdits {
  if (sameValue(before, after)) return { changes: {}, edits: [] };
  const constraints = constraintsBetween(before, after);
  const [was, is] = [childrenOf(before), childrenOf(after)];
  const isNested = was !== undefined && is !== undefined && sameAround(before, after);
  const isPlain = was === undefined && is === undefined && sameItems(before, after);
  if (constraints === undefined || !(isNested || isPlain)) return { changes: { type: after }, edits: [] };
  const inside: PropertyPlace = { ...place, path: [...(place.path ?? []), id] };
  return {
    changes: Object.keys(constraints).length === 0 ? {} : { constraints },
    edits: isNested ? listEdits(inside, was, is) : [],
  };
}

function sameItems(before: PropertyType, after: PropertyType): boolean {
  return before.kind !== "array" || (after.kind === "array" && sameValue(before.items, after.items));
}

export function textChange(before: LocalizedText, after: LocalizedText): Fields {
  const languages = (["en", "fr"] as const).filter((language) => before[language] !== after[language]);
  return Object.fromEntries(languages.map((language) => [language, after[language] ?? null]));
}

/** The edits that make `before` the property `after`, which was laid over it. */
export function propertyEdits(place: PropertyPlace, before: Property, after: Property): Edit[] {
  if (before === after || sameValue(before, after)) return [];
  const { id } = before;
  const { changes: ofType, edits: inside } = typeEdits(place, id, before.type, after.type);
  const isRenamed = before.name !== after.name;
  const renamed: Edit[] = isRenamed ? [{ command: "renameProperty", place, id, name: after.name }] : [];
  const edits = [...renamed, ...inside];
  const changes = {
    ...ofType,
    ...(before.required === after.required ? {} : { required: after.required }),
    ...(sameValue(before.description, after.description)
      ? {}
      : { description: textChange(before.description, after.description) }),
    ...(sameValue(before.displayName, after.displayName)
      ? {}
      : { displayName: textChange(before.displayName, after.displayName) }),
    ...(sameValue(before.examples, after.examples) ? {} : { examples: after.examples }),
    ...(before.status === after.status ? {} : { status: after.status }),
  };
  if (Object.keys(changes).length === 0) return edits;
  return [editSchema.parse({ command: "updateProperty", place, id, changes }), ...edits];
}

/** As `propertyEdits`, of a list: properties that went, came and changed. */
function listEdits(place: PropertyPlace, before: readonly Property[], after: readonly Property[]): Edit[] {
  const now = new Map(after.map((property) => [property.id, property]));
  const old = new Set(before.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !now.has(id)).map(({ id }): Edit => ({ command: "removeProperty", place, id })),
    ...before.flatMap((property) => {
      const later = now.get(property.id);
      return later === undefined ? [] : propertyEdits(place, property, later);
    }),
    ...after
      .filter(({ id }) => !old.has(id))
      .map((property) => editSchema.parse({ command: "addProperty", place, property })),
  ];
}
