import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { BranchState } from "../../../../../../lib/plan/store-branch.ts";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";

const TONES: Readonly<Record<BranchState, BadgeTone>> = {
  open: "accent",
  ready: "accent",
  changes_requested: "warning",
  approved: "good",
  merged: "neutral",
  closed: "neutral",
};

/** Where a branch stands, in a word. */
export function BranchStateBadge({ state, language }: { state: BranchState; language: Language }) {
  return <Badge tone={TONES[state]}>{translator(language, "review")(`state.${state}`)}</Badge>;
}
