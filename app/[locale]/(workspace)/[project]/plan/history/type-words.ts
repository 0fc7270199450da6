/** Types and plain values in the words of the screens. Browser side: no schemas. */

import { typeText } from "../../../../../../lib/document/type-text.ts";
import { numberText } from "../../../../../../lib/i18n/number-text.ts";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { dayInWords, isDay } from "../../../../../../lib/plan/day.ts";
import type { Language, PropertyType } from "../../../../../../lib/plan/plan.ts";
import { TYPE_CONSTRAINTS } from "../fields.ts";

export interface Speech {
  readonly t: AreaText<"plan">;
  readonly language: Language;
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields that hold a day of the calendar: `on` is the day of a deprecation. */
const DAYS: ReadonlySet<string> = new Set(["expiresOn", "on"]);

const NESTED: ReadonlySet<string> = new Set(["properties", "items", "anyOf", "schema"]);

function constraintsOf(type: PropertyType, speech: Speech): string[] {
  const fields = type as unknown as Fields;
  return TYPE_CONSTRAINTS[type.kind].flatMap((name) => {
    const value = fields[name];
    if (value === undefined || value === false || name === "nullable" || NESTED.has(name)) return [];
    const label = speech.t(`constraint.${name}` as "constraint.enum").toLocaleLowerCase(speech.language);
    return [value === true && name !== "const" ? label : `${label} ${plainWords(name, value, speech) ?? ""}`];
  });
}

/** A type with all that is asked of its values: `number · at least 0.5 · allowed values 0.5, 1`. */
export function typeWords(type: PropertyType, speech: Speech): string {
  const { enum: _enum, format: _format, ...plain } = type as unknown as Fields;
  const parts = [typeText(plain as unknown as PropertyType, speech.t), ...constraintsOf(type, speech)];
  if (type.kind === "object" && type.properties.length > 0)
    parts.push(type.properties.map(({ name }) => name).join(", "));
  if (type.kind === "array") parts.push(...constraintsOf(type.items, speech));
  return parts.join(" · ");
}

/** What a field holds, where that is no object. */
export function plainWords(field: string, value: unknown, { t, language }: Speech): string | undefined {
  if (value === undefined || value === null || value === "") return t("history.empty");
  if (typeof value === "boolean") return t(value ? "history.yes" : "history.no");
  if (typeof value === "number") return numberText(value, language);
  if (Array.isArray(value)) {
    const words = value.map((one) => plainWords(field, one, { t, language }));
    if (words.includes(undefined)) return undefined;
    return words.length === 0 ? t("history.empty") : words.join(", ");
  }
  if (typeof value !== "string") return undefined;
  if (DAYS.has(field) && isDay(value)) return dayInWords(value)[language];
  const option = `option.${field}.${value}` as "option.status.draft";
  return t.has(option) ? t(option) : value;
}
