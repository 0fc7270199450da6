"use client";

import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { failureOf } from "../../../../../_access/answered-action.ts";
import type { FormFailure } from "../../../../../_access/form.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { holdBack } from "./hold-back.ts";

/** What a save can wait for: the server, or that one has signed in again. */
export type Obstacle = "unreachable" | "signedOut";

/** Saving, one after the other. */
export interface Turns {
  readonly pending: boolean;
  readonly inTurn: (act: () => Promise<boolean>) => Promise<boolean>;
  /**
   * Asks until there is an answer: where the server cannot be reached, or one is signed out, the question waits, and so do all
   * after it, until one asks again. Undefined when it was given up, or when the server was reached and failed, which is said.
   */
  readonly reach: <T>(ask: () => Promise<T>) => Promise<T | undefined>;
  /** Why a save waits, be it one of a page that was left. */
  readonly unsent: Obstacle | undefined;
  readonly retry: () => void;
  readonly giveUp: () => void;
}

/** A save that waits until it is asked for again. */
interface Waiting {
  wake: (again: boolean) => void;
  obstacle: Obstacle;
}

/** Kept above the pages: a save goes on waiting when its page is left for another of the application. */
let waiting: readonly Waiting[] = [];
const watchers = new Set<() => void>();

function watchWaiting(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function retry(): void {
  for (const { wake } of waiting) wake(true);
}

function giveUp(): void {
  waiting[0]?.wake(false);
}

function setWaiting(next: typeof waiting): void {
  waiting = next;
  // Listening twice is listening once.
  if (next.length > 0) window.addEventListener("online", retry);
  else window.removeEventListener("online", retry);
  for (const watcher of watchers) watcher();
}

/** Answers with true when one is to ask again. */
function toldToAsk(mine: Waiting, obstacle: Obstacle): Promise<boolean> {
  return new Promise((resolve) => {
    mine.wake = resolve;
    mine.obstacle = obstacle;
    setWaiting(waiting.includes(mine) ? [...waiting] : [...waiting, mine]);
  });
}

/** Of the first: the others wait for it. */
function obstacle(): Obstacle | undefined {
  return waiting[0]?.obstacle;
}

export function useTurns(): Turns {
  const t = useText("shell");
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [pending, setPending] = useState(0);
  const unsent = useSyncExternalStore(watchWaiting, obstacle, () => undefined);
  const inTurn = useCallback((act: () => Promise<boolean>): Promise<boolean> => {
    const letGo = holdBack();
    const run = async () => {
      setPending((count) => count + 1);
      try {
        return await act();
      } finally {
        letGo();
        setPending((count) => count - 1);
      }
    };
    const next = queue.current.then(run, run);
    queue.current = next;
    return next;
  }, []);
  const reach = useCallback(
    async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
      const mine: Waiting = { wake: () => undefined, obstacle: "unreachable" };
      try {
        for (;;) {
          let failure: FormFailure;
          try {
            return await ask();
          } catch (error) {
            failure = failureOf(error);
          }
          if (failure === "failed" || failure === "outdated") {
            toast({ text: t(`form.${failure}`), tone: "danger" });
            return undefined;
          }
          if (!(await toldToAsk(mine, failure))) return undefined;
        }
      } finally {
        if (waiting.includes(mine)) setWaiting(waiting.filter((one) => one !== mine));
      }
    },
    [t],
  );
  return useMemo(
    () => ({ pending: pending > 0, inTurn, reach, unsent, retry, giveUp }),
    [pending, inTurn, reach, unsent],
  );
}
