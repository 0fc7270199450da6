"use client";

import { useEffect, useState } from "react";

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed" }
  | { readonly state: "there"; readonly value: T };

/** What an action answers for these arguments; asked for again when they change or when `again` is called. */
export function useLoaded<T>(
  load: () => Promise<T>,
  key: string,
): { readonly loaded: Loaded<T>; readonly again: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what `load` depends on.
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setLoaded({ state: "there", value }),
      () => current && setLoaded({ state: "failed" }),
    );
    return () => {
      current = false;
    };
  }, [key, turn]);
  return { loaded, again: () => setTurn((count) => count + 1) };
}
