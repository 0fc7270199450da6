"use client";

import { type RefObject, useEffect, useRef } from "react";

/** For what holds tabs, more of them than a narrow window shows: scrolls to the current one whenever `at` changes. */
export function useTabInSight(at: string): RefObject<HTMLDivElement | null> {
  const holder = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tab is current depends on where one is.
  useEffect(() => {
    for (const tab of holder.current?.querySelectorAll('[aria-current="page"]') ?? [])
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at]);
  return holder;
}
