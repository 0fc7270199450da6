/** The first day of a month as French writes it: "1er juin" where `Intl` says "1 juin". */

const FIRST = /(^|\D)1(?=\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))/gu;

/** A date that `Intl` wrote in French, or a range of two. */
export function withFirstDay(date: string): string {
  return date.replace(FIRST, (_found, before: string) => `${before}1er`);
}
