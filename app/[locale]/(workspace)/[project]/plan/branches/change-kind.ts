/** What happened to an object as a whole, from the changes that concern it. */

import type { Change } from "../../../../../../lib/plan/diff.ts";

export const HAPPENINGS = ["removed", "renamed", "changed", "added", "moved"] as const;
export type Happening = (typeof HAPPENINGS)[number];

function happeningOf(changes: readonly Change[]): Happening {
  const whole = changes.filter(({ kind, objectId, path }) => path === `${kind}/${objectId}`);
  if (whole.some(({ code }) => code.endsWith("_added"))) return "added";
  if (whole.some(({ code }) => code.endsWith("_removed"))) return "removed";
  if (changes.some(({ code, propertyId }) => code.includes("renamed") && propertyId === undefined)) return "renamed";
  return changes.every(({ code }) => code === "order_changed") ? "moved" : "changed";
}

/** The changes of each kind of happening, whole objects together, in the order they are read. */
export function byHappening(changes: readonly Change[]): readonly (readonly [Happening, readonly Change[]])[] {
  const objects = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.kind}/${change.objectId}`;
    objects.set(key, [...(objects.get(key) ?? []), change]);
  }
  const found = new Map<Happening, Change[]>();
  for (const own of objects.values()) {
    const happening = happeningOf(own);
    found.set(happening, [...(found.get(happening) ?? []), ...own]);
  }
  return HAPPENINGS.flatMap((happening) => {
    const own = found.get(happening);
    return own === undefined ? [] : [[happening, own] as const];
  });
}
