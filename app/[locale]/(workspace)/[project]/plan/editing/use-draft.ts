"use client";

import { useEffect, useRef, useState } from "react";
import { usePlanEditing } from "./editing-context.tsx";

export interface Draft<T> {
  readonly value: T;
  readonly change: (value: T) => void;
  /** Hands the value on when it differs from what is stored. */
  readonly keep: () => void;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * What is being typed, beside what is stored. A change from outside shows at once unless the field holds something not yet
 * saved: what was typed is never lost.
 */
export function useDraft<T>(stored: T, commit: (value: T) => void, onTyping?: (value: T) => void): Draft<T> {
  const { begin } = usePlanEditing();
  const begun = useRef<ReturnType<typeof begin>>(undefined);
  const [value, setValue] = useState(stored);
  const known = useRef(stored);
  const sent = useRef(stored);
  useEffect(() => {
    if (same(known.current, stored)) return;
    setValue((current) => (same(current, known.current) || same(current, sent.current) ? stored : current));
    known.current = stored;
    sent.current = stored;
  }, [stored]);
  return {
    value,
    change: (next) => {
      begun.current = same(next, stored) ? undefined : (begun.current ?? begin());
      setValue(next);
      onTyping?.(next);
    },
    keep: () => {
      if (same(value, stored) || same(value, sent.current)) return;
      sent.current = value;
      const within = begun.current ?? begin();
      begun.current = undefined;
      within(() => commit(value));
    },
  };
}
