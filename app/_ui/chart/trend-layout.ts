/** Where everything of a trend chart stands, in pixels. Pure, so that it can be tested without a page. */

import { scaleBand, scaleLinear } from "d3-scale";

export interface TrendPoint {
  /** The period as the reader writes it. */
  readonly label: string;
  readonly value: number | null;
  /** The lowest and highest it could be if what was held back had been valid. */
  readonly low?: number;
  readonly high?: number;
  /** The period is not over. */
  readonly incomplete?: boolean;
}

export interface TrendSeries {
  readonly key: string;
  readonly name: string;
  readonly points: readonly TrendPoint[];
}

export interface TrendLayout {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (index: number) => number;
  readonly bandWidth: number;
  readonly y: (value: number) => number;
  readonly yTicks: readonly number[];
  /** Indexes of the periods that get a label. */
  readonly xTicks: readonly number[];
}

const TOP = 8;
const BOTTOM = 24;
/** Roughly the width of one character of 12 px text. */
const CHARACTER = 6.6;

/** Bars stand on zero; lines too, unless a value lies below it. */
export function trendLayout(
  series: readonly TrendSeries[],
  size: { readonly width: number; readonly height: number },
  tickText: (value: number) => string,
): TrendLayout {
  const points = series.flatMap((one) => one.points);
  const values = points.flatMap((point) => [point.value, point.low, point.high]).filter((v) => typeof v === "number");
  const scale = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values) || 1])
    .nice(4)
    .range([size.height - BOTTOM, TOP]);
  // What is counted in whole numbers has no half on its axis.
  const whole = values.every((value) => Number.isInteger(value));
  const yTicks = scale.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  const left = Math.ceil(Math.max(...yTicks.map((tick) => tickText(tick).length)) * CHARACTER) + 8;
  const names = Math.max(...series.map((one) => one.name.length), 0) * CHARACTER;
  const right = series.length > 1 && series.length <= 4 ? Math.min(160, Math.ceil(names) + 12) : 12;
  const count = Math.max(1, ...series.map((one) => one.points.length));
  const band = scaleBand<number>()
    .domain(Array.from({ length: count }, (_, index) => index))
    .range([left, size.width - right])
    .paddingInner(0.2)
    .paddingOuter(0.1);
  const widest = Math.max(1, ...points.map((point) => point.label.length)) * CHARACTER + 12;
  const every = Math.max(1, Math.ceil((widest * count) / Math.max(1, size.width - left - right)));
  return {
    left,
    right: size.width - right,
    top: TOP,
    bottom: size.height - BOTTOM,
    x: (index) => (band(index) ?? left) + band.bandwidth() / 2,
    bandWidth: band.bandwidth(),
    y: (value) => scale(value),
    yTicks,
    xTicks: Array.from({ length: count }, (_, index) => index).filter((index) => index % every === 0),
  };
}

/** Moves labels apart so that none covers another: positions in, positions out, in the same order. */
export function spreadLabels(positions: readonly number[], gap: number, bottom: number): readonly number[] {
  const order = positions.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  let last = Number.NEGATIVE_INFINITY;
  for (const label of order) {
    label.at = Math.max(label.at, last + gap);
    last = label.at;
  }
  let limit = bottom;
  for (const label of order.reverse()) {
    label.at = Math.min(label.at, limit);
    limit = label.at - gap;
  }
  return order.sort((a, b) => a.index - b.index).map((label) => label.at);
}
