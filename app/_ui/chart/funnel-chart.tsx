"use client";

import type { ReactNode } from "react";
import { shareText } from "../../../lib/i18n/share-text.ts";
import { useFormatter, useText } from "../text.tsx";

export interface FunnelStep {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly low?: number;
  readonly high?: number;
  /** Time to convert and the like, in words. */
  readonly note?: string;
  /** What can be done with the people of this bar. */
  readonly action?: ReactNode;
  /** The same step for those it is compared with. */
  readonly other?: { readonly name: string; readonly count: number };
}

function Bar(props: { share: number; low?: number | undefined; high?: number | undefined; tone: string }) {
  const width = Math.max(props.share * 100, props.share > 0 ? 0.4 : 0);
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden className="block h-5 w-full">
      <rect width="100" height="10" className="fill-grey-3" />
      <rect width={width} height="10" className={props.tone} />
      {props.low !== undefined && props.high !== undefined && props.high > props.low && (
        <rect
          x={props.low * 100}
          width={(props.high - props.low) * 100}
          y="4"
          height="2"
          className="fill-grey-10"
          opacity="0.6"
        />
      )}
    </svg>
  );
}

/** Steps as horizontal bars, all against the first, with what is lost written between them. */
export function FunnelChart(props: { label: string; steps: readonly FunnelStep[] }) {
  const t = useText("shell");
  const format = useFormatter();
  const first = props.steps[0]?.count ?? 0;
  const otherFirst = props.steps[0]?.other?.count ?? 0;
  const share = (count: number, whole: number) => (whole === 0 ? 0 : count / whole);
  const percent = (value: number) => shareText(format, value);
  if (props.steps.length === 0) return <p className="py-8 text-grey-7">{t("chart.nothing")}</p>;
  return (
    <ol aria-label={props.label} className="flex flex-col">
      {props.steps.map((step, index) => {
        const before = props.steps[index - 1]?.count;
        const lost = before === undefined ? 0 : before - step.count;
        return (
          <li key={step.key}>
            {before !== undefined && (
              <p className="border-grey-5 border-l-2 py-1.5 pl-3 text-grey-7 text-grid">
                {t("chart.loss", { count: format.number(lost), share: percent(share(lost, before)) })}
                {step.note && ` · ${step.note}`}
              </p>
            )}
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 break-words font-medium">
                {index + 1}. {step.label}
              </span>
              <span className="flex items-center gap-2">
                <span className="font-semibold">{format.number(step.count)}</span>
                {step.low !== undefined && step.high !== undefined && step.high > step.low && (
                  <span className="text-grey-7 text-grid">
                    {format.number(step.low)}-{format.number(step.high)}
                  </span>
                )}
                <span className="text-grey-7">{percent(share(step.count, first))}</span>
                {step.action}
              </span>
            </div>
            <Bar
              share={share(step.count, first)}
              low={step.low === undefined ? undefined : Math.min(1, share(step.low, first))}
              high={step.high === undefined ? undefined : Math.min(1, share(step.high, first))}
              tone="fill-accent-6"
            />
            {step.other && (
              <>
                <Bar share={share(step.other.count, otherFirst)} tone="fill-grey-6" />
                <p className="text-grey-7 text-grid">
                  {step.other.name}: {format.number(step.other.count)} ({percent(share(step.other.count, otherFirst))})
                </p>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
