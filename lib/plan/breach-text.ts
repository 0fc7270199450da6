/** What is wrong with a value by its schema, as a sentence in both languages: of what was received, and of examples in a plan. */

import type { ErrorObject } from "ajv";
import { printable } from "../base/printable.ts";
import { displayPath } from "./display-path.ts";
import { inFrench } from "./french-words.ts";
import { wellFormed } from "./json-value.ts";
import type { Json, LocalizedText } from "./plan.ts";

type Text = Required<LocalizedText>;

/** A value in a sentence. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Names of types in a sentence: any of them will do. */
function types(value: Json | undefined, language: "en" | "fr"): string {
  const names = (Array.isArray(value) ? value : [value]).map(valueText);
  return language === "en" ? names.join(" or ") : names.map(inFrench).join(" ou ");
}

interface Constraint {
  readonly place: string;
  readonly expected: string;
}

/** Sentences of the keywords that have one of their own. */
const KEYWORDS: Readonly<Record<string, (parts: Constraint) => Text>> = {
  enum: ({ place, expected }) => ({
    en: `“${place}” must be one of: ${expected}.`,
    fr: `« ${place} » doit valoir l’une de ces valeurs : ${expected}.`,
  }),
  const: ({ place, expected }) => ({
    en: `“${place}” must be ${expected}.`,
    fr: `« ${place} » doit valoir ${expected}.`,
  }),
  pattern: ({ place, expected }) => ({
    en: `“${place}” must match ${expected}.`,
    fr: `« ${place} » doit correspondre à ${expected}.`,
  }),
  format: ({ place, expected }) => ({
    en: `“${place}” must be in the format ${expected}.`,
    fr: `« ${place} » doit être au format ${expected}.`,
  }),
  minLength: ({ place, expected }) => ({
    en: `“${place}” must have at least ${expected} characters.`,
    fr: `« ${place} » doit avoir au moins ${expected} caractères.`,
  }),
  maxLength: ({ place, expected }) => ({
    en: `“${place}” must have at most ${expected} characters.`,
    fr: `« ${place} » doit avoir au plus ${expected} caractères.`,
  }),
  minimum: ({ place, expected }) => ({
    en: `“${place}” must be at least ${expected}.`,
    fr: `« ${place} » doit être au moins ${expected}.`,
  }),
  maximum: ({ place, expected }) => ({
    en: `“${place}” must be at most ${expected}.`,
    fr: `« ${place} » doit être au plus ${expected}.`,
  }),
  exclusiveMinimum: ({ place, expected }) => ({
    en: `“${place}” must be more than ${expected}.`,
    fr: `« ${place} » doit être supérieur à ${expected}.`,
  }),
  exclusiveMaximum: ({ place, expected }) => ({
    en: `“${place}” must be less than ${expected}.`,
    fr: `« ${place} » doit être inférieur à ${expected}.`,
  }),
  multipleOf: ({ place, expected }) => ({
    en: `“${place}” must be a multiple of ${expected}.`,
    fr: `« ${place} » doit être un multiple de ${expected}.`,
  }),
  precision: ({ place }) => ({
    en: `“${place}” is a number with more digits than can be kept exactly. Send it as a string.`,
    fr: `« ${place} » est un nombre trop précis pour être conservé exactement. Envoyez-le comme chaîne.`,
  }),
  minItems: ({ place, expected }) => ({
    en: `“${place}” must have at least ${expected} items.`,
    fr: `« ${place} » doit avoir au moins ${expected} éléments.`,
  }),
  maxItems: ({ place, expected }) => ({
    en: `“${place}” must have at most ${expected} items.`,
    fr: `« ${place} » doit avoir au plus ${expected} éléments.`,
  }),
  uniqueItems: ({ place }) => ({
    en: `“${place}” must not repeat an item.`,
    fr: `« ${place} » ne doit pas répéter un élément.`,
  }),
};

/** The sentence of a keyword that constrains a value or the number of its items; nothing for one that has none of its own. */
export function constraintText(keyword: string | undefined, parts: Constraint): Text | undefined {
  return keyword !== undefined && Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword]?.(parts) : undefined;
}

export function missingText(place: string): Text {
  return { en: `“${place}” is required and missing.`, fr: `« ${place} » est obligatoire et manque.` };
}

export function unplannedText(place: string): Text {
  return { en: `“${place}” is not in the plan.`, fr: `« ${place} » n’est pas dans le plan.` };
}

/** `received` names the type that came, "" where it is not told. */
export function mistypedText(place: string, expected: Json | undefined, received = ""): Text {
  return {
    en: `“${place}” must be ${types(expected, "en")}${received === "" ? "" : `, not ${received}`}.`,
    fr: `« ${place} » doit être de type ${types(expected, "fr")}${received === "" ? "" : ` et non ${inFrench(received)}`}.`,
  };
}

export function unsatisfiedText(place: string): Text {
  return {
    en: `“${place}” does not satisfy the plan.`,
    fr: `« ${place} » ne respecte pas le plan.`,
  };
}

function memberOf({ instancePath, params }: ErrorObject): string {
  const member = params.missingProperty ?? params.additionalProperty;
  return displayPath(typeof member === "string" ? `${instancePath}/${member.replaceAll("/", "~1")}` : instancePath);
}

function errorText(error: ErrorObject): Text {
  const { keyword, params } = error;
  const place = memberOf(error);
  if (keyword === "required") return missingText(place);
  if (keyword === "additionalProperties") return unplannedText(place);
  if (keyword === "type") return mistypedText(place, params.type);
  const bound = params.allowedValues ?? params.allowedValue ?? params.limit ?? params.pattern ?? params.format;
  const expected = valueText(bound ?? params.multipleOf);
  return constraintText(keyword, { place, expected }) ?? unsatisfiedText(place);
}

/** ajv says these of a schema that failed for a reason listed beside them. */
const ECHO = "if";
/** A member of a choice that does not fit says less than the choice itself. */
const WITHIN_CHOICE = /\/(anyOf|oneOf)\/\d+\//;

const LONGEST = 200;

/** Short enough to stand within another sentence. */
function clause(text: string): string {
  const shown = printable(text).replace(/\.$/, "");
  return shown.length > LONGEST ? wellFormed(`${shown.slice(0, LONGEST)}…`) : shown;
}

/** The first of ajv's errors that says what is wrong, to stand within another sentence. */
export function firstErrorText(errors: readonly ErrorObject[]): Text {
  const told = errors.filter(({ keyword }) => keyword !== ECHO);
  const error = told.find(({ schemaPath }) => !WITHIN_CHOICE.test(schemaPath)) ?? told[0];
  const { en, fr } = error === undefined ? unsatisfiedText(displayPath("")) : errorText(error);
  return { en: clause(en), fr: clause(fr) };
}
