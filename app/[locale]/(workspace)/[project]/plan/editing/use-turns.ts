"use client";

import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { failureOf } from "../../../../../_access/answered-action.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { holdBack } from "./hold-back.ts";

/** Saving, one after the other. */
export interface Turns {
  readonly pending: boolean;
  readonly inTurn: (act: () => Promise<boolean>) => Promise<boolean>;
  /**
   * Asks until there is an answer: where the server cannot be reached the question waits, and so do all after it, until one
   * asks again. Undefined when it was given up, or when the server was reached and failed, which is said.
   */
  readonly reach: <T>(ask: () => Promise<T>) => Promise<T | undefined>;
  /** True while a save waits for the server to be reached, be it one of a page that was left. */
  readonly unsent: boolean;
  readonly retry: () => void;
  readonly giveUp: () => void;
}

/** A save that waits for the server to be reached, or is asked for again. */
interface Waiting {
  wake: (again: boolean) => void;
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
function toldToAsk(mine: Waiting): Promise<boolean> {
  return new Promise((resolve) => {
    mine.wake = resolve;
    if (!waiting.includes(mine)) setWaiting([...waiting, mine]);
  });
}

export function useTurns(): Turns {
  const t = useText("shell");
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [pending, setPending] = useState(0);
  const unsent = useSyncExternalStore(
    watchWaiting,
    () => waiting.length > 0,
    () => false,
  );
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
      const mine: Waiting = { wake: () => undefined };
      try {
        for (;;) {
          try {
            return await ask();
          } catch (error) {
            const failure = failureOf(error);
            if (failure !== "unreachable") {
              toast({ text: t(`form.${failure}`), tone: "danger" });
              return undefined;
            }
          }
          if (!(await toldToAsk(mine))) return undefined;
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
