"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CommitAnswer } from "../view.ts";
import type { Within } from "./editing-context.tsx";

/** Which revision of the plan an edit is made on. */
interface Base {
  /** Says that everything of a revision is shown now. */
  readonly shown: (revision: number) => void;
  readonly begin: () => Within;
  /** The base of an edit that is made at this moment. */
  readonly baseNow: () => number;
  /** The latest revision that holds nothing but a base and one's own saves on top of it. */
  readonly madeOn: (base: number) => number;
  /** Notes what a save made, and what it was made on where that is of use. */
  readonly note: (answer: CommitAnswer & { readonly ok: true }, at?: number) => void;
  /** Revisions after `at` that this window made: what they changed is no news to it. */
  readonly ownSince: (at: number) => readonly number[];
}

/**
 * An edit is made on what was shown when it was made, also when it is sent much later. What somebody else saved in between is
 * then told by the server and never overwritten unseen.
 */
export function useBase(revision: number): Base {
  const latest = useRef(revision);
  /** From the revision one of our saves was made on to the one it made, where nobody else's came between. */
  const alone = useRef(new Map<number, number>());
  const own = useRef<readonly number[]>([]);
  const begun = useRef<number>(undefined);
  const shown = useCallback((next: number) => {
    latest.current = Math.max(latest.current, next);
  }, []);
  useEffect(() => shown(revision), [shown, revision]);
  const baseNow = useCallback(() => begun.current ?? latest.current, []);
  const begin = useCallback((): Within => {
    const at = latest.current;
    return (act) => {
      begun.current = at;
      try {
        return act();
      } finally {
        begun.current = undefined;
      }
    };
  }, []);
  const madeOn = useCallback((base: number) => {
    let at = base;
    for (let next = alone.current.get(at); next !== undefined; next = alone.current.get(at)) at = next;
    return at;
  }, []);
  const note = useCallback<Base["note"]>(({ whole, revision: reached, made }, at) => {
    if (at !== undefined && !whole && reached > at) alone.current.set(at, reached);
    if (made !== undefined) own.current = [...own.current, made];
  }, []);
  const ownSince = useCallback((at: number) => own.current.filter((made) => made > at), []);
  return { shown, begin, baseNow, madeOn, note, ownSince };
}
