"use client";

import { useEffect, useState } from "react";
import type { Criterion, Question } from "../../../../../lib/analysis/question.ts";

export interface Built<T> {
  readonly value: T;
  readonly set: (next: T) => void;
  /** Differs from what is saved. */
  readonly changed: boolean;
  /** The revision it was begun on: what saving it expects. Absent for what is not saved yet. */
  readonly on: number | undefined;
  /** Somebody saved another one since it was begun. */
  readonly late: boolean;
  /** Goes on from the saved revision: saving then replaces what somebody else saved. */
  readonly insist: () => void;
  /** Told what was saved, as JSON. */
  readonly settle: (saved: string) => void;
}

/** What one builds, beside what is saved: begun anew, from the saved one, or from a draft that an address carried. */
export function useBuilt<T extends Criterion | Question>(from: {
  readonly saved: T;
  readonly draft: T | undefined;
  readonly revision: number | undefined;
  /** The revision the draft was begun on. */
  readonly draftOn: number | undefined;
}): Built<T> {
  const { saved, draft, revision, draftOn } = from;
  const [value, set] = useState(draft ?? saved);
  const [settled, settle] = useState(() => JSON.stringify(saved));
  const [on, setOn] = useState(draft === undefined ? revision : (draftOn ?? revision));
  const changed = JSON.stringify(value) !== settled;
  useEffect(() => {
    if (!changed) setOn(revision);
  }, [changed, revision]);
  return { value, set, changed, on, late: changed && on !== revision, insist: () => setOn(revision), settle };
}
