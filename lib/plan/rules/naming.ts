/** Naming cases: whether a name follows one, and the name that would. */

import { wordsOf } from "../names.ts";
import type { NamingCase } from "../plan.ts";

/** Written small inside titles, in English and French. */
const SMALL =
  "a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|à|au|aux|avec|d|de|des|du|en|et|l|la|le|les|ou|par|pour|sur|un|une";

const upper = "[\\p{Lu}\\p{Lo}\\p{N}]";
const rest = "[\\p{L}\\p{M}\\p{N}]*";
const low = "[\\p{Ll}\\p{Lo}\\p{M}\\p{N}]+";
const acronym = "[\\p{Lu}\\p{N}]+";

const SHAPES: { readonly [C in Exclude<NamingCase, "any">]: RegExp } = {
  "Title Case": new RegExp(`^${upper}${rest}(?:[ -](?:${upper}${rest}|(?:${SMALL})(?=[ ’'-])’?))*$`, "u"),
  "Sentence case": new RegExp(`^${upper}${rest}(?: (?:${low}|${acronym}))*$`, "u"),
  snake_case: new RegExp(`^${low}(?:_${low})*$`, "u"),
  camelCase: /^[\p{Ll}\p{Lo}][\p{L}\p{M}\p{N}]*$/u,
  "kebab-case": new RegExp(`^${low}(?:-${low})*$`, "u"),
};

/** Names of vendors' own properties (`$browser`) follow their vendor's case. */
export function followsCase(name: string, naming: NamingCase, acronyms: readonly string[] = []): boolean {
  if (naming === "any") return true;
  const own = name.startsWith("$") ? name.slice(1) : name;
  return SHAPES[naming].test(acronyms.length === 0 ? own : withoutAcronyms(own, naming, acronyms));
}

/** Acronyms keep their own spelling: a word that fits any spelling of a name stands in for each. */
function withoutAcronyms(name: string, naming: NamingCase, acronyms: readonly string[]): string {
  const stand = naming === "Title Case" || naming === "Sentence case" ? "X" : "x";
  return name
    .split(/([ _-])/)
    .map((part) => (acronyms.includes(part) ? stand : part))
    .join("");
}

function capitalised(word: string): string {
  const [first = "", ...others] = word;
  return first.toUpperCase() + others.join("");
}

/** The name in that case; undefined when it has no words to write, or signs that the words alone would lose. */
export function inCase(name: string, naming: NamingCase, acronyms: readonly string[] = []): string | undefined {
  const [, sign = "", own = ""] = /^(\$?)(.*)$/su.exec(name) ?? [];
  const cased = own.includes("$") ? undefined : casedWords(own, naming, acronyms);
  return cased === undefined ? undefined : sign + cased;
}

function casedWords(name: string, naming: NamingCase, acronyms: readonly string[]): string | undefined {
  const spelt = new Map(acronyms.map((acronym) => [acronym.toLowerCase(), acronym]));
  const words = wordsOf(name);
  const cased = (word: string) => spelt.get(word) ?? capitalised(word);
  if (words.length === 0 || naming === "any") return undefined;
  switch (naming) {
    case "Title Case":
      return words.map(cased).join(" ");
    case "Sentence case":
      return words.map((word, index) => (index === 0 ? cased(word) : (spelt.get(word) ?? word))).join(" ");
    case "snake_case":
      return words.join("_");
    case "kebab-case":
      return words.join("-");
    case "camelCase":
      return words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
  }
}
