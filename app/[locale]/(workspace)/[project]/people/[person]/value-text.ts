/** A value of a person as one line of text. */

import type { Json } from "../../../../../../lib/plan/plan.ts";

const LONGEST = 300;

/** Texts stand as they are, everything else as JSON; what is long is cut. */
export function valueText(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
