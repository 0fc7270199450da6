"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ShownFinding } from "../editing/editing-context.tsx";
import type { BranchView, FindingsAction } from "../view.ts";
import { type EventRow, NO_FINDINGS } from "./event-row.ts";

/** After what one looks at has changed. */
const LOOK_MS = 100;
/** After a save: longer than between two cells that are typed one after the other, the second of which would wait for the rules. */
const SAVE_MS = 400;
const NONE: readonly ShownFinding[] = [];

/**
 * Findings of the grid's events, loaded beside the page: a large plan is shown, and a save is answered, before the rules have
 * gone through it.
 */
export function useEventFindings(props: {
  view: BranchView;
  load: FindingsAction;
  /** The event whose panel is open. */
  focus: string | undefined;
  /** Those of the one it is open on at first, where they came with the page. */
  found: readonly ShownFinding[] | undefined;
  onCounts: (change: (rows: readonly EventRow[]) => readonly EventRow[]) => void;
}): { readonly focus: readonly ShownFinding[]; readonly refresh: (ids: readonly string[]) => void } {
  const { view, load, focus, found, onCounts } = props;
  const { slug, branch } = view;
  const [shown, setShown] = useState<
    { readonly event: string; readonly findings: readonly ShownFinding[] } | undefined
  >(() => (focus && found ? { event: focus, findings: found } : undefined));
  const due = useRef<{ timer: ReturnType<typeof setTimeout>; ids: Set<string> | undefined } | undefined>(undefined);
  const last = useRef(0);

  const ask = useCallback(
    (ids: readonly string[] | undefined, pause: number) => {
      // Of several saves in a row only one asks, for all that they touched; "all events" swallows the rest.
      const before = due.current;
      if (before) clearTimeout(before.timer);
      const merged =
        ids === undefined || (before && before.ids === undefined)
          ? undefined
          : new Set([...(before?.ids ?? []), ...ids]);
      const timer = setTimeout(async () => {
        due.current = undefined;
        const turn = ++last.current;
        const answer = await load(slug, branch, merged && [...merged], focus).catch(() => undefined);
        if (!answer) return;
        if (focus && turn === last.current) setShown({ event: focus, findings: answer.focus });
        onCounts((rows) =>
          rows.map((row) => {
            const asked = merged === undefined || merged.has(row.id);
            return asked ? { ...row, findings: answer.counts[row.id] ?? NO_FINDINGS } : row;
          }),
        );
      }, pause);
      due.current = { timer, ids: merged };
    },
    [load, slug, branch, focus, onCounts],
  );
  const current = useRef(ask);
  current.current = ask;
  useEffect(() => {
    current.current(undefined, LOOK_MS);
    return () => clearTimeout(due.current?.timer);
  }, []);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (focus) current.current([focus], LOOK_MS);
  }, [focus]);
  const refresh = useCallback((ids: readonly string[]) => current.current(ids, SAVE_MS), []);
  return { focus: shown && shown.event === focus ? shown.findings : NONE, refresh };
}
