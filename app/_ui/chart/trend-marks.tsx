import { line } from "d3-shape";
import { className } from "../class-name.ts";
import { seriesStyle } from "./series-style.ts";
import { spreadLabels, type TrendLayout, type TrendPoint, type TrendSeries } from "./trend-layout.ts";

interface MarkProps {
  readonly series: TrendSeries;
  readonly layout: TrendLayout;
  readonly index: number;
  readonly count: number;
  /** The hatching, as a paint. */
  readonly pattern: string;
}

type Drawn = TrendPoint & { readonly at: number };

function drawn(series: TrendSeries): Drawn[] {
  return series.points.map((point, at) => ({ ...point, at }));
}

function hasBounds(point: Drawn): point is Drawn & { low: number; high: number } {
  return point.low !== undefined && point.high !== undefined && point.high > point.low;
}

/** A line; the stretch to an incomplete period is dashed and ends in an open dot. */
export function LineSeries({ series, layout, index, pattern }: MarkProps) {
  const style = seriesStyle(index);
  const points = drawn(series);
  const path = line<Drawn>()
    .defined((point) => point.value !== null)
    .x((point) => layout.x(point.at))
    .y((point) => layout.y(point.value ?? 0));
  const open = points.findIndex((point) => point.incomplete);
  const whole = open === -1 ? points : points.slice(0, open);
  const tail = open === -1 ? [] : points.slice(Math.max(0, open - 1));
  const last = points.findLast((point) => point.value !== null);
  return (
    <g className={style.colour}>
      {bandPaths(points, layout).map((d) => (
        <path key={d} d={d} fill={pattern} />
      ))}
      <path
        d={path(whole) ?? undefined}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={style.dash}
      />
      <path d={path(tail) ?? undefined} fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2 4" />
      {last && (
        <circle
          cx={layout.x(last.at)}
          cy={layout.y(last.value ?? 0)}
          r="3"
          className={className(last.incomplete ? "fill-grey-1" : "fill-current")}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      )}
    </g>
  );
}

/** The band between the bounds, in one piece per run of points that have them. */
function bandPaths(points: readonly Drawn[], layout: TrendLayout): string[] {
  const runs: (Drawn & { low: number; high: number })[][] = [];
  let run: (Drawn & { low: number; high: number })[] = [];
  for (const point of points) {
    if (hasBounds(point)) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs.map((stretch) => {
    const top = stretch.map((p) => `${layout.x(p.at) - (stretch.length === 1 ? 4 : 0)},${layout.y(p.high)}`);
    const bottom = stretch
      .map((p) => `${layout.x(p.at) + (stretch.length === 1 ? 4 : 0)},${layout.y(p.low)}`)
      .reverse();
    return `M${[...top, ...bottom].join("L")}Z`;
  });
}

/** Bars side by side; an incomplete period is hatched, bounds are a whisker. */
export function BarSeries({ series, layout, index, count, pattern }: MarkProps) {
  const style = seriesStyle(index);
  const width = layout.bandWidth / count;
  return (
    <g className={style.colour}>
      {drawn(series).map((point) => {
        if (point.value === null) return null;
        const left = layout.x(point.at) - layout.bandWidth / 2 + width * index;
        const box = {
          x: left,
          y: Math.min(layout.y(point.value), layout.y(0)),
          width: Math.max(1, width - 1),
          height: Math.abs(layout.y(0) - layout.y(point.value)),
        };
        return (
          <g key={point.label}>
            <rect
              {...box}
              className={point.incomplete ? "fill-transparent" : "fill-current"}
              stroke={point.incomplete ? "currentColor" : "none"}
            />
            {point.incomplete && <rect {...box} fill={pattern} />}
            {hasBounds(point) && (
              <path
                d={`M${left + width / 2} ${layout.y(point.low)}V${layout.y(point.high)}m-3 0h6M${left + width / 2 - 3} ${layout.y(point.low)}h6`}
                className="stroke-grey-10"
                fill="none"
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

const LONGEST = 22;

/** The name of each series at its last value. */
export function EndLabels({ series, layout }: { series: readonly TrendSeries[]; layout: TrendLayout }) {
  const ends = series.map((one) => {
    const at = one.points.findLastIndex((point) => point.value !== null);
    return at === -1 ? layout.bottom : layout.y(one.points[at]?.value ?? 0);
  });
  const spread = spreadLabels(ends, 14, layout.bottom);
  return (
    <>
      {series.map((one, index) => (
        <text
          key={one.key}
          x={layout.right + 6}
          y={spread[index]}
          dominantBaseline="central"
          fontSize="12"
          className={className("fill-current", seriesStyle(index).colour)}
        >
          {one.name.length > LONGEST ? `${one.name.slice(0, LONGEST - 1)}…` : one.name}
        </text>
      ))}
    </>
  );
}
