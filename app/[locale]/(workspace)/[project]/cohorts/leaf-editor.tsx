"use client";

import type { ReactNode } from "react";
import type { Comparison, Criterion } from "../../../../../lib/analysis/question.ts";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "../analysis/facts-context.tsx";
import { FilterRow } from "../analysis/filter-list.tsx";
import { FunnelFields } from "../analysis/funnel-fields.tsx";
import { NumberInput } from "../analysis/number-input.tsx";
import { PropertySelect } from "../analysis/property-select.tsx";
import { SelectorControl } from "../analysis/selector-control.tsx";
import { propertiesOf } from "../analysis/selector-value.ts";
import { useStepNames } from "../analysis/use-step-names.ts";
import { DurationControl, WindowControl } from "../analysis/window-control.tsx";

type Leaf = Exclude<Criterion, { kind: "all" | "any" | "not" | "as_sent" }>;
type Of<K extends Leaf["kind"]> = Extract<Leaf, { kind: K }>;
interface Props<C> {
  readonly criterion: C;
  readonly onChange: (criterion: Criterion) => void;
}

const COMPARISONS = [">=", "<=", "=", ">", "<"] as const;
const COMPARISON_KEYS = { ">=": "atLeast", "<=": "atMost", "=": "exactly", ">": "moreThan", "<": "lessThan" } as const;

/** A line of the sentence. */
function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}

function ComparisonControl(props: { value: Comparison; onChange: (value: Comparison) => void; whole?: boolean }) {
  const t = useText("cohort");
  return (
    <>
      <Select
        aria-label={t("comparison.label")}
        size="small"
        className="w-36"
        value={props.value.op}
        options={COMPARISONS.map((op) => ({ value: op, label: t(`comparison.${COMPARISON_KEYS[op]}`) }))}
        onChange={(event) => props.onChange({ ...props.value, op: event.currentTarget.value as Comparison["op"] })}
      />
      <NumberInput
        label={t("comparison.value")}
        value={props.value.value}
        whole={props.whole ?? true}
        onChange={(value) => props.onChange({ ...props.value, value })}
      />
    </>
  );
}

/** Of which event. */
function EventLine({ criterion, onChange }: Props<Of<"count" | "regular" | "sum" | "activation">>) {
  const t = useText("cohort");
  return (
    <SelectorControl
      label={t("words.event")}
      selector={criterion.event}
      onChange={(event) => onChange({ ...criterion, event })}
    />
  );
}

/** In what time. */
function WindowLine({ criterion, onChange }: Props<Of<"count" | "sum" | "sequence">>) {
  const t = useText("cohort");
  return (
    <Line>
      <span>{t("words.in")}</span>
      <WindowControl window={criterion.window} onChange={(window) => onChange({ ...criterion, window })} />
    </Line>
  );
}

/** One of a few words of the sentence. */
function WordSelect<V extends string>(props: {
  label: string;
  width: `w-${number}`;
  value: V;
  words: Readonly<Record<V, string>>;
  onChange: (value: V) => void;
}) {
  const values = Object.keys(props.words) as V[];
  return (
    <Select
      aria-label={props.label}
      size="small"
      className={props.width}
      value={props.value}
      options={values.map((value) => ({ value, label: props.words[value] }))}
      onChange={(event) => props.onChange(event.currentTarget.value as V)}
    />
  );
}

/** The controls of one condition. */
export function LeafEditor({ criterion, onChange }: Props<Leaf>) {
  switch (criterion.kind) {
    case "count":
      return <CountEditor criterion={criterion} onChange={onChange} />;
    case "regular":
      return <RegularEditor criterion={criterion} onChange={onChange} />;
    case "sum":
      return <SumEditor criterion={criterion} onChange={onChange} />;
    case "sequence":
      return <SequenceEditor criterion={criterion} onChange={onChange} />;
    case "activation":
      return <ActivationEditor criterion={criterion} onChange={onChange} />;
    case "property":
      return <FilterRow filter={criterion.filter} own={[]} onChange={(filter) => onChange({ ...criterion, filter })} />;
    case "cohort":
      return <CohortEditor criterion={criterion} onChange={onChange} />;
    case "funnel_step":
      return <FunnelStepEditor criterion={criterion} onChange={onChange} />;
  }
}

