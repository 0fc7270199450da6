"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePlanEditing, type Within } from "./editing-context.tsx";
import { holdBack } from "./hold-back.ts";

/** What was handed on last, until it is what is stored. */
interface Sent<T> {
  readonly value: T;
  state: "underway" | "kept" | "refused";
}

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
 * saved: what was typed is never lost. `commit` answers with false, or a promise of it, when it was not saved: then it is
 * handed on again when one leaves the field or presses Enter, still as an edit of what one saw when one began. Only where
 * somebody else was first is theirs shown in its place: both are told beside the field.
 */
export function useDraft<T>(stored: T, commit: (value: T) => unknown, onTyping?: (value: T) => void): Draft<T> {
  const { begin, retry } = usePlanEditing();
  const begun = useRef<Within>(undefined);
  const [value, setValue] = useState(stored);
  const known = useRef(stored);
  const sent = useRef<Sent<T>>(undefined);
  useEffect(() => {
    if (same(known.current, stored)) return;
    const last = sent.current;
    const untouched = last ? last.state === "kept" && same(value, last.value) : same(value, known.current);
    if (untouched) {
      setValue(stored);
      begun.current = undefined;
    }
    known.current = stored;
    if (last?.state !== "underway") sent.current = undefined;
  }, [stored, value]);
  const differs = !same(value, stored);
  useEffect(() => (differs ? holdBack() : undefined), [differs]);
  async function send(within: Within) {
    const mine: Sent<T> = { value, state: "underway" };
    sent.current = mine;
    begun.current = undefined;
    const kept = await within(() => commit(value));
    if (sent.current !== mine) return;
    mine.state = kept === false ? "refused" : "kept";
    if (kept !== false) return;
    if (!within.late?.()) {
      begun.current ??= within;
      return;
    }
    sent.current = undefined;
    setValue((now) => (same(now, value) ? known.current : now));
  }
  /** What will be stored when nothing more is handed on. */
  function coming(): T {
    const last = sent.current;
    return last === undefined || last.state === "refused" ? stored : last.value;
  }
  return {
    value,
    change: (next) => {
      retry();
      if (!same(next, stored) || !same(next, coming())) begun.current ??= begin();
      else if (sent.current?.state !== "underway") {
        begun.current = undefined;
        sent.current = undefined;
      }
      setValue(next);
      onTyping?.(next);
    },
    keep: () => {
      if (same(value, coming())) return retry();
      void send(begun.current ?? begin());
    },
  };
}

/**
 * For the field of a draft: what was typed into it before the page listened is taken up, and handed on where one has left the
 * field since. React would show what is stored in its place with the next change.
 */
export function useTypedEarly<E extends HTMLInputElement | HTMLTextAreaElement>(
  draft: Draft<string>,
): RefObject<E | null> {
  const field = useRef<E>(null);
  const early = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page begins to listen.
  useLayoutEffect(() => {
    if (field.current === null || field.current.value === draft.value) return;
    early.current = field.current.value;
    draft.change(field.current.value);
  }, []);
  useEffect(() => {
    if (early.current === undefined || early.current !== draft.value) return;
    early.current = undefined;
    if (document.activeElement !== field.current) draft.keep();
  });
  return field;
}
