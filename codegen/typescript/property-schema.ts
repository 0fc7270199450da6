/**
 * Property types as the schemas that json-schema-to-typescript is handed: rebuilt from our model, closed, without `$ref`,
 * names or any keyword of an imported document.
 */

import type { Json, Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { deprecationOf, propertyLines, type Speech } from "../model/documentation.ts";
import { valuesKeyword } from "../model/trait-checks.ts";
import type { TypeSource } from "./model.ts";

type Schema = { readonly [key: string]: Json };

/** No value has this type. An empty closed object needs it: `{}` would accept anything. */
const NEVER: Schema = { anyOf: [] };
const UNKNOWN: Schema = { type: "any" };
const UNDEFINED: Schema = { tsType: "undefined" };

/** The title our schemas carry; the declaration around the type is printed by us. */
export const TITLE = "Payload";

/** Collects real keys while a schema with placeholder keys is built. */
export class SchemaBuilder {
  private readonly keys: string[] = [];
  private readonly speech: Speech;

  constructor(speech: Speech) {
    this.speech = speech;
  }

  source(schema: Schema): TypeSource {
    return { schema: { title: TITLE, ...schema }, keys: this.keys };
  }

  /** `divided` are ids of properties that a call must name, be it as undefined, which JSON leaves out. */
  object(properties: readonly Property[], open: boolean, divided: ReadonlySet<string> = new Set()): Schema {
    const members = [...new Map(properties.map((property) => [property.name, property])).values()].map((property) => {
      const isNamed = divided.has(property.id);
      return {
        name: property.name,
        required: property.required || isNamed,
        schema: this.property(isNamed ? { ...property, required: true } : property, isNamed),
      };
    });
    return this.record(members, open);
  }

  record(members: readonly { name: string; required: boolean; schema: Schema }[], open = false): Schema {
    const keyed = members.map((member) => ({ ...member, key: this.placeholder(member.name) }));
    return {
      type: "object",
      properties: Object.fromEntries(keyed.map(({ key, schema }) => [key, schema])),
      required: keyed.filter(({ required }) => required).map(({ key }) => key),
      additionalProperties: open ? true : members.length === 0 ? NEVER : false,
    };
  }

  private placeholder(name: string): string {
    return `k${this.keys.push(name) - 1}`;
  }

  private property(property: Property, isDivided: boolean): Schema {
    const comment = propertyComment(property, this.speech);
    const value = this.value(property);
    const schema = isDivided ? { anyOf: [value, UNDEFINED] } : value;
    return comment.length === 0 ? schema : { ...schema, description: comment.join("\n") };
  }

  private value(property: Property): Schema {
    if (isNeverSent(property)) return NEVER;
    return isInherited(property) ? UNKNOWN : this.type(property.type);
  }

  private type(type: PropertyType): Schema {
    switch (type.kind) {
      case "string":
      case "number":
      case "integer":
      case "boolean":
        return orNull(scalar(type), type.nullable);
      case "null":
        return { type: "null" };
      case "object":
        return orNull(this.object(type.properties, type.open), type.nullable);
      case "array":
        return orNull({ type: "array", items: this.type(type.items) }, type.nullable);
      case "union":
        return isUnknown(type) ? UNKNOWN : { anyOf: type.anyOf.map((member) => this.type(member)) };
      case "any":
      case "raw":
        return UNKNOWN;
    }
  }
}

/** The comment of a property. */
function propertyComment(property: Property, speech: Speech): string[] {
  const deprecated = deprecationOf(property, speech);
  return [
    ...propertyLines(property, speech),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecated}`.trimEnd()]),
  ];
}

function scalar(type: Extract<PropertyType, { kind: "string" | "number" | "integer" | "boolean" }>): Schema {
  if (type.const !== undefined) return literals([type.const]);
  if ("enum" in type && type.enum !== undefined) return literals(type.enum);
  return { type: type.kind === "integer" ? "number" : type.kind };
}

/** One of these values and nothing else. */
function literals(values: readonly Json[]): Schema {
  return values.length === 0 ? NEVER : { enum: [...new Set(values)] };
}

function orNull(schema: Schema, nullable: boolean | undefined): Schema {
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}

/** A union with a member that takes any value takes any value. */
function isUnknown(type: PropertyType): boolean {
  return type.kind === "any" || type.kind === "raw" || (type.kind === "union" && type.anyOf.some(isUnknown));
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype).filter((name) => !name.startsWith("__"));

/**
 * Every object of TypeScript has these members, so `{}` would not fit `{ toString?: boolean }`: where such a key is optional,
 * its values are typed `unknown`.
 */
function isInherited({ name, required }: Property): boolean {
  return !required && INHERITED.includes(name);
}

/** What TypeScript's type for a value leaves open: whether a number is whole, and what stands under an inherited name. */
export function looseInTypescript(type: PropertyType, owner?: Property): string[] {
  if (owner !== undefined && isInherited(owner) && type.kind !== "any") return ["type", ...valuesKeyword(type)];
  return type.kind === "integer" && valuesKeyword(type).length === 0 ? ["type"] : [];
}

/** Paths of values that TypeScript sees as unknown although the plan says more: only ingest checks them. */
export function rawPaths(properties: readonly Property[], prefix = ""): string[] {
  return properties.flatMap((property) => {
    const path = `${prefix}${property.name}`;
    return isInherited(property) ? [path] : rawPathsOfType(property.type, path);
  });
}

function rawPathsOfType(type: PropertyType, path: string): string[] {
  if (type.kind === "raw") return [path];
  if (type.kind === "object") return rawPaths(type.properties, `${path}.`);
  if (type.kind === "array") return rawPathsOfType(type.items, `${path}[]`);
  if (type.kind === "union") return type.anyOf.flatMap((member) => rawPathsOfType(member, path));
  return [];
}
