/** What a body may contain, checked on its bytes before it is parsed: nesting and the size of one container. */

/** Levels inside one event; a deeper event is violating (`too_deep`) and never reaches a validator. */
export const MAX_EVENT_DEPTH = 32;
/** Items of one array or keys of one object inside an event. */
export const MAX_CONTAINER_SIZE = 10_000;
/** Levels of a whole body: a body nested deeper is not parsed at all. */
export const MAX_BODY_DEPTH = 512;

export interface JsonShape {
  /** Deepest nesting of arrays and objects; 1 for a flat object. */
  readonly depth: number;
  /** Most commas in one array or object at nesting 3 or deeper, plus one: the items of the largest container in an event. */
  readonly width: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
/** Byte classes: 1 opens, 2 closes, 3 quote, 4 comma. */
const CLASSES = new Uint8Array(256);
CLASSES[123] = 1;
CLASSES[91] = 1;
CLASSES[125] = 2;
CLASSES[93] = 2;
CLASSES[QUOTE] = 3;
CLASSES[COMMA] = 4;

/** Containers whose members are counted apart; deeper ones share the last counter, which only overstates their width. */
const COUNTED_LEVELS = 64;

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
 * Depth and width of JSON text, exact for well-formed text and never below the truth of what a parser would build before
 * it fails. `ignoredLevels`: nesting at which width is not counted (the envelope and its list of events).
 */
export function jsonShape(bytes: Uint8Array, ignoredLevels: number): JsonShape {
  const counts = new Uint32Array(COUNTED_LEVELS);
  let depth = 0;
  let deepest = 0;
  let width = 0;
  for (let at = 0; at < bytes.length; at++) {
    const kind = CLASSES[bytes[at] as number];
    if (kind === 0) continue;
    if (kind === 3) at = endOfString(bytes, at + 1);
    else if (kind === 4) {
      if (depth <= ignoredLevels) continue;
      const level = depth < COUNTED_LEVELS ? depth : COUNTED_LEVELS - 1;
      const count = (counts[level] as number) + 1;
      counts[level] = count;
      if (count >= width) width = count + 1;
    } else if (kind === 1) {
      depth++;
      if (depth < COUNTED_LEVELS) counts[depth] = 0;
      if (depth > deepest) {
        deepest = depth;
        if (depth > MAX_BODY_DEPTH) break;
      }
    } else depth--;
  }
  return { depth: deepest, width };
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
