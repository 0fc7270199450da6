/** What the plan asks of traits beyond their types. No SDK checks calls of identify and group before they leave: ingest does. */

import type { Plan, Property, PropertyType } from "../../lib/plan/plan.ts";
import { markdownCode } from "../escape.ts";
import { ingestOnlyText, type UncheckedCall } from "../spec/ingest-only.ts";
import type { IngestOnly } from "../spec/spec.ts";

export interface TraitChecks {
  readonly call: "identify" | "group";
  /** The group type's name on the wire; absent for people. */
  readonly group?: string;
  readonly checks: readonly IngestOnly[];
}

/**
 * Keywords of the plan that a language's type for this value does not hold, where one is expected to: its compiler does not
 * tell. `owner` is the property whose value it is; an item or a member of a union has none.
 */
export type Loose = (type: PropertyType, owner?: Property) => readonly string[];

/** `enum` or `const`, where the plan lists the values. */
export function valuesKeyword(type: PropertyType): string[] {
  if ("const" in type && type.const !== undefined) return ["const"];
  return "enum" in type && type.enum !== undefined ? ["enum"] : [];
}

const KEYWORDS = {
  string: ["format", "pattern", "minLength", "maxLength"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["minItems", "maxItems", "uniqueItems"],
} as const;

function asked(type: object, path: string, keywords: readonly string[]): IngestOnly[] {
  const given = type as Readonly<Record<string, unknown>>;
  return keywords
    .filter((keyword) => given[keyword] !== undefined && given[keyword] !== false)
    .map((keyword) => ({ path, keyword }));
}

function checksIn(type: PropertyType, path: string, loose: Loose): IngestOnly[] {
  switch (type.kind) {
    case "string":
      return asked(type, path, KEYWORDS.string);
    case "integer":
    case "number":
      return asked(type, path, KEYWORDS.number);
    case "array":
      return [...asked(type, path, KEYWORDS.array), ...checksOf(type.items, `${path}[]`, loose)];
    case "object":
      return checksOfTraits(type.properties, loose, `${path}.`);
    case "union":
      return type.anyOf.flatMap((member) => checksOf(member, path, loose));
    case "raw":
      return [{ path, keyword: "schema" }];
    default:
      return [];
  }
}

function checksOf(type: PropertyType, path: string, loose: Loose, owner?: Property): IngestOnly[] {
  return [...loose(type, owner).map((keyword) => ({ path, keyword })), ...checksIn(type, path, loose)];
}

function checksOfTraits(traits: readonly Property[], loose: Loose, prefix = ""): IngestOnly[] {
  const all = traits.flatMap((trait) => checksOf(trait.type, prefix + trait.name, loose, trait));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The calls of which some checks are made at ingest only, people's first. No trait has to be given. */
export function traitChecks({ userProperties, groupTypes }: Plan, loose: Loose): TraitChecks[] {
  const checks = (traits: readonly Property[]): IngestOnly[] =>
    checksOfTraits(
      traits.map((trait) => ({ ...trait, required: false })),
      loose,
    );
  const all: TraitChecks[] = [
    { call: "identify", checks: checks(userProperties) },
    ...groupTypes.map(({ name, properties }) => ({ call: "group" as const, group: name, checks: checks(properties) })),
  ];
  return all.filter((one) => one.checks.length > 0);
}

/** The same as lists tell it. */
export function uncheckedTraits(...given: Parameters<typeof traitChecks>): UncheckedCall[] {
  return traitChecks(...given).map(({ call, group, checks }) => ({
    call,
    name: group ?? call,
    checks: checks.map(ingestOnlyText),
  }));
}

/** Lines of a README's list. */
export function traitCheckLines(found: readonly TraitChecks[]): string[] {
  return found.map(({ call, group, checks }) => {
    const of = group === undefined ? "" : ` of ${markdownCode(group)}`;
    return `traits of \`${call}\`${of}: ${checks.map((check) => markdownCode(ingestOnlyText(check))).join(", ")}`;
  });
}
