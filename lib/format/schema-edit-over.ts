/**
 * A property as a JSON Schema says it, laid over the property that is there: what a schema cannot say stays as it is, and
 * what is nested is found again when an object comes to stand in a list or a choice, or under another name.
 */

import { sameValue } from "../plan/edit-same.ts";
import type { Json, JsonObject, Language, Property, PropertyType } from "../plan/plan.ts";
import { textOver } from "./schema-edit-property.ts";
import type { SchemaForms } from "./schema-form.ts";
import { isJsonObject } from "./schema-keyword.ts";

/** The schema that the plan gives for something, and the one that stands in the text. */
interface Nodes {
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

function fieldOf(schema: Json | undefined, field: string): Json | undefined {
  return isJsonObject(schema) && Object.hasOwn(schema, field) ? schema[field] : undefined;
}

function memberNode(schema: Json | undefined, at: number): Json | undefined {
  const list = fieldOf(schema, "anyOf") ?? fieldOf(schema, "oneOf");
  return Array.isArray(list) ? (list as Json[])[at] : schema;
}

/** A type, or one that stands in it without a property between: items of a list, members of a choice. */
interface Part {
  readonly type: PropertyType;
  readonly node: Json | undefined;
  readonly outer: Part | undefined;
}

function partsOf(type: PropertyType, node: Json | undefined, outer?: Part): Part[] {
  const part = { type, node, outer };
  if (type.kind === "array") return [part, ...partsOf(type.items, fieldOf(node, "items"), part)];
  if (type.kind !== "union") return [part];
  return [part, ...type.anyOf.flatMap((member, at) => partsOf(member, memberNode(node, at), part))];
}

function isWithin(part: Part, outer: Part): boolean {
  for (let at: Part | undefined = part; at !== undefined; at = at.outer) if (at === outer) return true;
  return false;
}

/** Of a choice between many only so many are told apart, each by looking through so many. */
const PARTS_MAX = 1_000;
const LOOKED_AT = 100;

/** New names for old ones, where the schema tells which became which and nothing else can be meant. */
export function renamesBetween<Name extends string>(
  gone: readonly Name[],
  fresh: readonly Name[],
  formOf: (name: Name, isFresh: boolean) => string,
): Map<Name, Name> {
  const byForm = (names: readonly Name[], isFresh: boolean) => {
    const found = new Map<string, Name[]>();
    for (const name of names) {
      const form = formOf(name, isFresh);
      found.set(form, [...(found.get(form) ?? []).slice(0, 1), name]);
    }
    return found;
  };
  const went = byForm(gone, false);
  const pairs = [...byForm(fresh, true)].flatMap(([form, came]): [Name, Name][] => {
    const [left, ...others] = went.get(form) ?? [];
    const [only, ...further] = came;
    const isClear = left !== undefined && only !== undefined && others.length + further.length === 0;
    return isClear ? [[only, left]] : [];
  });
  return new Map(pairs);
}

/** Words a raw schema holds itself; those of other types belong to the property. */
function innerWords(type: PropertyType): readonly string[] {
  const schema = type.kind === "raw" && isJsonObject(type.schema) ? type.schema : {};
  return ["title", "description", "examples"].filter((word) => Object.hasOwn(schema, word));
}

export class Laying {
  constructor(
    private readonly first: Language,
    private readonly forms: SchemaForms,
  ) {}

  /** True when the text says of a type what it said. */
  isSameType(type: PropertyType, { was, is }: Nodes): boolean {
    if (was === undefined || is === undefined) return false;
    if (innerWords(type).includes("description")) return this.forms.of(was) === this.forms.of(is);
    return this.forms.belowWords(was) === this.forms.belowWords(is);
  }

  /** `read` laid over `current`; `nodes` are their schemas. */
  property(current: Property, read: Property, nodes: Nodes): Property {
    const inner = innerWords(current.type);
    const words = (word: string) => (inner.includes(word) ? undefined : word);
    const title = read.displayName.en ?? read.displayName.fr;
    const next: Property = {
      ...current,
      name: read.name,
      type: this.type(current.type, read.type, nodes),
      required: read.required,
      // A word that the view never shows is none that the text leaves out.
      ...(title !== undefined && words("title")
        ? { displayName: textOver(current.displayName, title, this.first) }
        : {}),
      ...(words("description")
        ? { description: textOver(current.description, read.description.en ?? read.description.fr, this.first) }
        : {}),
      ...(read.examples.length > 0 && words("examples") ? { examples: read.examples } : {}),
      ...(read.status === "deprecated" ? { status: read.status } : {}),
    };
    return sameValue(current, next) ? current : next;
  }

