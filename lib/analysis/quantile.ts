/** Quantiles of a list, linear between neighbours, as the event store computes them. */

/** `values` ascending and not empty. */
export function quantileOf(values: readonly number[], share: number): number {
  const position = (values.length - 1) * share;
  const below = values[Math.floor(position)] ?? 0;
  const above = values[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}
