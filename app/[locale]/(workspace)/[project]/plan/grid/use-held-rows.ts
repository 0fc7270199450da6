"use client";

import { useMemo, useRef } from "react";
import type { EventRow } from "./event-row.ts";

interface Held {
  readonly order: string;
  readonly ids: readonly string[];
}

/**
 * The rows in the order they had when holding began, each as it is now: under an open editor and under selected cells nothing
 * moves, comes or goes because of what somebody else saved. A row that is gone stands there as it was last seen. Asking for
 * another order (`order` names it) lets go at once, and so does adding or removing something oneself.
 */
export function useHeldRows(
  shown: readonly EventRow[],
  all: readonly EventRow[],
  order: string,
  hold: boolean,
): readonly EventRow[] {
  const held = useRef<Held>(undefined);
  const seen = useRef<ReadonlyMap<string, EventRow>>(new Map());
  return useMemo(() => {
    if (!hold) {
      held.current = undefined;
      seen.current = new Map(shown.map((row) => [row.id, row]));
      return shown;
    }
    if (held.current?.order !== order) held.current = { order, ids: shown.map(({ id }) => id) };
    const now = new Map(all.map((row) => [row.id, row]));
    const rows = held.current.ids.flatMap((id) => now.get(id) ?? seen.current.get(id) ?? []);
    seen.current = new Map(rows.map((row) => [row.id, row]));
    return rows;
  }, [shown, all, order, hold]);
}
