"use client";

import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { className } from "../class-name.ts";
import { useFormatter, useText } from "../text.tsx";
import { seriesStyle } from "./series-style.ts";
import { type TrendSeries, trendLayout } from "./trend-layout.ts";
import { BarSeries, EndLabels, LineSeries } from "./trend-marks.tsx";
import { useWidth } from "./use-width.ts";

const HEIGHT = 220;

/** Values over periods, as lines or bars. Arrow keys move a cursor whose point is read out; bounds are a hatched band. */
export function TrendChart(props: {
  kind: "line" | "bar";
  label: string;
  series: readonly TrendSeries[];
  format?: Intl.NumberFormatOptions;
}) {
  const t = useText("shell");
  const formatter = useFormatter();
  const pattern = useId();
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 720);
  const [cursor, setCursor] = useState<number>();
  const number = (value: number) => formatter.number(value, props.format as never);
  const tick = (value: number) => formatter.number(value, { notation: "compact", ...props.format } as never);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick text changes only with the language, which remounts.
  const layout = useMemo(() => trendLayout(props.series, { width, height: HEIGHT }, tick), [props.series, width]);
  const labels = props.series[0]?.points.map((point) => point.label) ?? [];
  if (labels.length === 0) return <p className="py-8 text-grey-7">{t("chart.nothing")}</p>;

  function keyDown(event: KeyboardEvent) {
    const last = labels.length - 1;
    const at = cursor ?? last;
    const to = { ArrowLeft: at - 1, ArrowRight: cursor === undefined ? last : at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCursor(Math.max(0, Math.min(last, to)));
  }
  const spoken = cursor === undefined ? [] : props.series.map((one) => pointText(one, cursor));
  function pointText(one: TrendSeries, at: number): string {
    const point = one.points[at];
    if (!point) return "";
    const value = point.value === null ? t("chart.noValue") : number(point.value);
    const bounds =
      point.low !== undefined && point.high !== undefined && point.low !== point.high
        ? ` (${t("chart.bounds", { low: number(point.low), high: number(point.high) })})`
        : "";
    const open = point.incomplete ? `, ${t("chart.incomplete")}` : "";
    return `${t("chart.point", { series: one.name, label: point.label, value })}${bounds}${open}`;
  }
  const Series = props.kind === "bar" ? BarSeries : LineSeries;
  return (
    <div ref={holder} className="relative min-w-0">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys read the points out. */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: a chart is no fieldset. */}
      <div
        role="group"
        tabIndex={0}
        aria-label={`${props.label}. ${t("chart.keyboard")}`}
        onKeyDown={keyDown}
        onBlur={() => setCursor(undefined)}
        onPointerLeave={() => setCursor(undefined)}
        onPointerMove={(event) => {
          const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
          const at = labels.findIndex((_, index) => x < layout.x(index) + layout.bandWidth * 0.625);
          setCursor(at === -1 ? labels.length - 1 : at);
        }}
      >
        <svg
          data-chart
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width="100%"
          height={HEIGHT}
          aria-hidden
          className="block select-none text-label"
        >
          <defs>
            <pattern id={pattern} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="5" className="fill-grey-6" opacity="0.55" />
            </pattern>
          </defs>
          {layout.yTicks.map((value) => (
            <g key={value}>
              <line
                x1={layout.left}
                x2={layout.right}
                y1={layout.y(value)}
                y2={layout.y(value)}
                className="stroke-grey-4"
                strokeWidth="1"
              />
              <text
                x={layout.left - 6}
                y={layout.y(value)}
                textAnchor="end"
                dominantBaseline="central"
                className="fill-grey-7"
                fontSize="12"
              >
                {tick(value)}
              </text>
            </g>
          ))}
          {layout.xTicks.map((index) => (
            <text
              key={index}
              x={layout.x(index)}
              y={HEIGHT - 6}
              textAnchor="middle"
              className="fill-grey-7"
              fontSize="12"
            >
              {labels[index]}
            </text>
          ))}
          {cursor !== undefined && (
            <line
              x1={layout.x(cursor)}
              x2={layout.x(cursor)}
              y1={layout.top}
              y2={layout.bottom}
              className="stroke-grey-6"
            />
          )}
          {props.series.map((one, index) => (
            <Series
              key={one.key}
              series={one}
              layout={layout}
              index={index}
              count={props.series.length}
              pattern={`url(#${pattern})`}
            />
          ))}
          {props.series.length > 1 && props.series.length <= 4 && <EndLabels series={props.series} layout={layout} />}
        </svg>
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: see above. */}
      {props.series.length > 4 && (
        <ul className="flex flex-wrap gap-x-4 text-grid">
          {props.series.map((one, index) => (
            <li key={one.key} className="flex items-center gap-1.5">
              <svg viewBox="0 0 16 4" aria-hidden className={className("h-1 w-4", seriesStyle(index).colour)}>
                <line
                  x1="0"
                  x2="16"
                  y1="2"
                  y2="2"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={seriesStyle(index).dash}
                />
              </svg>
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite" className="min-h-5 text-grid">
        {spoken.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
