/** What speaks for keeping an event or a property, as the screens show it: instants as texts, names in the reader's language. */

import { localized } from "../../../../../../lib/i18n/translator.ts";
import type { Language, LocalizedText } from "../../../../../../lib/plan/plan.ts";
import type { LifeEvidence } from "../../../../../_evidence/life-evidence.ts";

type Texts = "journeys" | "decisions" | "metrics";

export interface ShownEvidence extends Omit<LifeEvidence, Texts | "received" | "lastRead" | "readsSince"> {
  readonly received?: {
    readonly bySource?: readonly { readonly source: string; readonly at: string }[] | undefined;
    readonly lately?: NonNullable<LifeEvidence["received"]>["lately"];
  };
  readonly journeys: readonly string[];
  readonly decisions: readonly string[];
  readonly metrics: readonly string[];
  readonly lastRead?: string | undefined;
  readonly readsSince: string;
}

export function shownEvidence(evidence: LifeEvidence, language: Language): ShownEvidence {
  const { received, journeys, decisions, metrics, lastRead, readsSince, ...rest } = evidence;
  const names = (list: readonly LocalizedText[]) => list.map((name) => localized(name, language)).filter(Boolean);
  return {
    ...rest,
    ...(received === undefined
      ? {}
      : {
          received: {
            lately: received.lately,
            bySource: received.bySource?.map(({ source, at }) => ({ source, at: at.toISOString() })),
          },
        }),
    journeys: names(journeys),
    decisions: names(decisions),
    metrics: names(metrics),
    lastRead: lastRead?.toISOString(),
    readsSince: readsSince.toISOString(),
  };
}
