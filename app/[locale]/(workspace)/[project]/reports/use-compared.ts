"use client";

import { useState } from "react";

/** Whether a report is shown beside its complement: as saved, while nothing else is chosen here. */
export function useCompared(from: {
  readonly saved: boolean;
  readonly draft: boolean | undefined;
  /** The saved revision, and the one that what is built goes on from. */
  readonly revision: number | undefined;
  readonly on: number | undefined;
}) {
  const { saved, draft, revision, on } = from;
  const [comparing, set] = useState(draft ?? saved);
  const [begun, setBegun] = useState({ on, saved });
  if (on === revision && on !== begun.on) {
    setBegun({ on, saved });
    if (comparing === begun.saved) set(saved);
  }
  return {
    comparing,
    set,
    /** Told what was saved. */
    settle: (now: boolean) => setBegun((before) => ({ ...before, saved: now })),
  };
}
