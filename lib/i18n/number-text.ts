/** Numbers in fields: as the reader writes them, and read back however they were typed. */

import type { Language } from "../plan/plan.ts";

/** Every digit of the number, without grouping, with a decimal comma in French. */
export function numberText(value: number, language: Language): string {
  return language === "fr" ? String(value).replace(".", ",") : String(value);
}

/** A decimal comma and a decimal point are both one, in either language. Undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) ? value : undefined;
}
