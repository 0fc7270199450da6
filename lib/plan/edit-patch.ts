/**
 * Patches of named fields: a field that is absent stays as it is, `null` clears it. Texts are patched per language and sets
 * per element (`{add, remove}`), so that two people who change different parts of one object never collide.
 */

import { z } from "zod";
import { pathSegment } from "./edit-path.ts";
import { sameValue } from "./edit-same.ts";
import { localizedTextSchema } from "./schema.ts";

const text = localizedTextSchema.shape.en.unwrap();

/** `{ fr: "..." }` writes one language and leaves the other; `{ fr: null }` or an empty text removes it. */
export const textPatchSchema = z.strictObject({ en: text.nullable().optional(), fr: text.nullable().optional() });

/** A whole list, or elements to add at the end and to remove. */
export function setPatchSchema<T extends z.ZodType<string>>(element: T) {
  return z
    .union([
      z.array(element),
      z.strictObject({ add: z.array(element).optional(), remove: z.array(element).optional() }),
    ])
    .optional();
}

export interface PatchShape {
  readonly texts?: readonly string[];
  readonly sets?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

function patchedText(current: unknown, patch: Fields): Fields {
  const next: Record<string, unknown> = { ...(current as Fields | undefined) };
  for (const [language, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null || value === "") delete next[language];
    else next[language] = value;
  }
  return next;
}

interface SetChange {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

function patchedSet(current: unknown, patch: readonly string[] | SetChange): readonly string[] {
  const list = (current as readonly string[] | undefined) ?? [];
  if (Array.isArray(patch)) return patch as readonly string[];
  const { add = [], remove = [] } = patch as SetChange;
  const gone = new Set(remove.filter((value) => !add.includes(value)));
  const kept = list.filter((value) => !gone.has(value));
  return [...kept, ...add.filter((value, index) => !kept.includes(value) && add.indexOf(value) === index)];
}

/** The object with its patch applied; the same reference when nothing differs. */
export function patched<T extends object>(object: T, changes: object, shape: PatchShape): T {
  const next = { ...object } as Record<string, unknown>;
  let differs = false;
  for (const [field, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = next[field];
    if (value === null) {
      if (before === undefined) continue;
      delete next[field];
      differs = true;
      continue;
    }
    const after = shape.texts?.includes(field)
      ? patchedText(before, value as Fields)
      : shape.sets?.includes(field)
        ? patchedSet(before, value as readonly string[] | SetChange)
        : value;
    if (sameValue(before, after)) continue;
    next[field] = after;
    differs = true;
  }
  return differs ? (next as T) : object;
}

/** The field paths a patch touches, below the path of its object. */
export function patchPaths(path: string, changes: object, shape: PatchShape): string[] {
  return Object.entries(changes).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const own = `${path}/${field}`;
    if (value !== null && shape.texts?.includes(field)) {
      return Object.entries(value as Fields).flatMap(([language, item]) =>
        item === undefined ? [] : [`${own}.${language}`],
      );
    }
    if (value === null || !shape.sets?.includes(field) || Array.isArray(value)) return [own];
    const { add = [], remove = [] } = value as SetChange;
    return [...add, ...remove].map((element) => `${own}/${pathSegment(element)}`);
  });
}
