"use client";

import type { Duration, TimeWindow } from "../../../../../lib/analysis/question.ts";
import { Input } from "../../../../_ui/input.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { NumberInput } from "./number-input.tsx";

type WindowKind = "lastDays" | "lastHours" | "daysAgo" | "dates" | "ever" | "afterSignUp";

function kindOf(window: TimeWindow): WindowKind {
  if ("lastDays" in window) return "lastDays";
  if ("lastHours" in window) return "lastHours";
  if ("fromDaysAgo" in window) return "daysAgo";
  if ("from" in window) return "dates";
  return "ever" in window ? "ever" : "afterSignUp";
}

const DAY = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

function startOf(kind: WindowKind): TimeWindow {
  switch (kind) {
    case "lastDays":
      return { lastDays: 30 };
    case "lastHours":
      return { lastHours: 24 };
    case "daysAgo":
      return { fromDaysAgo: 41, toDaysAgo: 14 };
    case "dates":
      return { from: isoDay(Date.now() - 30 * DAY), to: isoDay(Date.now()) };
    case "ever":
      return { ever: true };
    case "afterSignUp":
      return { afterSignUp: { value: 7, unit: "day" } };
  }
}

/** The time a question looks at. */
export function WindowControl(props: {
  window: TimeWindow;
  onChange: (window: TimeWindow) => void;
  /** Windows that only make sense per person are left out for ranges of charts. */
  forRange?: boolean;
}) {
  const t = useText("analysis");
  const { window, onChange } = props;
  const kinds: readonly WindowKind[] = props.forRange
    ? ["lastDays", "dates", "daysAgo"]
    : ["lastDays", "lastHours", "daysAgo", "dates", "afterSignUp", "ever"];
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Select
        aria-label={t("window.label")}
        size="small"
        className="w-72 max-w-full"
        value={kindOf(window)}
        options={kinds.map((kind) => ({ value: kind, label: t(`window.${kind}`) }))}
        onChange={(event) => onChange(startOf(event.currentTarget.value as WindowKind))}
      />
      {"lastDays" in window && (
        <NumberInput
          label={t("window.days")}
          value={window.lastDays}
          min={1}
          max={3660}
          onChange={(lastDays) => onChange({ lastDays })}
        />
      )}
      {"lastHours" in window && (
        <NumberInput
          label={t("window.hours")}
          value={window.lastHours}
          min={1}
          max={8784}
          onChange={(lastHours) => onChange({ lastHours })}
        />
      )}
      {"fromDaysAgo" in window && (
        <>
          <NumberInput
            label={t("window.fromDaysAgo")}
            value={window.fromDaysAgo}
            max={3660}
            onChange={(fromDaysAgo) => onChange({ ...window, fromDaysAgo })}
          />
          <span>{t("window.to")}</span>
          <NumberInput
            label={t("window.toDaysAgo")}
            value={window.toDaysAgo}
            max={3660}
            onChange={(toDaysAgo) => onChange({ ...window, toDaysAgo })}
          />
          <span>{t("window.ago")}</span>
        </>
      )}
      {"from" in window && (
        <>
          <Input
            type="date"
            aria-label={t("window.from")}
            className="h-7 w-36"
            value={window.from}
            onChange={(event) =>
              event.currentTarget.value !== "" && onChange({ ...window, from: event.currentTarget.value })
            }
          />
          <span>{t("window.to")}</span>
          <Input
            type="date"
            aria-label={t("window.until")}
            className="h-7 w-36"
            value={window.to}
            onChange={(event) =>
              event.currentTarget.value !== "" && onChange({ ...window, to: event.currentTarget.value })
            }
          />
        </>
      )}
      {"afterSignUp" in window && (
        <DurationControl duration={window.afterSignUp} onChange={(afterSignUp) => onChange({ afterSignUp })} />
      )}
    </span>
  );
}

/** An exact duration. */
export function DurationControl(props: { duration: Duration; onChange: (duration: Duration) => void; label?: string }) {
  const t = useText("analysis");
  const { duration } = props;
  return (
    <span className="inline-flex items-center gap-2">
      <NumberInput
        label={props.label ?? t("duration.value")}
        value={duration.value}
        min={1}
        max={100_000}
        onChange={(value) => props.onChange({ ...duration, value })}
      />
      <Select
        aria-label={t("duration.unit")}
        size="small"
        className="w-28"
        value={duration.unit}
        options={(["minute", "hour", "day", "week"] as const).map((unit) => ({
          value: unit,
          label: t(`duration.${unit}`, { count: duration.value }),
        }))}
        onChange={(event) => props.onChange({ ...duration, unit: event.currentTarget.value as Duration["unit"] })}
      />
    </span>
  );
}
