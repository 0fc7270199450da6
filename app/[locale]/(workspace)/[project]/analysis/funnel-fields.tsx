"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { EventSelector, FunnelDefinition } from "../../../../../lib/analysis/question.ts";
import { Button } from "../../../../_ui/button.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "./facts-context.tsx";
import { SelectorControl } from "./selector-control.tsx";
import { firstSelector } from "./selector-value.ts";
import { DurationControl, WindowControl } from "./window-control.tsx";

const STEPS_MAX = 12;

/** The steps of a funnel in their order, its window, and the range its entries fall in. */
export function FunnelFields<F extends FunnelDefinition>(props: { funnel: F; onChange: (funnel: F) => void }) {
  const t = useText("analysis");
  const facts = useFacts();
  const { funnel } = props;
  const change = (steps: readonly EventSelector[]) => props.onChange({ ...funnel, steps });
  const swapped = (from: number, to: number) => {
    const steps = [...funnel.steps];
    const [moved] = steps.splice(from, 1);
    if (moved !== undefined) steps.splice(to, 0, moved);
    change(steps);
  };
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-2">
        {funnel.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
          <li key={index} className="flex items-start gap-2 rounded border p-2">
            <span className="w-6 pt-1 text-right tabular-nums">{index + 1}.</span>
            <div className="min-w-0 flex-1">
              <SelectorControl
                label={t("funnel.step", { index: index + 1 })}
                selector={step}
                onChange={(next) => change(funnel.steps.map((one, at) => (at === index ? next : one)))}
              />
            </div>
            <span className="flex">
              <Button
                tone="quiet"
                size="small-icon"
                aria-label={t("funnel.up", { index: index + 1 })}
                disabled={index === 0}
                onClick={() => swapped(index, index - 1)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                tone="quiet"
                size="small-icon"
                aria-label={t("funnel.down", { index: index + 1 })}
                disabled={index === funnel.steps.length - 1}
                onClick={() => swapped(index, index + 1)}
              >
                <ArrowDown aria-hidden />
              </Button>
              <Button
                tone="quiet"
                size="small-icon"
                aria-label={t("funnel.remove", { index: index + 1 })}
                disabled={funnel.steps.length <= 2}
                onClick={() => change(funnel.steps.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      {funnel.steps.length < STEPS_MAX && (
        <div>
          <Button size="small" onClick={() => change([...funnel.steps, firstSelector(facts)])}>
            <Plus aria-hidden />
            {t("funnel.add")}
          </Button>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <span>{t("funnel.within")}</span>
        <DurationControl duration={funnel.within} onChange={(within) => props.onChange({ ...funnel, within })} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <span>{t("funnel.entries")}</span>
        <WindowControl window={funnel.range} forRange onChange={(range) => props.onChange({ ...funnel, range })} />
      </div>
    </div>
  );
}
