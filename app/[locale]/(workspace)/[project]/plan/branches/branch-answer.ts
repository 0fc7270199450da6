/** What acts on a branch answer to its screens. */

import type { Decisions } from "../../../../../../lib/plan/decision.ts";

/** What somebody decided of the fields that both sides changed, and what they looked at: it holds for nothing else. */
export interface Decided {
  readonly decisions: Decisions;
  readonly revisions: { readonly main: number; readonly branch: number };
}

/** Done, or why not, with the fields that stand in the way. */
export type BranchAnswer =
  | { readonly ok: true; readonly branch: string }
  | { readonly ok: false; readonly text: string; readonly conflicts?: readonly ShownConflict[] };

/** A field that both sides changed, as people read it. */
export interface ShownConflict {
  readonly path: string;
  readonly label: string;
  readonly ours: string;
  readonly theirs: string;
  /** Of both whole values, which the shown ones may cut short. */
  readonly hash: string;
  readonly text: string;
  /** Whether one side's value can be taken; else each change is fine alone and both together are not. */
  readonly decidable: boolean;
  /** JSON of the branch's value, to begin another one with; a plain text stands as it is. */
  readonly value: string;
  readonly plain: boolean;
}

export type ActAction = (slug: string, branch: string) => Promise<BranchAnswer>;
