/** The sentence of a change, in both languages. */

import { CHANGE_TABLE, type ChangeCode } from "./diff-table.ts";

const NOTHING = { en: "nothing", fr: "rien" };
const VALUE_MAX = 80;

const FRENCH = new Intl.NumberFormat("fr", { maximumSignificantDigits: 17 });

/** Numbers and lists of them as French writes them; a comma is within a number there, so a semicolon is between two. */
function frenchNumbers(value: unknown): string | undefined {
  if (typeof value === "number") return FRENCH.format(value);
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === "number")) return undefined;
  return `[${value.map((item) => FRENCH.format(item)).join("\u00a0; ")}]`;
}

function shown(value: unknown, language: "en" | "fr"): string | undefined {
  if (value === undefined) return undefined;
  const numbers = language === "fr" ? frenchNumbers(value) : undefined;
  const text = numbers ?? (typeof value === "string" ? value : JSON.stringify(value));
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
}

export interface ChangeValues {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The sentence of a change in both languages. */
export function changeMessage(code: ChangeCode, values: ChangeValues): { readonly en: string; readonly fr: string } {
  const say = (language: "en" | "fr") =>
    CHANGE_TABLE[code][language].replace(/\{(name|before|after)\}/g, (_, key: keyof ChangeValues) => {
      return shown(values[key], language) ?? NOTHING[language];
    });
  return { en: say("en"), fr: say("fr") };
}
