/** What an event may contain, and what a body must not be nested like to be parsed at all. */

/** Levels inside one event; a deeper event is violating (`too_deep`) and never reaches a validator. */
export const MAX_EVENT_DEPTH = 32;
/** Items of one array or keys of one object inside an event. */
export const MAX_CONTAINER_SIZE = 10_000;
/** A body up to this size is parsed unseen: however it is nested, that takes a few milliseconds. */
export const SMALL_BODY_BYTES = 128 * 1024;
/** Levels of a larger body: one that is nested deeper is not parsed. */
export const MAX_BODY_DEPTH = 512;

const QUOTE = 34;
const BACKSLASH = 92;
/** Byte classes: 1 opens, 2 closes, 3 quote. */
const CLASSES = new Uint8Array(256);
CLASSES[123] = 1;
CLASSES[91] = 1;
CLASSES[125] = 2;
CLASSES[93] = 2;
CLASSES[QUOTE] = 3;

function endOfString(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) return at;
  }
  return at;
}

/**
 * True when JSON text nests deeper than `limit` arrays and objects; exact for well-formed text, and for the rest never
 * below what a parser would build before it fails.
 */
export function isNestedBeyond(bytes: Uint8Array, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const kind = CLASSES[bytes[at] as number];
    if (kind === 0) continue;
    if (kind === 3) at = endOfString(bytes, at + 1);
    else if (kind === 2) depth--;
    else if (++depth > limit) return true;
  }
  return false;
}

/** True when a body must not be parsed. */
export function isBottomless(bytes: Uint8Array): boolean {
  return bytes.length > SMALL_BODY_BYTES && isNestedBeyond(bytes, MAX_BODY_DEPTH);
}

/** What a quick look at a parsed event finds. */
export const BREAKS_LIMITS = 1;
/** A number so large that the text may have held an integer which parsing changed. */
export const HOLDS_LARGE_NUMBERS = 2;

function lookAt(item: unknown, levels: number): number {
  if (typeof item === "object") return item === null ? 0 : lookInto(item, levels);
  if (typeof item !== "number") return 0;
  return item > Number.MAX_SAFE_INTEGER || item < Number.MIN_SAFE_INTEGER ? HOLDS_LARGE_NUMBERS : 0;
}

function lookInto(value: object, levels: number): number {
  if (levels === 0) return BREAKS_LIMITS;
  let found = 0;
  if (Array.isArray(value)) {
    if (value.length > MAX_CONTAINER_SIZE) return BREAKS_LIMITS;
    for (let index = 0; index < value.length; index++) found |= lookAt(value[index], levels - 1);
    return found;
  }
  let count = 0;
  // A parsed value has own members only; for-in is what engines have made fast.
  for (const key in value) {
    if (++count > MAX_CONTAINER_SIZE) return BREAKS_LIMITS;
    found |= lookAt((value as Record<string, unknown>)[key], levels - 1);
  }
  return found;
}

/** One pass over an event as parsed: `BREAKS_LIMITS` and `HOLDS_LARGE_NUMBERS`, added up. */
export function quickLook(event: unknown): number {
  return typeof event === "object" && event !== null ? lookInto(event, MAX_EVENT_DEPTH) : 0;
}

export type LimitBreach = { readonly kind: "depth" | "width"; readonly path: string };

/** The first place of a parsed value that is nested too deep or too large, without recursion. `undefined` when none is. */
export function findLimitBreach(value: unknown, maxDepth: number): LimitBreach | undefined {
  const stack: { value: object; path: string; depth: number }[] = [];
  const visit = (child: unknown, path: string, depth: number): LimitBreach | undefined => {
    if (typeof child !== "object" || child === null) return undefined;
    if (depth > maxDepth) return { kind: "depth", path };
    stack.push({ value: child, path, depth });
    return undefined;
  };
  const first = visit(value, "", 1);
  if (first !== undefined) return first;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const keys = Object.keys(next.value);
    if (keys.length > MAX_CONTAINER_SIZE) return { kind: "width", path: next.path };
    for (const key of keys) {
      const child = (next.value as Record<string, unknown>)[key];
      if (typeof child !== "object" || child === null) continue;
      const breach = visit(child, `${next.path}/${escapePointer(key)}`, next.depth + 1);
      if (breach !== undefined) return breach;
    }
  }
  return undefined;
}

/** One segment of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

export function pointerSegments(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
