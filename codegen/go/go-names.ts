/**
 * Names in Go, plain ASCII: an exported name has to begin with a capital, which most scripts do not have. `_` parts an event from
 * what belongs to it: no name of an event has a capital after one, and what belongs to it always begins with one.
 */

import { wordsOf } from "../../lib/plan/names.ts";
import { clipped, hashOf } from "../model/distinct-names.ts";

/** Methods that generated types have, that other code takes for those of an interface, or that `go vet` compares with one. */
const METHODS: ReadonlySet<string> = new Set(
  (
    "With GabaritEvent GabaritFields GabaritTraits GabaritValue String Error GoString As Is Unwrap Format GobDecode GobEncode " +
    "MarshalJSON MarshalText MarshalXML Peek ReadByte ReadFrom ReadRune Scan Seek UnmarshalJSON UnmarshalText UnmarshalXML " +
    "UnreadByte UnreadRune WriteByte WriteTo Lock Unlock"
  ).split(" "),
);

/** Words that Go writes in capitals throughout. */
const INITIALISMS: ReadonlySet<string> = new Set(
  (
    "acl api ascii cpu css dns eof guid html http https id ip json lhs qps ram rhs rpc sla smtp sql ssh tcp tls ttl udp ui uid " +
    "uuid uri url utf8 vm xml xmpp xsrf xss"
  ).split(" "),
);

/** Letters of European languages that are not a letter and its accent. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Without accents; other scripts stay as they are. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^\0-\x7f]/gu, (letter) => {
      const found = LETTERS[letter.toLowerCase()];
      if (found === undefined) return letter;
      return letter === letter.toLowerCase() ? found : found.charAt(0).toUpperCase() + found.slice(1);
    });
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An event's function, from its stored identifier; one that ASCII has no letters for is named by its hash. */
export function eventName(identifier: string): string {
  const text = plain(identifier.normalize("NFC"));
  if (!/^[A-Za-z]\w*$/.test(text)) return `Event_${hashOf(identifier)}`;
  const name = upperFirst(text).replace(/_[A-Z]/g, (found) => found.toLowerCase());
  return name.length <= 80 ? name : `${name.slice(0, 73)}_${hashOf(identifier)}`;
}

/** Capitalised words; `isWhole` is false where a letter has no form in ASCII, or nothing is left. */
function pascalCase(text: string): { readonly name: string; readonly isWhole: boolean } {
  const words = wordsOf(text).map(plain);
  const kept = words.map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const name = kept.map(goWord).join("");
  return { name, isWhole: name !== "" && words.every((word) => /^[A-Za-z0-9]+$/.test(word)) };
}

function goWord(word: string): string {
  if (INITIALISMS.has(word)) return word.toUpperCase();
  return word === "ids" ? "IDs" : upperFirst(word);
}

/** A name that begins with a capital, from texts of the plan. */
function nameOf(texts: readonly string[], source: string, prefix: string): string {
  const parts = texts.map(pascalCase);
  const joined = parts.map(({ name }) => name).join("");
  const legal = /^[A-Z]/.test(joined) ? joined : prefix + joined;
  if (parts.some(({ isWhole }) => !isWhole)) return `${legal.slice(0, 53)}_${hashOf(source)}`;
  return clipped(legal, source, 60);
}

/** What a key of the wire is called as a method; `...Null`, `...Func` and `Without...` stand beside methods. */
export function methodName(key: string): string {
  const name = nameOf([key], key, "P");
  return METHODS.has(name) || /(?:Null|Func)$|^Without/.test(name) ? `${name}_` : name;
}

/** What belongs to an event, named by the path to it. `Event` is its type, `Needs...` are the steps to it. */
export function nestedName(path: readonly string[]): string {
  const name = nameOf(path, JSON.stringify(path), "P");
  return name === "Event" || name.startsWith("Needs") ? `${name}_` : name;
}

/** The step at which a property must be given. */
export function stepName(method: string): string {
  return `Needs${method}`;
}

/** The constant that stands for a value of the wire. */
export function constantName(value: string | number | boolean): string {
  const source = JSON.stringify(value);
  // What is capitalised already stays as it is, so that it is found by its value.
  if (typeof value === "string" && /^[A-Z][A-Za-z0-9]{0,59}$/.test(value)) return value;
  if (typeof value !== "number") return nameOf([String(value)], source, "V");
  return `V${String(value).replaceAll("-", "Minus").replace("+", "").replace(".", "_")}`.replace(/^VMinus/, "Minus");
}

/** Names that mean something else to Go than the package of a plan, which would hide it. */
const PACKAGES: ReadonlySet<string> = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return " +
    "select struct switch type var any append bool byte cap clear close comparable complex complex64 complex128 copy delete error " +
    "false float32 float64 imag int int8 int16 int32 int64 iota len make max min new nil panic print println real recover rune " +
    "string true uint uint8 uint16 uint32 uint64 uintptr main init documentation bytes context errors events fmt groups http io " +
    "json log math rand reflect regexp sort strconv strings sync testing time url utf8 wire vendor internal tracker ctx"
  ).split(" "),
);

/** The package of a plan's SDK: a slug holds lower-case letters, digits and hyphens. */
export function packageName(slug: string): string {
  const name = slug.replaceAll("-", "");
  return !/^[a-z]/.test(name) || PACKAGES.has(name) ? `plan${name}` : name;
}

/**
 * Paths that Go keeps to itself, takes for a version, or refuses because Windows has no such folder; and those that would be
 * called as one of them is instead.
 */
const PATHS = /^(?:plan-)*(?:internal|vendor|v\d+|aux|con|nul|prn|com\d|lpt\d)$/;

/** Nobody serves this path: an application says where the folder is. */
export function modulePath(slug: string): string {
  return `gabarit.local/${PATHS.test(slug) ? `plan-${slug}` : slug}`;
}
