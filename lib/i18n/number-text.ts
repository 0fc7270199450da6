/** Numbers in fields: as the reader writes them, and read back however they were typed. */

import type { Language } from "../plan/plan.ts";

/** Every digit of the number, without grouping, with a decimal comma in French. */
export function numberText(value: number, language: Language): string {
  return language === "fr" ? String(value).replace(".", ",") : String(value);
}

/** Thousands apart by a space of any kind, as French spreadsheets write them. */
const GROUPED = /^[+-]?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?$/u;

/** A decimal comma and a decimal point are both one, in either language. Undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  const typed = text.trim();
  const plain = GROUPED.test(typed) ? typed.replace(/\s/gu, "") : typed;
  const value = Number(plain.replace(",", "."));
  return typed !== "" && Number.isFinite(value) ? value : undefined;
}