function CountEditor({ criterion, onChange }: Props<Of<"count">>) {
  const t = useText("cohort");
  return (
    <div className="flex flex-col gap-2">
      <Line>
        <span>{t("words.did")}</span>
        <ComparisonControl value={criterion.count} onChange={(count) => onChange({ ...criterion, count })} />
        <span>{t("words.times")}</span>
      </Line>
      <EventLine criterion={criterion} onChange={onChange} />
      <WindowLine criterion={criterion} onChange={onChange} />
    </div>
  );
}

function RegularEditor({ criterion, onChange }: Props<Of<"regular">>) {
  const t = useText("cohort");
  return (
    <div className="flex flex-col gap-2">
      <EventLine criterion={criterion} onChange={onChange} />
      <Line>
        <span>{t("words.inAtLeast")}</span>
        <NumberInput
          label={t("words.periodsReached")}
          value={criterion.atLeast}
          min={1}
          max={366}
          onChange={(atLeast) => onChange({ ...criterion, atLeast })}
        />
        <span>{t("words.ofTheLast")}</span>
        <NumberInput
          label={t("words.periods")}
          value={criterion.of}
          min={1}
          max={366}
          onChange={(of) => onChange({ ...criterion, of })}
        />
        <WordSelect
          label={t("words.unit")}
          width="w-28"
          value={criterion.unit}
          words={{ day: t("unit.day"), week: t("unit.week"), month: t("unit.month") }}
          onChange={(unit) => onChange({ ...criterion, unit })}
        />
        <span>{t("words.skipping")}</span>
        <NumberInput
          label={t("words.skipped")}
          value={criterion.skip ?? 0}
          max={366}
          onChange={(skip) => onChange({ ...criterion, skip })}
        />
      </Line>
    </div>
  );
}

function SumEditor({ criterion, onChange }: Props<Of<"sum">>) {
  const t = useText("cohort");
  const facts = useFacts();
  const top = "topPercent" in criterion.sum;
  return (
    <div className="flex flex-col gap-2">
      <Line>
        <span>{t("words.sumOf")}</span>
        <PropertySelect
          label={t("words.property")}
          own={propertiesOf(facts, criterion.event)}
          value={criterion.property}
          numeric
          onChange={(property) => onChange({ ...criterion, property })}
        />
      </Line>
      <EventLine criterion={criterion} onChange={onChange} />
      <WindowLine criterion={criterion} onChange={onChange} />
      <Line>
        <WordSelect
          label={t("words.threshold")}
          width="w-44"
          value={top ? "top" : "threshold"}
          words={{ top: t("words.amongTop"), threshold: t("words.is") }}
          onChange={(by) =>
            onChange({ ...criterion, sum: by === "top" ? { topPercent: 10 } : { op: ">=", value: 100 } })
          }
        />
        {"topPercent" in criterion.sum ? (
          <>
            <NumberInput
              label={t("words.percent")}
              value={criterion.sum.topPercent}
              min={0.1}
              max={100}
              whole={false}
              onChange={(topPercent) => onChange({ ...criterion, sum: { topPercent } })}
            />
            <span>{t("words.percentSign")}</span>
          </>
        ) : (
          <ComparisonControl value={criterion.sum} whole={false} onChange={(sum) => onChange({ ...criterion, sum })} />
        )}
      </Line>
    </div>
  );
}

