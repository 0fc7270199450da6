"use client";

import { type RefObject, useEffect, useRef } from "react";

const CONTROL = "button:not(:disabled), select, input";

interface ListFocus<E extends HTMLElement> {
  /** The element whose children are the parts of the list, the last of them the one that adds. */
  readonly list: RefObject<E | null>;
  /** To be called with what adds or takes away. */
  moved(): void;
}

/**
 * Where the focus goes when a list of `count` parts grows or shrinks by a key: to the new part, else to the button that
 * adds, since the one that was pressed is gone.
 */
export function useListFocus<E extends HTMLElement>(count: number): ListFocus<E> {
  const list = useRef<E>(null);
  const before = useRef<number>(undefined);
  useEffect(() => {
    const { current: last } = before;
    if (last === undefined || last === count) return;
    before.current = undefined;
    const parts = list.current?.children;
    const part = parts?.item(count > last ? parts.length - 2 : parts.length - 1);
    part?.querySelector<HTMLElement>(CONTROL)?.focus();
  }, [count]);
  return {
    list,
    moved: () => {
      before.current = count;
    },
  };
}
