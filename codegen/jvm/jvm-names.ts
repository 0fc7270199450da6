/**
 * Names in languages of the JVM. Each depends on its own text, and on whether another beside it would be the same: then every
 * one of them gets the hash of its own text, so that no name ever passes from one thing to another.
 */

import { wordsOf } from "../../lib/plan/names.ts";
import { clipped, hashOf } from "../model/distinct-names.ts";
import { isAfterUnicode13 } from "../model/young-letters.ts";

function stem(name: string): string {
  return name.replace(/_+$/, "").toLowerCase();
}

function stems(words: string): string[] {
  return words.split(" ").map(stem);
}

const START = /^[A-Za-z_\p{L}\p{Nl}]$/u;
const PART = /^[A-Za-z0-9_\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}]$/u;

function isPart(character: string, pattern = PART): boolean {
  return pattern.test(character) && !isAfterUnicode13(character);
}

/** Characters that Java cannot take become their code point in hexadecimal. */
function legalised(text: string): string {
  const name = [...text]
    .map((character) => (isPart(character) ? character : `u${(character.codePointAt(0) ?? 0).toString(16)}`))
    .join("");
  return isPart([...name][0] ?? "", START) ? name : `_${name}`;
}

export function upperFirst(name: string): string {
  const first = name.charAt(0);
  const upper = first.toUpperCase();
  return upper.length === 1 && isPart(upper, START) && upper.toLowerCase() === first ? upper + name.slice(1) : name;
}

function camelCase(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? word : upperFirst(word))).join("");
}

/** What one language keeps for itself. */
interface ReservedNames {
  /** Keywords, and what every object already has. */
  readonly words: string;
  /** Types that generated files name, or that their readers would take for the language's own. */
  readonly types: string;
  /** Nested types that the printer makes besides those of the plan. */
  readonly made: RegExp;
}

/** Names that Windows refuses for files, and roots of packages. */
const NO_FILES =
  "aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 " +
  "java javax gabarit";

/** How one language calls what is in a plan. */
export interface JvmNames {
  /** The class of an event, from its stored identifier. */
  eventClassName(identifier: string): string;
  /** What a key of the wire is called as a method or parameter. */
  methodName(key: string): string;
  /** A nested type, named by the path to it. */
  nestedName(path: readonly string[]): string;
  /** The package of a plan's SDK: a slug holds lower-case letters, digits and hyphens. */
  packageName(slug: string): string;
}

export function jvmNames({ words, types, made }: ReservedNames): JvmNames {
  const reservedWords = new Set(stems(words));
  const reservedTypes = new Set(stems(`${words} ${types} ${NO_FILES}`));

  function methodName(key: string): string {
    const named = camelCase(wordsOf(key));
    const begun = named === "" ? `p${hashOf(key)}` : /^\p{Nd}/u.test(named) ? `p${named}` : named;
    const name = clipped(legalised(begun), key, 60);
    return reservedWords.has(stem(name)) ? `${name}_` : name;
  }

  return {
    methodName,
    eventClassName(identifier) {
      const name = clipped(upperFirst(legalised(identifier.normalize("NFC"))), identifier, 80);
      return reservedTypes.has(stem(name)) ? `${name}_` : name;
    },
    nestedName(path) {
      const all = path.map((part) => upperFirst(methodName(part).replace(/_+$/, ""))).join("");
      const name = clipped(upperFirst(all), JSON.stringify(path), 60);
      return reservedTypes.has(stem(name)) || made.test(name) ? `${name}_` : name;
    },
    packageName(slug) {
      const name = slug.replaceAll("-", "_");
      const legal = /^[a-z_]/.test(name) ? name : `_${name}`;
      return `gabarit.${reservedWords.has(stem(legal)) ? `${legal}_` : legal}`;
    },
  };
}

/** The constant of an enum that stands for a value of the wire. */
export function constantName(value: string | number | boolean): string {
  const text =
    typeof value === "number"
      ? String(value).replace(/^-/, "MINUS_").replace("e-", "EMINUS").replace(/[.+-]/g, "_")
      : wordsOf(String(value)).join("_");
  const upper = text.toUpperCase();
  const named = upper === "" ? `V_${hashOf(String(value))}` : /^\p{Nd}/u.test(upper) ? `V${upper}` : upper;
  return clipped(legalised(named), String(value), 60);
}
