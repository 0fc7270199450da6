/** Names for code, suggested once from a wire name and then stored in the plan: no later event can move them. */

import type { PlanSettings } from "./plan-settings.ts";

/** Decimal digits only: other numerals (\u2776, \u00bc) cannot stand in code, nor can U+2E2F although it is a letter.
 * Kept in capitals' place when a word is split by case: `userID` is user + id, `HTTPError` is http + error. */
const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}]+|\p{Lu}+|\p{Nd}+/gu;

/** The words of a name, lower-cased: NFKC, split on everything that is neither letter nor digit, and on case. */
export function wordsOf(name: string): string[] {
  return (name.normalize("NFKC").replaceAll("\u2e2f", " ").match(WORD) ?? []).map((word) => word.toLowerCase());
}

function asciiOnly(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]/g, "");
}

function capitalised(word: string): string {
  const [first = "", ...rest] = word;
  return first.toUpperCase() + rest.join("");
}

function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
}

/** Long names stay readable in code and legal as file names on every system. */
const IDENTIFIER_MAX = 60;

function shortId(id: string): string {
  return id.replace(/^[a-z]+_/, "").slice(0, 6);
}

export interface IdentifierRequest {
  readonly name: string;
  /** The event's stable id: what a collision is settled by, so that order never matters. */
  readonly id: string;
  readonly policy: PlanSettings["identifiers"];
  /** Identifiers in use, lower-cased: file systems fold case. */
  readonly taken: ReadonlySet<string>;
}

/**
 * A camelCase identifier for an event. A name without usable letters gives `event` and six characters of the id; one that
 * starts with a digit gets the same prefix; a collision gets the same suffix.
 */
export function suggestIdentifier({ name, id, policy, taken }: IdentifierRequest): string {
  const words = wordsOf(name);
  const usable = policy === "ascii" ? words.map(asciiOnly).filter((word) => word !== "") : words;
  const base = [...camelCase(usable)].slice(0, IDENTIFIER_MAX).join("");
  const suffix = capitalised(shortId(id));
  const legal = /^[\p{L}_$]/u.test(base) ? base : base === "" ? `event${suffix}` : `event${base}`;
  if (!taken.has(legal.toLowerCase())) return legal;
  const settled = `${legal}${suffix}`;
  for (let attempt = 2; ; attempt++) {
    const candidate = attempt === 2 ? settled : `${settled}${attempt}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** True when `text` can be an identifier as stored: letters, digits, `_` and `$`, not starting with a digit. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text) && text.length <= 120;
}
