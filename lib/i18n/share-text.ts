/** A share as people read it: what is not quite all is never shown as all of it, nor what is hardly anything as nothing. */

import type { Formatter } from "./translate.ts";

/** Between a sign and its figure, which no line break parts. */
const SPACE = "\u00a0";
const LEAST = 0.001;

/** `share` of the whole, 0 to 1, as a percentage of one decimal: `99.96 %` is `> 99.9%`, `0.04 %` is `< 0.1%`. */
export function shareText(format: Formatter, share: number): string {
  const text = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 1 });
  const shown = text(share);
  if (share > 0 && shown === text(0)) return `<${SPACE}${text(LEAST)}`;
  if (share < 1 && shown === text(1)) return `>${SPACE}${text(1 - LEAST)}`;
  return shown;
}
