import type { Formatter } from "../../../../../../lib/i18n/translate.ts";

const KB = 1000;

/** A number of bytes as a person reads it. */
export function sizeText(format: Formatter, bytes: number): string {
  const [value, unit] = bytes < KB * KB ? [bytes / KB, "kilobyte"] : [bytes / (KB * KB), "megabyte"];
  return format.number(value, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 });
}
