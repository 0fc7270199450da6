"use client";

import { useEffect, useRef, useState } from "react";

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * What a control shows: at once what was chosen, and what is stored again when that was refused. For choices; what is typed
 * is kept by `useDraft`. `save` answers with a promise of false when it was refused. Who chooses again before a choice is
 * stored does so on top of it: an earlier choice that is stored meanwhile overtakes nothing.
 */
export function useAhead<T>(stored: T, save: (next: T) => unknown): readonly [T, (next: T) => void] {
  /** In the order they were made. */
  const [chosen, setChosen] = useState<readonly T[]>([]);
  const underway = useRef(0);
  const latest = useRef(stored);
  useEffect(() => {
    latest.current = stored;
    const isEarlier = (list: readonly T[]) =>
      !same(list.at(-1), stored) && list.slice(0, -1).some((one) => same(one, stored));
    setChosen((list) => (underway.current > 0 || isEarlier(list) ? list : []));
  }, [stored]);
  return [
    chosen.length > 0 ? (chosen.at(-1) as T) : stored,
    (next) => {
      setChosen((list) => [...list, next]);
      underway.current += 1;
      const settle = (kept: unknown) => {
        underway.current -= 1;
        const over = kept === false || (underway.current === 0 && same(latest.current, next));
        if (over) setChosen([]);
      };
      void Promise.resolve(save(next)).then(settle, () => settle(false));
    },
  ];
}
