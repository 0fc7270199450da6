/** Types of RudderStack's catalog (primitive types, lists of them, custom types, their `config`) as types of the plan. */

import type { Json, JsonObject } from "../../plan/plan.ts";
import { lossEntry } from "../loss.ts";
import type { FileEvent, FileProperty, FileType, FileTypeFields } from "../plan-file/file-schema.ts";
import { shown } from "../problem.ts";
import { isJsonObject } from "../schema-keyword.ts";
import {
  type Catalog,
  dereference,
  isCustomType,
  type Path,
  type Placed,
  pointerIn,
  report,
  textAt,
} from "./catalog.ts";
import { conditionalType } from "./conditional-type.ts";

const PRIMITIVES = ["string", "number", "integer", "boolean", "null", "array", "object"] as const;
type Primitive = (typeof PRIMITIVES)[number];

export const RUDDER_FORMATS = ["date-time", "date", "time", "email", "uuid", "hostname", "ipv4", "ipv6"] as const;

/** Which keywords of `config`, in the words of JSON Schema, concern which type. */
const CONFIG_OF: Readonly<Record<Primitive, readonly string[]>> = {
  string: ["enum", "format", "pattern", "minLength", "maxLength"],
  number: ["enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  integer: ["enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  boolean: ["enum"],
  null: [],
  array: ["minItems", "maxItems", "uniqueItems"],
  object: [],
};

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function fits(value: Json, type: Primitive): boolean {
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** `config` (v1) or `propConfig` (v0.1), its keys in camel case, each with the key it was written under. */
function configOf(placed: Placed): {
  readonly key: string;
  readonly values: Map<string, { value: Json; written: string }>;
} {
  const key = isJsonObject(placed.value.propConfig) ? "propConfig" : "config";
  const config = isJsonObject(placed.value[key]) ? (placed.value[key] as JsonObject) : {};
  return {
    key,
    values: new Map(Object.entries(config).map(([written, value]) => [camel(written), { value, written }])),
  };
}

export class TypeReader {
  private readonly open = new Set<string>();
  /** A catalog property may serve many events; the id is that of its first use. */
  private readonly usedIds = new Set<string>();

  /** `shapesOf` reads the variants of a rule or custom type; it may add properties to the list. */
  constructor(
    private readonly catalog: Catalog,
    private readonly shapesOf: (
      placed: Placed,
      properties: FileProperty[],
    ) => Pick<FileEvent, "variants" | "rawSchema">,
  ) {}

  /** The type of a property or custom type; `nested` are the properties a rule lists under it. */
  type(placed: Placed, nested: readonly FileProperty[] = [], isOpen?: boolean): FileTypeFields {
    const names = this.names(placed);
    if (names.length === 0) return nested.length === 0 ? { type: "any" } : objectType(nested, isOpen);
    const members = names.flatMap((name) => this.member(placed, name, nested, isOpen) ?? []);
    const nullable = names.includes("null");
    const [first, ...others] = members;
    if (first === undefined) return { type: "null" };
    if (others.length > 0)
      return { type: "union", anyOf: [...members.map(bare), ...(nullable ? ["null" as const] : [])] };
    if (!nullable || first.type === "any" || first.type === "null") return first;
    if (first.type === "union") return { type: "union", anyOf: [...(first.anyOf ?? []), "null"] };
    return first.type === "raw" ? { type: "union", anyOf: [first, "null"] } : { ...first, nullable: true };
  }

  private names(placed: Placed): string[] {
    const { type, types } = placed.value;
    if (Array.isArray(types)) return (types as Json[]).map(String);
    if (typeof type !== "string" || type.trim() === "") return [];
    return type.split(",").map((name) => name.trim());
  }

  private member(
    placed: Placed,
    name: string,
    nested: readonly FileProperty[],
    isOpen?: boolean,
  ): FileTypeFields | undefined {
    if (name === "null") return undefined;
    if (isCustomType(name)) return this.custom(placed, name, ["type"]);
    if (!(PRIMITIVES as readonly string[]).includes(name)) {
      this.refuse(placed, "type" in placed.value ? ["type"] : ["types"], name, PRIMITIVES);
      return undefined;
    }
    const type = name as Primitive;
    if (type === "object") return objectType(nested, isOpen);
    return {
      ...(type === "array" ? this.array(placed, nested, isOpen) : { type }),
      ...this.constraints(placed, type),
    } as FileTypeFields;
  }

  private refuse(placed: Placed, path: Path, value: unknown, allowed: readonly string[]): void {
    const list = allowed.join(", ");
    report(
      this.catalog,
      placed.spec,
      [...placed.path, ...path],
      "invalid",
      { en: `${shown(value)} is not allowed here.`, fr: `${shown(value)} n’est pas admis ici.` },
      { en: `one of ${list}`, fr: `l’un de ${list}` },
    );
  }

  private constraints(placed: Placed, type: Primitive): Record<string, unknown> {
    const { key, values } = configOf(placed);
    const result: Record<string, unknown> = {};
    for (const [word, { value, written }] of values) {
      if (word === "format" && type === "string" && !(RUDDER_FORMATS as readonly unknown[]).includes(value)) {
        this.refuse(placed, [key, written], value, RUDDER_FORMATS);
      } else if (CONFIG_OF[type].includes(word)) result[word] = value;
    }
    if (!Array.isArray(result.enum)) return result;
    const fitting = (result.enum as Json[]).filter((value) => fits(value, type));
    delete result.enum;
    if (type !== "boolean") return fitting.length === 0 ? result : { ...result, enum: fitting };
    return fitting.length === 1 ? { ...result, const: fitting[0] } : result;
  }

  private array(placed: Placed, nested: readonly FileProperty[], isOpen?: boolean): FileTypeFields {
    const { item_type: one, item_types: several } = placed.value;
    const listed = Array.isArray(several)
      ? several
      : one !== undefined
        ? [one]
        : configOf(placed).values.get("itemTypes")?.value;
    const names = Array.isArray(listed) ? (listed as Json[]).map(String) : [];
    const items = names.flatMap((name): FileTypeFields[] => {
      if (isCustomType(name)) return [this.custom(placed, name, ["item_type"])];
      return [name === "object" ? objectType(nested, isOpen) : { type: name as Primitive }];
    });
    const kinds = items.some((item) => item.type === "number")
      ? items.filter((item) => item.type !== "integer")
      : items;
    const nullable = kinds.some((item) => item.type === "null") && kinds.length === 2;
    const [first, ...others] = nullable ? kinds.filter((item) => item.type !== "null") : kinds;
    if (first === undefined)
      return nested.length === 0 ? { type: "array" } : { type: "array", items: objectType(nested, isOpen) };
    if (others.length > 0) return { type: "array", items: { type: "union", anyOf: kinds.map(bare) } };
    return { type: "array", items: bare(nullable ? { ...first, nullable: true } : first) };
  }

  /** A custom type is copied to where it is used; one that holds itself ends as any value. */
  private custom(user: Placed, reference: string, path: Path): FileTypeFields {
    const placed = dereference(this.catalog, "customTypes", reference, user.spec, [...user.path, ...path]);
    if (placed === undefined) return { type: "any" };
    if (this.open.has(reference)) {
      this.catalog.loss.push(lossEntry(pointerIn(user), "type", textAt(placed, "name")));
      return { type: "any" };
    }
    this.open.add(reference);
    this.catalog.loss.push(lossEntry(pointerIn(user), "shared_definition", textAt(placed, "name"), "changed"));
    const type = this.conditional(placed) ?? this.type(placed, this.members(placed));
    this.open.delete(reference);
    return type;
  }

  private conditional(placed: Placed): FileTypeFields | undefined {
    if (!Array.isArray(placed.value.variants) || placed.value.variants.length === 0) return undefined;
    const properties = this.members(placed);
    const shapes = this.shapesOf(placed, properties);
    const type = conditionalType({ open: true, properties, ...shapes });
    if (type === undefined)
      this.catalog.loss.push(lossEntry(`${pointerIn(placed)}/variants`, "variants", textAt(placed, "name")));
    return type;
  }

  private members(placed: Placed): FileProperty[] {
    const listed = placed.value.properties;
    return (Array.isArray(listed) ? (listed as Json[]) : []).flatMap((value, index) => {
      const property = isJsonObject(value)
        ? this.property({ value, path: [...placed.path, "properties", index], spec: placed.spec })
        : undefined;
      return property === undefined ? [] : [property];
    });
  }

  /** A property as a rule or a custom type refers to it. */
  property(use: Placed): FileProperty | undefined {
    const key = use.value.$ref === undefined ? "property" : "$ref";
    const reference = use.value[key];
    if (reference === undefined) {
      report(this.catalog, use.spec, [...use.path, key], "missing", {
        en: `'${key}' is required.`,
        fr: `'${key}' est obligatoire.`,
      });
      return undefined;
    }
    const placed = dereference(this.catalog, "properties", reference, use.spec, [...use.path, key]);
    if (placed === undefined) return undefined;
    const extra = use.value.additional_properties ?? use.value.additionalProperties;
    const type = this.type(placed, this.members(use), typeof extra === "boolean" ? extra : undefined);
    const description = textAt(placed, "description");
    const { id } = ownId(placed, "prp");
    const isFirst = id !== undefined && !this.usedIds.has(id);
    if (isFirst) this.usedIds.add(id);
    return {
      ...(isFirst ? { id } : {}),
      ...type,
      name: textAt(placed, "name") ?? "",
      ...(use.value.required === true ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
    } as FileProperty;
  }
}

/** Ids that this product wrote come back; those of others stay names for derived ids. */
export function ownId(placed: Placed, prefix: string): { readonly id?: string } {
  const id = textAt(placed, "id");
  return id?.startsWith(`${prefix}_`) ? { id } : {};
}

/** An object is open unless a rule says otherwise. */
function objectType(properties: readonly FileProperty[], isOpen = true): FileTypeFields {
  return { type: "object", open: isOpen, properties };
}

function bare(type: FileTypeFields): FileType {
  const isBare = Object.keys(type).length === 1 && type.type !== "union" && type.type !== "raw";
  return (isBare ? type.type : type) as FileType;
}
