/** Why something was refused, in the words of whoever asked. */

import { ERROR_TABLE, type UserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";

/** What is wrong, place by place; the sentence of its kind where no place is named. */
export function refusalTexts({ fields, code }: UserError, language: Language): string[] {
  const told = fields.map((field) => field[language]);
  return told.length > 0 ? told : [ERROR_TABLE[code][language]];
}
