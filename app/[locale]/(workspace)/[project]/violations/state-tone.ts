/** The colour beside the word of a violation's state. */

import type { ViolationState } from "../../../../../lib/violation/state.ts";
import type { BadgeTone } from "../../../../_ui/badge.tsx";

export const STATE_TONES: Readonly<Record<ViolationState, BadgeTone>> = {
  open: "warning",
  assigned: "accent",
  ignored: "neutral",
  resolved: "good",
  regressed: "danger",
};
