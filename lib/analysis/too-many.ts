/** Refusals of answers nobody could read: too many days, hours or rows. */

import { UserError } from "../base/error.ts";

/** Points of a series, days or rows that one answer may have. */
export const MAX_PERIODS = 1_500;

export function requirePeriods(count: number): void {
  if (count <= MAX_PERIODS) return;
  throw new UserError("query_too_heavy", {
    fields: [
      {
        path: "/range",
        en: `The answer would have ${count} rows, at most ${MAX_PERIODS} can be shown. Shorten the range or take a longer interval.`,
        fr: `La réponse compterait ${count} lignes, ${MAX_PERIODS} au plus peuvent être affichées. Réduisez la période ou prenez un intervalle plus long.`,
      },
    ],
    data: { periods: count },
  });
}
