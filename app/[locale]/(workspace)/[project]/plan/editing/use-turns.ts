"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

/** Saving, one after the other. */
export interface Turns {
  readonly pending: boolean;
  readonly inTurn: (act: () => Promise<boolean>) => Promise<boolean>;
  /**
   * Asks until there is an answer: where the server cannot be reached the question waits, and so do all after it, until one
   * asks again. Undefined when it was given up.
   */
  readonly reach: <T>(ask: () => Promise<T>) => Promise<T | undefined>;
  /** True while a save waits for the server to be reached. */
  readonly unsent: boolean;
  readonly retry: () => void;
  readonly giveUp: () => void;
}

/** Asks before the page is left while something is not saved. */
function useLeaveGuard(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsent]);
}

export function useTurns(): Turns {
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [pending, setPending] = useState(0);
  const [unsent, setUnsent] = useState(false);
  const wake = useRef<(again: boolean) => void>(undefined);
  const inTurn = useCallback((act: () => Promise<boolean>): Promise<boolean> => {
    const run = async () => {
      setPending((count) => count + 1);
      try {
        return await act();
      } finally {
        setPending((count) => count - 1);
      }
    };
    const next = queue.current.then(run, run);
    queue.current = next;
    return next;
  }, []);
  const reach = useCallback(async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      try {
        const answer = await ask();
        setUnsent(false);
        return answer;
      } catch {
        setUnsent(true);
        const again = await new Promise<boolean>((resolve) => {
          wake.current = resolve;
        });
        wake.current = undefined;
        if (again) continue;
        setUnsent(false);
        return undefined;
      }
    }
  }, []);
  const retry = useCallback(() => wake.current?.(true), []);
  const giveUp = useCallback(() => wake.current?.(false), []);
  useEffect(() => {
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [retry]);
  useLeaveGuard(unsent);
  return useMemo(
    () => ({ pending: pending > 0, inTurn, reach, unsent, retry, giveUp }),
    [pending, inTurn, reach, unsent, retry, giveUp],
  );
}
