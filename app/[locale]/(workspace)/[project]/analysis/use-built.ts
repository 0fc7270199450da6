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
  /** Somebody saved since it was begun, and something of it is changed here. */
  readonly late: boolean;
  /** Goes on with what is changed here, from the saved revision: saving then replaces what somebody else made of it. */
  readonly insist: () => void;
  /** One has gone on so, and nothing was saved since. */
  readonly insisted: boolean;
  /** Told that something beside the definition was changed: its name, its description. */
  readonly touch: () => void;
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
  const stored = JSON.stringify(saved);
  const [value, set] = useState(draft ?? saved);
  const [settled, setSettled] = useState(stored);
  const [on, setOn] = useState(draft === undefined ? revision : (draftOn ?? revision));
  const [touched, setTouched] = useState(false);
  const [insisted, setInsisted] = useState(false);
  const changed = JSON.stringify(value) !== settled;
  const behind = on !== undefined && revision !== undefined && revision > on;
  function goOn(): void {
    setOn(revision);
    setSettled(stored);
    // A definition left alone here is the saved one, whoever saved it.
    if (!changed) set(saved);
  }
  useEffect(() => {
    if (behind && !changed && !touched) goOn();
  });
  return {
    value,
    set,
    changed,
    on,
    late: behind && (changed || touched),
    insist: () => {
      goOn();
      setInsisted(true);
    },
    insisted,
    touch: () => setTouched(true),
    settle: (now) => {
      setSettled(now);
      // A saving is the next revision: what is changed here meanwhile goes on from it.
      setOn((before) => (before === undefined ? undefined : before + 1));
      setTouched(false);
      setInsisted(false);
    },
  };
}
