/** One measured figure, beside the limit it was measured against in the same run. */

export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Ours divided by the limit, where one was run side by side. */
  readonly ratio?: number;
  /** What the ratio (or, without one, the value) should reach, and what it must not fall below. */
  readonly goal?: string;
  readonly floor?: string;
}

/** The middle of the values; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The least value that `share` percent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? Number.NaN;
}

/** Prints rows as soon as they are measured, beside the table at the end: a long bench is followed, and what ends it loses none. */
export function tell(rows: readonly BenchRow[]): void {
  for (const { name, value, unit, goal = "" } of rows) {
    console.error(
      `${new Date().toISOString().slice(11, 19)} ${name} ${value.toPrecision(4)} ${unit} ${goal}`.trimEnd(),
    );
  }
}