  /** A type of which the text says what it said stays as it is: not every type comes back from its schema. */
  private type(current: PropertyType, read: PropertyType, nodes: Nodes): PropertyType {
    if (this.isSameType(current, nodes)) return current;
    if (current.kind === "raw" && read.kind === "raw" && isJsonObject(read.schema)) {
      const kept = innerWords(current).map((word): [string, Json | undefined] => [word, fieldOf(nodes.is, word)]);
      const words = Object.fromEntries(kept.filter(([, said]) => said !== undefined)) as JsonObject;
      return { ...read, schema: { ...words, ...read.schema } };
    }
    return this.part(new Set(partsOf(current, nodes.was).slice(0, PARTS_MAX)), read, nodes.is);
  }

  /** The part, which stands for no other from now on, nor does what it is in or what is in it. */
  private taken(parts: Set<Part>, part: Part): Part {
    for (const other of parts) if (isWithin(other, part) || isWithin(part, other)) parts.delete(other);
    return part;
  }

  private unchanged(parts: Set<Part>, is: Json | undefined): PropertyType | undefined {
    for (const part of [...parts].slice(0, LOOKED_AT)) {
      if (this.isSameType(part.type, { was: part.node, is })) return this.taken(parts, part).type;
    }
    return undefined;
  }

  private part(parts: Set<Part>, read: PropertyType, is: Json | undefined): PropertyType {
    const same = this.unchanged(parts, is);
    if (same !== undefined) return same;
    if (read.kind === "array") return { ...read, items: this.part(parts, read.items, fieldOf(is, "items")) };
    if (read.kind === "union") {
      const kept = read.anyOf.map((_, at) => this.unchanged(parts, memberNode(is, at)));
      return { ...read, anyOf: read.anyOf.map((one, at) => kept[at] ?? this.part(parts, one, memberNode(is, at))) };
    }
    if (read.kind !== "object") return read;
    const names = new Set(read.properties.map(({ name }) => name));
    let best: { part: Part; properties: readonly Property[]; shared: number } | undefined;
    for (const part of [...parts].slice(0, LOOKED_AT)) {
      if (part.type.kind !== "object") continue;
      const { properties } = part.type;
      const shared = properties.filter(({ name }) => names.has(name)).length;
      if (best === undefined || shared > best.shared) best = { part, properties, shared };
    }
    if (best === undefined) return read;
    this.taken(parts, best.part);
    return { ...read, properties: this.list(best.properties, read.properties, { was: best.part.node, is }) };
  }

  private list(current: readonly Property[], read: readonly Property[], { was, is }: Nodes): readonly Property[] {
    const [wasMap, isMap] = [fieldOf(was, "properties"), fieldOf(is, "properties")];
    const byName = new Map(current.map((property) => [property.name, property]));
    const over = new Map(read.map((property) => [property.name, property]));
    const gone = [...byName.keys()].filter((name) => !over.has(name));
    const fresh = [...over.keys()].filter((name) => !byName.has(name));
    const renamed = renamesBetween(gone, fresh, (name, isFresh) => {
      const form = this.forms.belowWords(fieldOf(isFresh ? isMap : wasMap, name));
      return `${form} ${(isFresh ? over : byName).get(name)?.required}`;
    });
    const newName = new Map([...renamed].map(([came, left]) => [left, came]));
    // The order of keys says nothing: what is there stays where it stands.
    const kept = current.flatMap((property) => {
      const said = over.get(newName.get(property.name) ?? property.name);
      if (said === undefined) return [];
      return [this.property(property, said, { was: fieldOf(wasMap, property.name), is: fieldOf(isMap, said.name) })];
    });
    return [...kept, ...fresh.filter((name) => !renamed.has(name)).flatMap((name) => over.get(name) ?? [])];
  }
}