function SequenceEditor({ criterion, onChange }: Props<Of<"sequence">>) {
  const t = useText("cohort");
  return (
    <div className="flex flex-col gap-2">
      <Line>
        <span>{t("words.after")}</span>
        <WordSelect
          label={t("words.which")}
          width="w-36"
          value={criterion.which}
          words={{ first: t("which.first"), latest: t("which.latest"), any: t("which.any") }}
          onChange={(which) => onChange({ ...criterion, which })}
        />
      </Line>
      <SelectorControl
        label={t("words.firstEvent")}
        selector={criterion.first}
        onChange={(first) => onChange({ ...criterion, first })}
      />
      <WindowLine criterion={criterion} onChange={onChange} />
      <Line>
        <WordSelect
          label={t("words.followedLabel")}
          width="w-44"
          value={criterion.followed ? "yes" : "no"}
          words={{ yes: t("words.followed"), no: t("words.notFollowed") }}
          onChange={(followed) => onChange({ ...criterion, followed: followed === "yes" })}
        />
        <span>{t("words.within")}</span>
        <DurationControl duration={criterion.within} onChange={(within) => onChange({ ...criterion, within })} />
      </Line>
      <SelectorControl
        label={t("words.thenEvent")}
        selector={criterion.then}
        onChange={(then) => onChange({ ...criterion, then })}
      />
    </div>
  );
}

function ActivationEditor({ criterion, onChange }: Props<Of<"activation">>) {
  const t = useText("cohort");
  return (
    <div className="flex flex-col gap-2">
      <Line>
        <span>{t("words.did")}</span>
        <NumberInput
          label={t("comparison.value")}
          value={criterion.atLeast}
          min={1}
          onChange={(atLeast) => onChange({ ...criterion, atLeast })}
        />
        <span>{t("words.times")}</span>
      </Line>
      <EventLine criterion={criterion} onChange={onChange} />
      <Line>
        <span>{t("words.afterSignUp")}</span>
        <DurationControl duration={criterion.within} onChange={(within) => onChange({ ...criterion, within })} />
        <WordSelect
          label={t("words.group")}
          width="w-56"
          value={criterion.group}
          words={{
            reached: t("activation.reached"),
            not_reached: t("activation.not_reached"),
            open: t("activation.open"),
          }}
          onChange={(group) => onChange({ ...criterion, group })}
        />
      </Line>
    </div>
  );
}

function CohortEditor({ criterion, onChange }: Props<Of<"cohort">>) {
  const t = useText("cohort");
  const { cohorts } = useFacts();
  return (
    <Line>
      <span>{t("words.memberOf")}</span>
      <Select
        aria-label={t("kind.cohort")}
        size="small"
        className="w-64"
        value={criterion.cohort}
        options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => onChange({ kind: "cohort", cohort: event.currentTarget.value })}
      />
    </Line>
  );
}

function FunnelStepEditor({ criterion, onChange }: Props<Of<"funnel_step">>) {
  const t = useText("cohort");
  const names = useStepNames(criterion.funnel.steps);
  const last = criterion.funnel.steps.length;
  return (
    <div className="flex flex-col gap-2">
      <FunnelFields
        funnel={criterion.funnel}
        onChange={(funnel) => onChange({ ...criterion, funnel, step: Math.min(criterion.step, funnel.steps.length) })}
      />
      <Line>
        <WordSelect
          label={t("words.exactly")}
          width="w-44"
          value={criterion.exactly ? "exactly" : "atLeast"}
          words={{ atLeast: t("words.reached"), exactly: t("words.stoppedAt") }}
          onChange={(by) => onChange({ ...criterion, exactly: by === "exactly" })}
        />
        <Select
          aria-label={t("words.step")}
          size="small"
          className="w-64"
          value={String(Math.min(criterion.step, last))}
          options={names.map((name, index) => ({ value: String(index + 1), label: `${index + 1}. ${name}` }))}
          onChange={(event) => onChange({ ...criterion, step: Number(event.currentTarget.value) })}
        />
      </Line>
    </div>
  );
}
