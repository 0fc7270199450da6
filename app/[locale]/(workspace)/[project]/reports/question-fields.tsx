"use client";

import type { ReactNode } from "react";
import {
  type ActiveUsersQuestion,
  EARLIER_PERIODS,
  type FunnelQuestion,
  type Measure,
  type Measured,
  type MetricQuestion,
  type RetentionQuestion,
} from "../../../../../lib/analysis/question.ts";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { Button } from "../../../../_ui/button.tsx";
import { Checkbox } from "../../../../_ui/checkbox.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "../analysis/facts-context.tsx";
import { FunnelFields } from "../analysis/funnel-fields.tsx";
import { NumberInput } from "../analysis/number-input.tsx";
import { PropertySelect } from "../analysis/property-select.tsx";
import { SelectorControl } from "../analysis/selector-control.tsx";
import { propertiesOf } from "../analysis/selector-value.ts";
import { WindowControl } from "../analysis/window-control.tsx";

interface Props<Q> {
  readonly question: Q;
  readonly onChange: (question: ReportQuestion) => void;
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 font-medium text-grid">{label}</legend>
      {children}
    </fieldset>
  );
}

/** The controls of a report, by its kind. */
export function QuestionFields({ question, onChange }: Props<ReportQuestion>) {
  switch (question.kind) {
    case "metric":
      return <MetricFields question={question} onChange={onChange} />;
    case "funnel":
      return <FunnelPart question={question} onChange={onChange} />;
    case "retention":
      return <RetentionFields question={question} onChange={onChange} />;
    case "active_users":
      return <ActiveFields question={question} onChange={onChange} />;
  }
}

const MEASURES = ["count", "unique_users", "per_user", "sum", "mean", "median", "percentile", "distinct"] as const;
type MeasureKind = (typeof MEASURES)[number];

/** What is measured of which event: all of a metric, or what it is divided by. */
function MeasuredFields({ measured, onChange }: { measured: Measured; onChange: (measured: Measured) => void }) {
  const t = useText("report");
  const facts = useFacts();
  const { event: selector, measure } = measured;
  const own = propertiesOf(facts, selector);
  const firstNumber = own.find((one) => one.kind === "number");
  const number = firstNumber === undefined ? ({ propertyRole: "revenue" } as const) : { property: firstNumber.id };
  const chosen = "property" in measure ? measure.property : number;
  const isText =
    "automatic" in chosen ||
    own.some((one) => "property" in chosen && one.id === chosen.property && one.kind !== "number");
  const choose = (kind: MeasureKind): Measure => {
    if (kind === "count" || kind === "unique_users" || kind === "per_user") return { kind };
    if (kind === "percentile") return { kind, percentile: 90, property: isText ? number : chosen };
    return { kind, property: isText && kind !== "distinct" ? number : chosen };
  };
  return (
    <>
      <Part label={t("part.measure")}>
        <Select
          aria-label={t("part.measure")}
          value={measure.kind}
          options={MEASURES.map((kind) => ({ value: kind, label: t(`measure.${kind}`) }))}
          onChange={(event) => onChange({ ...measured, measure: choose(event.currentTarget.value as MeasureKind) })}
        />
        {"property" in measure && (
          <PropertySelect
            label={t("part.property")}
            own={own}
            value={measure.property}
            numeric={measure.kind !== "distinct"}
            ofEvent
            onChange={(ref) => onChange({ ...measured, measure: { ...measure, property: ref } })}
          />
        )}
        {measure.kind === "percentile" && (
          <span className="inline-flex items-center gap-2">
            <span>{t("part.percentile")}</span>
            <NumberInput
              label={t("part.percentile")}
              value={measure.percentile}
              min={1}
              max={99}
              onChange={(percentile) => onChange({ ...measured, measure: { ...measure, percentile } })}
            />
          </span>
        )}
      </Part>
      <Part label={t("part.event")}>
        <SelectorControl
          label={t("part.event")}
          selector={selector}
          onChange={(event) => onChange({ ...measured, event })}
        />
      </Part>
    </>
  );
}

