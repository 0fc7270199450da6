"use client";

import { useEffect, useState } from "react";

/**
 * What a control shows: at once what was chosen, and what is stored again when that was refused. For choices; what is typed
 * is kept by `useDraft`. `save` answers with a promise of false when it was refused.
 */
export function useAhead<T>(stored: T, save: (next: T) => unknown): readonly [T, (next: T) => void] {
  const [ahead, setAhead] = useState<{ readonly value: T }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is stored now overtakes what was chosen.
  useEffect(() => setAhead(undefined), [stored]);
  return [
    ahead ? ahead.value : stored,
    (next) => {
      setAhead({ value: next });
      void Promise.resolve(save(next)).then((kept) => kept === false && setAhead(undefined));
    },
  ];
}
