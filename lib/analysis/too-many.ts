/** Refusals of answers nobody could read: too many days, hours or rows. */

import { UserError } from "../base/error.ts";

/** Points of a series, days or rows that one answer may have. */
const MAX_PERIODS = 1_500;

export function requirePeriods(count: number): void {
  refuseAbove(count, MAX_PERIODS);
}

/** Cells of a table, rows times columns. */
const MAX_CELLS = 60_000;

export function requireCells(rows: number, columns: number): void {
  refuseAbove(rows, Math.floor(MAX_CELLS / columns));
}

function refuseAbove(count: number, limit: number): void {
  if (count <= limit) return;
  throw new UserError("query_too_heavy", {
    fields: [
      {
        path: "/range",
        en: `The answer would have ${count} rows, at most ${limit} can be shown. Shorten the range or take a longer interval.`,
        fr: `La réponse compterait ${count} lignes, ${limit} au plus peuvent être affichées. Réduisez la période ou prenez un intervalle plus long.`,
      },
    ],
    data: { periods: count },
  });
}
