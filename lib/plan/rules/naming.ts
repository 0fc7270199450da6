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
export function followsCase(name: string, naming: NamingCase): boolean {
  return naming === "any" || SHAPES[naming].test(name.startsWith("$") ? name.slice(1) : name);
}

function capitalised(word: string): string {
  const [first = "", ...others] = word;
  return first.toUpperCase() + others.join("");
}

/** The name in that case; undefined when it has no words to write. */
export function inCase(name: string, naming: NamingCase): string | undefined {
  const words = wordsOf(name);
  if (words.length === 0 || naming === "any") return undefined;
  switch (naming) {
    case "Title Case":
      return words.map(capitalised).join(" ");
    case "Sentence case":
      return words.map((word, index) => (index === 0 ? capitalised(word) : word)).join(" ");
    case "snake_case":
      return words.join("_");
    case "kebab-case":
      return words.join("-");
    case "camelCase":
      return words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
  }
}
