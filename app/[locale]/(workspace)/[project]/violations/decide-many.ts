/** Decisions as the list sends them and gets them back: instants as text. */

import type { z } from "zod";
import type { changeShape } from "../../../../api/_rest/decision-shape.ts";

export type SentChange = z.input<typeof changeShape>;

export interface SentDecision {
  readonly fingerprint: string;
  readonly change: SentChange;
}

/** Answers with what stood before; `quietly` tells nobody. */
export type DecideMany = (
  slug: string,
  decisions: readonly SentDecision[],
  quietly: boolean,
) => Promise<readonly SentDecision[]>;