function MetricFields({ question, onChange }: Props<MetricQuestion>) {
  const t = useText("report");
  const facts = useFacts();
  const { breakdown, ...withoutBreakdown } = question;
  const { compareWith, ...withoutComparison } = question;
  const { dividedBy, ...undivided } = question;
  const own = propertiesOf(facts, question.event);
  return (
    <>
      <MeasuredFields
        measured={{ event: question.event, measure: question.measure }}
        onChange={(measured) => onChange({ ...question, ...measured })}
      />
      <Checkbox
        label={t("part.divide")}
        checked={dividedBy !== undefined}
        onChange={({ currentTarget }) =>
          onChange(
            currentTarget.checked
              ? { ...question, dividedBy: { event: question.event, measure: { kind: "unique_users" } } }
              : undivided,
          )
        }
      />
      {dividedBy !== undefined && (
        <fieldset className="flex min-w-0 flex-col gap-4 border-l-2 pl-3">
          <legend className="mb-2 font-medium text-grid">{t("part.dividedBy")}</legend>
          <MeasuredFields
            measured={dividedBy}
            onChange={(measured) => onChange({ ...question, dividedBy: measured })}
          />
        </fieldset>
      )}
      <Part label={t("part.time")}>
        <WindowControl window={question.range} forRange onChange={(range) => onChange({ ...question, range })} />
        <Select
          aria-label={t("part.interval")}
          value={question.interval}
          options={(["hour", "day", "week", "month", "total"] as const).map((interval) => ({
            value: interval,
            label: t(`interval.${interval}`),
          }))}
          onChange={(event) =>
            onChange({ ...question, interval: event.currentTarget.value as MetricQuestion["interval"] })
          }
        />
      </Part>
      <Part label={t("part.compareWith")}>
        <Select
          aria-label={t("part.compareWith")}
          value={compareWith ?? "none"}
          options={(["none", ...EARLIER_PERIODS] as const).map((value) => ({
            value,
            label: t(`metric.earlier.${value}`),
          }))}
          onChange={(event) => {
            const chosen = EARLIER_PERIODS.find((one) => one === event.currentTarget.value);
            onChange(chosen === undefined ? withoutComparison : { ...question, compareWith: chosen });
          }}
        />
      </Part>
      <Part label={t("part.breakdown")}>
        <PropertySelect
          label={t("part.breakdown")}
          own={own}
          value={breakdown}
          onChange={(ref) => onChange({ ...question, breakdown: ref })}
        />
        {breakdown !== undefined && (
          <div>
            <Button size="small" tone="quiet" onClick={() => onChange(withoutBreakdown)}>
              {t("part.noBreakdown")}
            </Button>
          </div>
        )}
      </Part>
    </>
  );
}

function FunnelPart({ question, onChange }: Props<FunnelQuestion>) {
  const t = useText("report");
  return (
    <Part label={t("part.steps")}>
      <FunnelFields funnel={question} onChange={onChange} />
      <Checkbox
        label={t("part.timeToConvert")}
        checked={question.timeToConvert === true}
        onChange={(event) => onChange({ ...question, timeToConvert: event.currentTarget.checked })}
      />
    </Part>
  );
}

function RetentionFields({ question, onChange }: Props<RetentionQuestion>) {
  const t = useText("report");
  return (
    <>
      <Part label={t("part.start")}>
        <SelectorControl
          label={t("part.start")}
          selector={question.start}
          onChange={(start) => onChange({ ...question, start })}
        />
      </Part>
      <Part label={t("part.return")}>
        <SelectorControl
          label={t("part.return")}
          selector={question.return}
          onChange={(selector) => onChange({ ...question, return: selector })}
        />
      </Part>
      <Part label={t("part.time")}>
        <WindowControl window={question.range} forRange onChange={(range) => onChange({ ...question, range })} />
        <span className="inline-flex items-center gap-2">
          <NumberInput
            label={t("part.periods")}
            value={question.periods}
            min={1}
            max={60}
            onChange={(periods) => onChange({ ...question, periods })}
          />
          <Select
            aria-label={t("part.interval")}
            className="w-32"
            value={question.unit}
            options={(["day", "week", "month"] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
            onChange={(event) =>
              onChange({ ...question, unit: event.currentTarget.value as RetentionQuestion["unit"] })
            }
          />
        </span>
      </Part>
    </>
  );
}

function ActiveFields({ question, onChange }: Props<ActiveUsersQuestion>) {
  const t = useText("report");
  return (
    <>
      <Part label={t("part.active")}>
        <SelectorControl
          label={t("part.active")}
          selector={question.event}
          onChange={(event) => onChange({ ...question, event })}
        />
      </Part>
      <Part label={t("part.time")}>
        <WindowControl window={question.range} forRange onChange={(range) => onChange({ ...question, range })} />
      </Part>
    </>
  );
}
