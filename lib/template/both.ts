/** One text in both languages, on one line. */

import type { LocalizedText } from "../plan/plan.ts";

export type Both = `${string} | ${string}`;

const NARROW = "\u00a0";

/** French puts a space that does not break before tall punctuation and inside guillemets. */
function frenchSpaces(text: string): string {
  return text.replaceAll(/ (?=[:;!?»%€])/g, NARROW).replaceAll("« ", `«${NARROW}`);
}

export function inBoth(text: Both): LocalizedText {
  const [en, fr, ...more] = text.split(" | ");
  if (!en || !fr || more.length > 0) throw new Error(`Invariant: not one text in two languages: ${text}`);
  return { en, fr: frenchSpaces(fr) };
}
