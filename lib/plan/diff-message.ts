/** The sentence of a change, in both languages. */

import { DayValue, dayInWords, isDay } from "./day.ts";
import { CHANGE_TABLE, type ChangeCode } from "./diff-table.ts";
import type { Language } from "./plan.ts";

const NOTHING = { en: "nothing", fr: "rien" };
const YES_OR_NO = { en: { true: "yes", false: "no" }, fr: { true: "oui", false: "non" } };
const VALUE_MAX = 80;

const FRENCH = new Intl.NumberFormat("fr", { maximumSignificantDigits: 17 });
const LISTS = { en: new Intl.ListFormat("en"), fr: new Intl.ListFormat("fr") };

/** A comma is within a number in French, so a semicolon is between two. */
const BETWEEN_NUMBERS = "\u00a0; ";

function cut(text: string): string {
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
}

function quoted(text: string, language: Language): string {
  return language === "fr" ? `«\u00a0${cut(text)}\u00a0»` : `“${cut(text)}”`;
}

function written(value: unknown, language: Language): string {
  if (typeof value === "number" && language === "fr") return FRENCH.format(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As many items as there is room for, at least one, joined as the language joins them. */
function listed(list: readonly unknown[], language: Language): string {
  const items = list.map((item) => (typeof item === "string" ? quoted(item, language) : cut(written(item, language))));
  const between = language === "fr" && list.some((item) => typeof item === "number") ? BETWEEN_NUMBERS : ", ";
  let room = VALUE_MAX;
  const fitting = items.filter((item, at) => {
    room -= item.length + between.length;
    return at === 0 || room >= 0;
  });
  if (fitting.length < items.length) return [...fitting, "…"].join(between);
  return LISTS[language]
    .formatToParts(items)
    .map(({ type, value }) => (type === "literal" && value === ", " ? between : value))
    .join("");
}

function shown(value: unknown, language: Language): string {
  if (value === undefined) return NOTHING[language];
  if (value instanceof DayValue) return isDay(value.day) ? dayInWords(value.day)[language] : value.day;
  if (typeof value === "boolean") return YES_OR_NO[language][`${value}`];
  if (!Array.isArray(value)) return cut(written(value, language));
  return value.length === 0 ? NOTHING[language] : listed(value, language);
}

/** French says "du 30 novembre au 1er décembre". */
const BEFORE_A_DAY: Readonly<Record<string, string>> = { "de ": "du ", "à ": "au " };

export interface ChangeValues {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The sentence of a change in both languages. */
export function changeMessage(code: ChangeCode, values: ChangeValues): { readonly en: string; readonly fr: string } {
  const say = (language: Language) =>
    CHANGE_TABLE[code][language]
      .replace(/(de |à )?\{(name|before|after)\}/g, (_, word: string | undefined, key: keyof ChangeValues) => {
        const value = values[key];
        const lead = value instanceof DayValue ? BEFORE_A_DAY[word ?? ""] : undefined;
        return `${lead ?? word ?? ""}${shown(value, language)}`;
      })
      // A text that ends its own sentence ends this one.
      .replace(/([^.])\.\.$/, "$1.");
  return { en: say("en"), fr: say("fr") };
}
