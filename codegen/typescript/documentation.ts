/** What comments in generated code say about a property or an event, from the plan's texts and from what only ingest checks. */

import type { Deprecation, Language, LocalizedText, Property, PropertyType, Status } from "../../lib/plan/plan.ts";
import { commentLines, commentText } from "../escape.ts";

export interface Speech {
  /** The plan's first language; a text missing there is taken from another. */
  readonly language: Language;
  /** The name in code or on the wire of the object with this id, when the plan has it. */
  readonly nameOf: (id: string) => string | undefined;
  /** Which sources send the property with this id otherwise than it says, in one sentence. */
  readonly presenceOf?: (id: string) => string | undefined;
}

function textIn(text: LocalizedText, language: Language): string | undefined {
  return text[language] ?? text.en ?? text.fr;
}

/** Escaped comment lines of a text; none when it is not written. */
export function linesOf(text: LocalizedText, language: Language): string[] {
  const written = textIn(text, language);
  return written === undefined || written.trim() === "" ? [] : commentLines(written);
}

/** The text after `@deprecated`, escaped; nothing when the object is not deprecated. */
export function deprecationOf(
  object: { readonly status: Status; readonly deprecation?: Deprecation },
  { language, nameOf }: Speech,
): string | undefined {
  if (object.status !== "deprecated" && object.deprecation === undefined) return undefined;
  const reason = commentText(textIn(object.deprecation?.text ?? {}, language) ?? "");
  const replacement = object.deprecation?.replacementId && nameOf(object.deprecation.replacementId);
  const hint = replacement ? `Use \`${commentText(replacement)}\`.` : "";
  return [reason, hint].filter((part) => part !== "").join(" ");
}

/** The comment of a property: description, which sources send it, what TypeScript cannot check, its deprecation. */
export function propertyComment(property: Property, speech: Speech): string[] {
  const deprecated = deprecationOf(property, speech);
  const presence = speech.presenceOf?.(property.id);
  return [
    ...linesOf(property.description, speech.language),
    ...(presence === undefined ? [] : [presence]),
    ...constraintLines(property.type),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecated}`.trimEnd()]),
  ];
}

function constraintLines(type: PropertyType): string[] {
  const found = constraintsOf(type);
  return found.length === 0 ? [] : [`Checked at ingest: ${found.map(commentText).join("; ")}.`];
}

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
        ...(type.kind === "integer" ? ["whole number"] : []),
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
