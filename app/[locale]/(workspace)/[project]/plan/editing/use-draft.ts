"use client";

import { useEffect, useRef, useState } from "react";
import { usePlanEditing, type Within } from "./editing-context.tsx";

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
 * saved: what was typed is never lost. `commit` answers with a promise of false when it was not saved: then it is handed on
 * again when one leaves the field or presses Enter, still as an edit of what one saw when one began.
 */
export function useDraft<T>(stored: T, commit: (value: T) => unknown, onTyping?: (value: T) => void): Draft<T> {
  const { begin, retry } = usePlanEditing();
  const begun = useRef<Within>(undefined);
  const [value, setValue] = useState(stored);
  const known = useRef(stored);
  const sent = useRef(stored);
  const failed = useRef(false);
  useEffect(() => {
    if (same(known.current, stored)) return;
    if (same(value, known.current) || same(value, sent.current)) {
      setValue(stored);
      begun.current = undefined;
    }
    known.current = stored;
    sent.current = stored;
    failed.current = false;
  }, [stored, value]);
  async function send(within: Within) {
    sent.current = value;
    failed.current = false;
    begun.current = undefined;
    const kept = await within(() => commit(value));
    if (kept !== false || !same(sent.current, value)) return;
    failed.current = true;
    begun.current ??= within;
  }
  return {
    value,
    change: (next) => {
      retry();
      begun.current = same(next, stored) ? undefined : (begun.current ?? begin());
      setValue(next);
      onTyping?.(next);
    },
    keep: () => {
      if (same(value, stored)) return;
      if (same(value, sent.current) && !failed.current) return retry();
      void send(begun.current ?? begin());
    },
  };
}
