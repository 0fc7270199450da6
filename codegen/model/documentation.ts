/** What the comments of generated code say about a property or an event, from the plan's texts and from what only ingest checks. */

import type { Deprecation, Language, LocalizedText, Property, PropertyType, Status } from "../../lib/plan/plan.ts";

/** How one target speaks: of whom, in which language of text, and what it does to text so that it stays inside a comment. */
export interface Speech {
  /** The plan's first language; a text missing there is taken from another. */
  readonly language: Language;
  /** The name in code or on the wire of the object with this id, when the plan has it. */
  readonly nameOf: (id: string) => string | undefined;
  /** A text of the plan as lines that are safe inside a comment of the target's language. */
  readonly lines: (text: string) => readonly string[];
  /** A name of the plan as it is marked inside such a line; the name is escaped before. */
  readonly code: (name: string) => string;
  /** True where the language tells whole numbers from others by their type. */
  readonly hasIntegers?: boolean;
  /** Which sources send the property with this id otherwise than it says, in one sentence. */
  readonly presenceOf?: (id: string) => string | undefined;
}

function textIn(text: LocalizedText, language: Language): string | undefined {
  return text[language] ?? text.en ?? text.fr;
}

function oneLine(text: string, speech: Speech): string {
  return speech.lines(text).join(" ").trim();
}

/** Escaped comment lines of a text; none when it is not written. */
export function linesOf(text: LocalizedText, speech: Speech): readonly string[] {
  const written = textIn(text, speech.language);
  return written === undefined || written.trim() === "" ? [] : speech.lines(written);
}

/** Why and what instead, escaped, in one line; nothing when the object is not deprecated. */
export function deprecationOf(
  object: { readonly status: Status; readonly deprecation?: Deprecation },
  speech: Speech,
): string | undefined {
  if (object.status !== "deprecated" && object.deprecation === undefined) return undefined;
  const reason = oneLine(textIn(object.deprecation?.text ?? {}, speech.language) ?? "", speech);
  const replacement = object.deprecation?.replacementId && speech.nameOf(object.deprecation.replacementId);
  const hint = replacement ? `Use ${speech.code(oneLine(replacement, speech))}.` : "";
  return [reason, hint].filter((part) => part !== "").join(" ");
}

/** What stands beside a property: description, which sources send it, what the language's types cannot check. */
export function propertyLines(property: Property, speech: Speech): string[] {
  const presence = speech.presenceOf?.(property.id);
  return [
    ...linesOf(property.description, speech),
    ...(presence === undefined ? [] : [presence]),
    ...constraintLines(property.type, speech),
  ];
}

function constraintLines(type: PropertyType, speech: Speech): string[] {
  const found = constraintsOf(type).filter((text) => text !== WHOLE || speech.hasIntegers !== true);
  return found.length === 0 ? [] : [`Checked at ingest: ${found.map((text) => oneLine(text, speech)).join("; ")}.`];
}

const WHOLE = "whole number";

function constraintsOf(type: PropertyType): string[] {
  switch (type.kind) {
    case "string":
      return [
        ...(type.format === undefined ? [] : [`format ${type.format}`]),
        ...(type.pattern === undefined ? [] : [`pattern ${type.pattern}`]),
        ...rangeOf("character", type.minLength, type.maxLength),
      ];
    case "number":
    case "integer":
      return [
        ...(type.kind === "integer" ? [WHOLE] : []),
        ...(type.minimum === undefined ? [] : [`at least ${type.minimum}`]),
        ...(type.maximum === undefined ? [] : [`at most ${type.maximum}`]),
        ...(type.exclusiveMinimum === undefined ? [] : [`greater than ${type.exclusiveMinimum}`]),
        ...(type.exclusiveMaximum === undefined ? [] : [`less than ${type.exclusiveMaximum}`]),
        ...(type.multipleOf === undefined ? [] : [`a multiple of ${type.multipleOf}`]),
      ];
    case "array": {
      const items = constraintsOf(type.items);
      return [
        ...rangeOf("item", type.minItems, type.maxItems),
        ...(type.uniqueItems === true ? ["no repeated item"] : []),
        ...(items.length === 0 ? [] : [`each item: ${items.join(", ")}`]),
      ];
    }
    case "raw":
      return ["the JSON Schema of this property in the plan"];
    case "union":
      return [...new Set(type.anyOf.flatMap(constraintsOf))];
    default:
      return [];
  }
}

function rangeOf(unit: "character" | "item", minimum: number | undefined, maximum: number | undefined): string[] {
  if (minimum === undefined && maximum === undefined) return [];
  const counted = (count: number): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (maximum === undefined) return [`at least ${counted(minimum ?? 0)}`];
  if (minimum === undefined) return [`at most ${counted(maximum)}`];
  return [minimum === maximum ? counted(maximum) : `${minimum} to ${counted(maximum)}`];
}
