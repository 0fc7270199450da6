/** The rows of a register that are looked for, in the order asked for. */

import { plainWords } from "../../../../../../lib/base/plain-words.ts";
import { type RegisterLine, registerLines } from "../../../../../../lib/document/register-text.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { type RegisterRow, registerOf } from "../../../../../../lib/plan/register.ts";

export const ORDERS = ["purpose", "data", "class", "retention"] as const;
export type RegisterOrder = (typeof ORDERS)[number];

export interface ShownRow {
  readonly row: RegisterRow;
  readonly line: RegisterLine;
}

const CLASSES: readonly RegisterRow["privacy"][] = ["sensitive", "personal", "pseudonymous"];

/** What has no purpose, or no end, stands where it is seen: first by purpose, before the longest by retention. */
const COMPARE: Readonly<Record<RegisterOrder, (a: ShownRow, b: ShownRow, language: Language) => number>> = {
  purpose: (a, b, language) => a.line.purpose.localeCompare(b.line.purpose, language),
  data: (a, b, language) => a.line.data.localeCompare(b.line.data, language),
  class: (a, b) => CLASSES.indexOf(a.row.privacy) - CLASSES.indexOf(b.row.privacy),
  retention: (a, b) => {
    const [of, other] = [a, b].map(({ row }) => row.retentionDays ?? Number.MAX_SAFE_INTEGER);
    return (other ?? 0) - (of ?? 0);
  },
};

export function shownRows(
  plan: Plan,
  language: Language,
  { search, order }: { readonly search: string; readonly order: RegisterOrder },
): readonly ShownRow[] {
  const lines = registerLines(plan, language);
  const rows = registerOf(plan).rows.flatMap((row, index): ShownRow[] => {
    const line = lines[index];
    return line === undefined ? [] : [{ row, line }];
  });
  const words = plainWords(search).split(/\s+/).filter(Boolean);
  const found = rows.filter(({ line }) => {
    const text = plainWords(Object.values(line).join(" "));
    return words.every((word) => text.includes(word));
  });
  return found.sort((a, b) => COMPARE[order](a, b, language) || COMPARE.data(a, b, language));
}
