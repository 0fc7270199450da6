/** What no store keeps: PostgreSQL takes neither U+0000 nor half a surrogate pair, and nothing here is nested without end. */

import type { FieldError } from "./error.ts";

const DEPTH_MAX = 500;

const TEXT = {
  en: "The text must hold neither the null character (U+0000) nor half a surrogate pair.",
  fr: "Le texte ne doit contenir ni le caractère nul (U+0000) ni une moitié de paire de substitution.",
};
const DEPTH = {
  en: `This is nested more than ${DEPTH_MAX} levels deep.`,
  fr: `Ceci est imbriqué sur plus de ${DEPTH_MAX} niveaux.`,
};

/** A value and the way to it, told from the inside out: a list of its own for each would take quadratic time. */
interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string;
  readonly outer: Place | undefined;
}

function pointerTo(place: Place): string {
  const keys: string[] = [];
  for (let at: Place = place; at.outer !== undefined; at = at.outer) keys.push(at.key);
  return keys
    .reverse()
    .map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

function isBad(text: string): boolean {
  return text.includes("\0") || /\p{Cs}/u.test(text);
}

/** The text without what no store takes. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\ufffd");
}

/** A JSON value whose texts and names of fields a store takes; not for what may be nested without end. */
export function storableValue(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(storableValue);
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [storableText(key), storableValue(inside)]));
}

/** At most so many characters (UTF-16 units) of the beginning of a text, with no character cut in two. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return text.slice(0, half ? most - 1 : most);
}

/** The first thing inside that cannot be kept, a text or the name of a field, with the JSON pointer to it. */
export function unstorableIn(root: unknown): FieldError | undefined {
  const waiting: Place[] = [{ value: root, depth: 0, key: "", outer: undefined }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, depth } = place;
    if (typeof value === "string" && isBad(value)) return { path: pointerTo(place), ...TEXT };
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) continue;
    if (depth === DEPTH_MAX) return { path: "", ...DEPTH };
    for (const [key, inside] of Object.entries(value)) {
      const inner = { value: inside, depth: depth + 1, key: storableText(key), outer: place };
      if (isBad(key)) return { path: pointerTo(inner), ...TEXT };
      waiting.push(inner);
    }
  }
  return undefined;
}
