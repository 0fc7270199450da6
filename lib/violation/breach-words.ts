/** What is wrong with a call, in a few words, where a sentence would need the call's values. */

import type { Language } from "../plan/plan.ts";
import { VIOLATION_CODES } from "./violation.ts";
import { VIOLATION_TABLE } from "./violation-table.ts";

/** The title of the violation, and in brackets the keyword of JSON Schema that was broken. */
export function breachWords(
  { code, keyword }: { readonly code: string; readonly keyword?: string | undefined },
  language: Language,
): string {
  const known = VIOLATION_CODES.find((one) => one === code);
  const title = known === undefined ? code : VIOLATION_TABLE[known].title[language];
  return keyword === undefined ? title : `${title} (${keyword})`;
}
