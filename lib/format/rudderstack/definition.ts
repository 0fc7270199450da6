/** Types of the plan as definitions of RudderStack's catalog (v1 words). */

import type { PropertyType } from "../../plan/plan.ts";
import { RUDDER_FORMATS } from "./catalog-type.ts";

export interface Definition {
  readonly type?: string;
  readonly types?: readonly string[];
  readonly item_type?: string;
  readonly item_types?: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function configOf(fields: Readonly<Record<string, unknown>>): Pick<Definition, "config"> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { config: Object.fromEntries(given.map(([key, value]) => [snake(key), value])) };
}

/** The constraints of a scalar that RudderStack knows; a single value is a list of one. */
function scalarConfig(type: PropertyType): Pick<Definition, "config"> {
  if (type.kind === "boolean") return configOf({ enum: type.const === undefined ? undefined : [type.const] });
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "integer") return {};
  const { kind, nullable: _nullable, const: constant, ...rest } = type;
  const known =
    kind === "string" && type.format !== undefined && !(RUDDER_FORMATS as readonly string[]).includes(type.format);
  const { format, ...others } = rest as { format?: string };
  const fields = known || format === undefined ? others : { ...others, format };
  return configOf(constant === undefined ? { ...fields } : { ...fields, enum: [constant] });
}

const SCALARS = new Set(["string", "number", "integer", "boolean"]);

export function isScalar(type: PropertyType): boolean {
  return SCALARS.has(type.kind);
}

function kindOf(type: PropertyType): string | undefined {
  return type.kind === "any" || type.kind === "union" || type.kind === "raw" ? undefined : type.kind;
}

function isNullable(type: PropertyType): boolean {
  return "nullable" in type && type.nullable === true;
}

function named(kinds: readonly string[]): Pick<Definition, "type" | "types"> {
  const [first, ...others] = kinds;
  return first !== undefined && others.length === 0 ? { type: first } : { types: kinds };
}

/** Several types at once: their kinds, and the constraints of the only member that has any. */
function unionDefinition(members: readonly PropertyType[]): Definition {
  const kinds = members.map(kindOf);
  if (kinds.includes(undefined)) return {};
  const names = [...new Set([...(kinds as string[]), ...(members.some(isNullable) ? ["null"] : [])])];
  const configs = members.map(scalarConfig).filter(({ config }) => config !== undefined);
  return { ...named(names), ...(configs.length === 1 ? configs[0] : {}) };
}

function arrayDefinition(
  type: Extract<PropertyType, { kind: "array" }>,
  customType: (item: PropertyType) => string,
): Definition {
  const { items, minItems, maxItems, uniqueItems } = type;
  const base = {
    ...configOf({ minItems, maxItems, uniqueItems }),
    ...named(["array", ...(type.nullable === true ? ["null"] : [])]),
  };
  if (items.kind === "union") {
    const { type: one, types } = unionDefinition(items.anyOf);
    return types === undefined
      ? one === undefined
        ? base
        : { ...base, item_type: one }
      : { ...base, item_types: types };
  }
  const kind = kindOf(items);
  if (kind === undefined) return base;
  if (isNullable(items)) return { ...base, item_types: [kind, "null"] };
  return { ...base, item_type: scalarConfig(items).config === undefined ? kind : customType(items) };
}

/** `customType` names a custom type for items that carry constraints. Nested properties are the rule's business. */
export function definitionOf(type: PropertyType, customType: (item: PropertyType) => string): Definition {
  if (type.kind === "union") return unionDefinition(type.anyOf);
  if (type.kind === "array") return arrayDefinition(type, customType);
  const kind = kindOf(type);
  if (kind === undefined) return {};
  return { ...named([kind, ...(isNullable(type) ? ["null"] : [])]), ...scalarConfig(type) };
}
