/**
 * Names in Java. Each depends on its own text, and on whether another beside it would be the same: then every one of them gets
 * the hash of its own text, so that no name ever passes from one thing to another.
 */

import { wordsOf } from "../../lib/plan/names.ts";
import { clipped, hashOf } from "../model/distinct-names.ts";

/** Keywords, and what every object of Java already has. */
const WORDS =
  "_ abstract assert boolean break byte case catch char class const continue default do double else enum exports extends " +
  "false final finally float for goto if implements import instanceof int interface long module native new non null open " +
  "opens package permits private protected provides public record requires return sealed short static strictfp super " +
  "switch synchronized this throw throws to transient transitive true try uses var void volatile when while with yield " +
  "build builder clone equals finalize getClass hashCode notify notifyAll toString wait wire values valueOf ordinal";

/** Types that generated files name, that their readers would take for the language's own, or that Windows refuses as files. */
const TYPES =
  "Boolean Builder CallOptions Character Class Consent ConsentPurpose Deprecated Double Dropped Enum Error Event Exception " +
  "Float GroupTraits Integer Iterable List Literal Long Map Meta Number Object OnViolation Optional Override Payload " +
  "Purposes Record Recorder Runtime Set Short String Supplier SuperProperties SuperValues SuppressWarnings System Thread " +
  "Throwable Tracker UserTraits Values Violation ViolationException Void WireValue java javax gabarit " +
  "aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

function stem(name: string): string {
  return name.replace(/_+$/, "").toLowerCase();
}

const RESERVED_WORDS: ReadonlySet<string> = new Set(WORDS.split(" ").map(stem));
const RESERVED_TYPES: ReadonlySet<string> = new Set([...WORDS.split(" "), ...TYPES.split(" ")].map(stem));

/** Where the letters of Java 17 are not those of today's Unicode, as first and last of each run. */
const NOT_IN_JAVA: readonly (readonly [number, number])[] = [
  [0x0870, 0x0887],
  [0x0889, 0x089f],
  [0x08b5, 0x08b5],
  [0x08c8, 0x08d2],
  [0x0c3c, 0x0c3c],
  [0x0c5c, 0x0c5d],
  [0x0cdc, 0x0cdc],
  [0x0cf3, 0x0cf3],
  [0x0ece, 0x0ece],
  [0x170d, 0x170d],
  [0x1715, 0x1715],
  [0x171f, 0x171f],
  [0x180f, 0x180f],
  [0x1ac1, 0x1aeb],
  [0x1b4c, 0x1b4c],
  [0x1c89, 0x1c8a],
  [0x1dfa, 0x1dfa],
  [0x2c2f, 0x2c2f],
  [0x2c5f, 0x2c5f],
  [0x9ffd, 0x9fff],
  [0xa7c0, 0xa7c1],
  [0xa7cb, 0xa7dc],
  [0xa7f1, 0xa7f4],
];
const START = /^[A-Za-z_\p{L}\p{Nl}]$/u;
const PART = /^[A-Za-z0-9_\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}]$/u;

function isPart(character: string, pattern = PART): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    code <= 0xffff && pattern.test(character) && !NOT_IN_JAVA.some(([first, last]) => first <= code && code <= last)
  );
}

/** Characters that Java cannot take become their code point in hexadecimal. */
function legalised(text: string): string {
  const name = [...text]
    .map((character) => (isPart(character) ? character : `u${(character.codePointAt(0) ?? 0).toString(16)}`))
    .join("");
  return isPart([...name][0] ?? "", START) ? name : `_${name}`;
}

function upperFirst(name: string): string {
  const first = name.charAt(0);
  const upper = first.toUpperCase();
  return upper.length === 1 && isPart(upper, START) && upper.toLowerCase() === first ? upper + name.slice(1) : name;
}

/** The class of an event, from its stored identifier. */
export function eventClassName(identifier: string): string {
  const name = clipped(upperFirst(legalised(identifier.normalize("NFC"))), identifier, 80);
  return RESERVED_TYPES.has(stem(name)) ? `${name}_` : name;
}

function camelCase(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? word : upperFirst(word))).join("");
}

/** What a key of the wire is called as a method. */
export function methodName(key: string): string {
  const words = camelCase(wordsOf(key));
  const named = words === "" ? `p${hashOf(key)}` : /^\p{Nd}/u.test(words) ? `p${words}` : words;
  const name = clipped(legalised(named), key, 60);
  return RESERVED_WORDS.has(stem(name)) ? `${name}_` : name;
}

/** A nested type, named by the path to it. `Needs...` are the steps of builders. */
export function nestedName(path: readonly string[]): string {
  const words = path.map((part) => upperFirst(methodName(part).replace(/_+$/, ""))).join("");
  const name = clipped(upperFirst(words), JSON.stringify(path), 60);
  return RESERVED_TYPES.has(stem(name)) || /^needs/i.test(name) ? `${name}_` : name;
}

/** The step of a builder at which a property must be given. */
export function stepName(method: string): string {
  return `Needs${upperFirst(method)}`;
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

/** The package of a plan's SDK: a slug holds lower-case letters, digits and hyphens. */
export function packageName(slug: string): string {
  const name = slug.replaceAll("-", "_");
  const legal = /^[a-z_]/.test(name) ? name : `_${name}`;
  return `gabarit.${RESERVED_WORDS.has(stem(legal)) ? `${legal}_` : legal}`;
}
