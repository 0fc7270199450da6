/**
 * A property as a JSON Schema says it, laid over the property that is there: what a schema cannot say stays as it is, and the
 * edits name only what differs.
 */

import { type Edit, editSchema } from "../plan/edit.ts";
import type { PropertyPlace } from "../plan/edit-path.ts";
import { sameValue } from "../plan/edit-same.ts";
import { childrenOf } from "../plan/edit-tree.ts";
import type { Json, JsonObject, Language, LocalizedText, Property, PropertyType } from "../plan/plan.ts";
import { sameSchema } from "./schema-edit-raw.ts";
import { isJsonObject } from "./schema-keyword.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The text a schema shows, and the language it stands in there. */
function shownText(text: LocalizedText, first: Language): { readonly language: Language; readonly text?: string } {
  if (text.en !== undefined) return { language: "en", text: text.en };
  return text.fr === undefined ? { language: first } : { language: "fr", text: text.fr };
}

/** The text with what a schema says in place of what it showed; a schema that says nothing leaves none in any language. */
export function textOver(current: LocalizedText, said: string | undefined, first: Language): LocalizedText {
  const { language, text } = shownText(current, first);
  if (said === text) return current;
  return said === undefined ? {} : { ...current, [language]: said };
}

/** The schema that the plan gives for something, and the one that stands in the text. */
interface Nodes {
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

function inBoth({ was, is }: Nodes, step: (schema: JsonObject) => Json | undefined): Nodes {
  const at = (schema: Json | undefined) => (isJsonObject(schema) ? step(schema) : undefined);
  return { was: at(was), is: at(is) };
}

function isSameBelowWords({ was, is }: Nodes): boolean {
  if (was === undefined || is === undefined) return false;
  const bare = (schema: Json) => {
    if (!isJsonObject(schema)) return schema;
    const { description: _, ...rest } = schema;
    return rest;
  };
  return sameSchema(bare(was), bare(is));
}

/** A type of which the text says what it said stays as it is: not every type comes back from its schema. */
function typeOver(current: PropertyType, read: PropertyType, first: Language, nodes: Nodes): PropertyType {
  if (isSameBelowWords(nodes)) return current;
  if (current.kind === "object" && read.kind === "object") {
    return { ...read, properties: listOver(current.properties, read.properties, first, nodes) };
  }
  if (current.kind === "array" && read.kind === "array") {
    const items = inBoth(nodes, (schema) => schema.items);
    return { ...read, items: typeOver(current.items, read.items, first, items) };
  }
  if (current.kind === "union" && read.kind === "union") {
    const anyOf = read.anyOf.map((member, at) => {
      const same = current.anyOf[at];
      const inside = inBoth(nodes, ({ anyOf: list }) => (Array.isArray(list) ? (list as Json[])[at] : undefined));
      return same === undefined ? member : typeOver(same, member, first, inside);
    });
    return { ...read, anyOf };
  }
  return read;
}

function listOver(current: readonly Property[], read: readonly Property[], first: Language, nodes: Nodes): Property[] {
  const byName = new Map(current.map((property) => [property.name, property]));
  const over = new Map(read.map((property) => [property.name, property]));
  const kept = current.flatMap(({ name }) => over.get(name) ?? []);
  const added = read.filter(({ name }) => !byName.has(name));
  const inside = (name: string) =>
    inBoth(nodes, ({ properties }) =>
      isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined,
    );
  // The order of keys says nothing: what is there stays where it stands.
  return [...kept, ...added].map((property) => {
    const same = byName.get(property.name);
    return same === undefined ? property : propertyOver(same, property, first, inside(property.name));
  });
}

/** `read` laid over `current`; `nodes` are their schemas. */
export function propertyOver(current: Property, read: Property, first: Language, nodes: Nodes): Property {
  const next: Property = {
    ...current,
    type: typeOver(current.type, read.type, first, nodes),
    required: read.required,
    description: textOver(current.description, read.description.en ?? read.description.fr, first),
  };
  return sameValue(current, next) ? current : next;
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

/** The edits that make `before` the property `after`, which `propertyOver` made of it. */
export function propertyEdits(place: PropertyPlace, before: Property, after: Property): Edit[] {
  if (before === after || sameValue(before, after)) return [];
  const { id } = before;
  const { changes: ofType, edits } = typeEdits(place, id, before.type, after.type);
  const changes = {
    ...ofType,
    ...(before.required === after.required ? {} : { required: after.required }),
    ...(sameValue(before.description, after.description)
      ? {}
      : { description: textChange(before.description, after.description) }),
  };
  if (Object.keys(changes).length === 0) return [...edits];
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
