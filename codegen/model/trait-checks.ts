/** What the plan asks of traits beyond their types. No SDK checks calls of identify and group before they leave: ingest does. */

import type { Plan, Property, PropertyType } from "../../lib/plan/plan.ts";
import { markdownCode } from "../escape.ts";
import { ingestOnlyText, type UncheckedCall } from "../spec/ingest-only.ts";
import type { IngestOnly } from "../spec/spec.ts";

export interface TraitChecks {
  readonly call: "identify" | "group";
  /** The group type's name on the wire; absent for people. */
  readonly group?: string;
  /** Of whole numbers `type`: where a language has no type for them, its compiler does not tell. */
  readonly checks: readonly IngestOnly[];
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

function checksOf(type: PropertyType, path: string): IngestOnly[] {
  switch (type.kind) {
    case "string":
      return asked(type, path, KEYWORDS.string);
    case "integer":
      return [{ path, keyword: "type" }, ...asked(type, path, KEYWORDS.number)];
    case "number":
      return asked(type, path, KEYWORDS.number);
    case "array":
      return [...asked(type, path, KEYWORDS.array), ...checksOf(type.items, `${path}[]`)];
    case "object":
      return type.properties.flatMap((property) => checksOf(property.type, `${path}.${property.name}`));
    case "union":
      return type.anyOf.flatMap((member) => checksOf(member, path));
    case "raw":
      return [{ path, keyword: "schema" }];
    default:
      return [];
  }
}

function checksOfTraits(traits: readonly Property[]): IngestOnly[] {
  const all = traits.flatMap(({ name, type }) => checksOf(type, name));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The calls of which some checks are made at ingest only, people's first. */
export function traitChecks(
  { userProperties, groupTypes }: Plan,
  { hasIntegers }: { hasIntegers: boolean },
): TraitChecks[] {
  const all: TraitChecks[] = [
    { call: "identify", checks: checksOfTraits(userProperties) },
    ...groupTypes.map(({ name, properties }) => ({
      call: "group" as const,
      group: name,
      checks: checksOfTraits(properties),
    })),
  ];
  return all
    .map((one) => ({ ...one, checks: one.checks.filter(({ keyword }) => keyword !== "type" || !hasIntegers) }))
    .filter(({ checks }) => checks.length > 0);
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
