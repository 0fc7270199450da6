/** The sentence of a change, in both languages. */

import { CHANGE_TABLE, type ChangeCode } from "./diff-table.ts";

const NOTHING = { en: "nothing", fr: "rien" };
const VALUE_MAX = 80;

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
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
      return shown(values[key]) ?? NOTHING[language];
    });
  return { en: say("en"), fr: say("fr") };
}
