/** Values of fields in the words of the screens, for lines that tell of them. */

import { DayValue } from "../../../../../../lib/plan/day.ts";
import { textIn } from "../../../../../../lib/plan/diff-label.ts";
import { calledItem } from "../../../../../../lib/plan/diff-place.ts";
import { isFields } from "../../../../../../lib/plan/field-tree.ts";
import type { LocalizedText, PropertyType } from "../../../../../../lib/plan/plan.ts";
import { plainWords, type Speech, typeWords } from "./type-words.ts";

/** What a field holds, on one line. */
export function valueWords(field: string, value: unknown, speech: Speech): string {
  const plain = plainWords(field, value, speech);
  if (plain !== undefined) return plain;
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one, speech)).join(", ");
  if (!isFields(value)) return String(value);
  if (typeof value.kind === "string") return typeWords(value as unknown as PropertyType, speech);
  if (typeof value.presence === "string") return valueWords("presence", value.presence, speech);
  const text = textIn(value as LocalizedText, speech.language);
  if (typeof text === "string") return text;
  const called = calledItem(value, speech.language);
  if (called instanceof DayValue) return valueWords("on", called.day, speech);
  return typeof called === "string" ? called : JSON.stringify(value);
}
