/** Undoing a removal: what was taken away comes back, and what was typed since stays. */

import { sameValue } from "../../../../../../lib/plan/edit-same.ts";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const keyOf = (item: unknown) => (isFields(item) && "id" in item ? item.id : item);

function listBack(before: readonly unknown[], after: readonly unknown[], at: readonly unknown[]): readonly unknown[] {
  const find = (list: readonly unknown[], key: unknown) => list.findIndex((item) => keyOf(item) === key);
  const list = at.map((item) => {
    const [was, is] = [find(before, keyOf(item)), find(after, keyOf(item))];
    return was < 0 || is < 0 ? item : back(before[was], after[is], item);
  });
  for (const [index, item] of before.entries()) {
    const key = keyOf(item);
    if (find(after, key) >= 0 || find(list, key) >= 0) continue;
    const above = before.slice(0, index).findLast((one) => find(list, keyOf(one)) >= 0);
    list.splice(above === undefined ? 0 : find(list, keyOf(above)) + 1, 0, item);
  }
  return list;
}

function back(before: unknown, after: unknown, at: unknown): unknown {
  if (sameValue(before, after)) return at;
  if (Array.isArray(before) && Array.isArray(after) && Array.isArray(at)) return listBack(before, after, at);
  if (!isFields(before) || !isFields(after) || !isFields(at)) return sameValue(after, at) ? before : at;
  const keys = Object.keys(before).map((key) => [key, back(before[key], after[key], at[key])]);
  return { ...at, ...Object.fromEntries(keys.filter(([, value]) => value !== undefined)) };
}

/** Puts what `before` has and `after` has not back into the workshop as it is now. */
export function putBack(before: Workshop, after: Workshop): (at: Workshop) => Workshop {
  return (at) => back(before, after, at) as Workshop;
}
