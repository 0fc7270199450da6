"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CommitAnswer } from "../view.ts";
import type { Within } from "./editing-context.tsx";

/** An edit under way. */
interface Begun {
  /** The revision that was shown at its beginning. */
  readonly at: number;
  /** Somebody else's change was told in its place. */
  late: boolean;
}

/** Which revision of the plan an edit is made on. */
interface Base {
  /** Says that everything of a revision is shown now. */
  readonly shown: (revision: number) => void;
  readonly begin: () => Within;
  /** The edit that is made at this moment. */
  readonly begunNow: () => Begun;
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
  const begun = useRef<Begun>(undefined);
  const shown = useCallback((next: number) => {
    latest.current = Math.max(latest.current, next);
  }, []);
  useEffect(() => shown(revision), [shown, revision]);
  const begunNow = useCallback(() => begun.current ?? { at: latest.current, late: false }, []);
  const begin = useCallback((): Within => {
    const edit: Begun = { at: latest.current, late: false };
    const within = <T>(act: () => T): T => {
      begun.current = edit;
      try {
        return act();
      } finally {
        begun.current = undefined;
      }
    };
    return Object.assign(within, { late: () => edit.late });
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
  return { shown, begin, begunNow, madeOn, note, ownSince };
}
