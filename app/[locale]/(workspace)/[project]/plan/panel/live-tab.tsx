"use client";

import { RefreshCw } from "lucide-react";
import { shareText } from "../../../../../../lib/i18n/share-text.ts";
import type { Verdict } from "../../../../../../lib/violation/violation.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { GaugeLine, type GaugeShares } from "../../../../../_ui/gauge-line.tsx";
import type { CodeToken } from "../../../../../_ui/highlight.ts";
import { Stat } from "../../../../../_ui/stat.tsx";
import { useFormatter, useLanguage, useText } from "../../../../../_ui/text.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

export interface LivePayload {
  readonly key: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly source: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  /** Sentences in the reader's language. */
  readonly violations: readonly string[];
  readonly lines: readonly (readonly CodeToken[])[];
}

export interface EventLive {
  readonly payloads: readonly LivePayload[];
  readonly shares: GaugeShares;
}

export type LoadLive = (slug: string, branch: string, id: string) => Promise<EventLive>;

/** The last payloads of this event as they were received, each with its verdict. */
export function LiveTab(props: { eventId: string; load: LoadLive }) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
  const { loaded, again } = useLoaded(() => props.load(slug, branch, props.eventId), props.eventId);
  return (
    <TabState loaded={loaded} again={again}>
      {(live) => (
        <div className="flex flex-col gap-4">
          <div className="flex items-start justify-between gap-4">
            <Summary shares={live.shares} />
            <Button size="small" onClick={again}>
              <RefreshCw aria-hidden />
              {t("live.again")}
            </Button>
          </div>
          {live.payloads.length === 0 ? (
            <p className="text-grey-7">{t("live.none")}</p>
          ) : (
            <ol className="flex flex-col gap-3">
              {live.payloads.map((payload) => (
                <Payload key={payload.key} payload={payload} />
              ))}
            </ol>
          )}
        </div>
      )}
    </TabState>
  );
}

function Summary({ shares }: { shares: GaugeShares }) {
  const t = useText("plan");
  const format = useFormatter();
  const language = useLanguage();
  const { slug } = usePlanEditing();
  const total = shares.conformant + shares.violating + shares.unplanned + shares.malformed;
  if (total === 0) return null;
  return (
    <Stat
      label={t("live.received", { count: total })}
      value={t("live.conformant", {
        share: shareText(format, shares.conformant / total),
      })}
      gauge={<GaugeLine shares={shares} href={`/${language}/${slug}/violations`} />}
      className="w-56"
    />
  );
}

function Payload({ payload }: { payload: LivePayload }) {
  const t = useText("plan");
  const shell = useText("shell");
  const format = useFormatter();
  return (
    <li className="rounded border">
      <details>
        <summary className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
          <VerdictShape verdict={payload.verdict} />
          <span className="font-medium">{shell(`verdict.${payload.verdict}`)}</span>
          <span className="text-grey-7">
            {format.dateTime(new Date(payload.receivedAt), { dateStyle: "short", timeStyle: "medium" })}
          </span>
          <span className="text-grey-7">
            {t("live.from", { source: payload.source, version: payload.planVersion })}
          </span>
        </summary>
        {payload.violations.length > 0 && (
          <ul className="list-disc px-3 pb-2 pl-8 text-grid">
            {payload.violations.map((text) => (
              <li key={text} className="break-words">
                {text}
              </li>
            ))}
          </ul>
        )}
        <CodeLines lines={payload.lines} label={t("live.payload")} className="rounded-none border-0 border-t" />
      </details>
    </li>
  );
}
