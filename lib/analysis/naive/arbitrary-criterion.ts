/** Random windows, funnels and criteria of cohorts over the random logs. */

import fc from "fast-check";
import type { Criterion, Duration, EventSelector, FunnelDefinition, PropertyRef, TimeWindow } from "../question.ts";
import { selectorArbitrary, traitFilterArbitrary } from "./arbitrary-selector.ts";

const durationArbitrary: fc.Arbitrary<Duration> = fc.constantFrom<Duration>(
  { value: 6, unit: "hour" },
  { value: 1, unit: "day" },
  { value: 72, unit: "hour" },
  { value: 7, unit: "day" },
  { value: 90, unit: "minute" },
);

export const rangeArbitrary: fc.Arbitrary<TimeWindow> = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((lastDays) => ({ lastDays })),
  fc.constantFrom({ lastHours: 1 }, { lastHours: 30 }),
  fc.constantFrom(
    { fromDaysAgo: 20, toDaysAgo: 3 },
    { fromDaysAgo: 1, toDaysAgo: 1 },
    { fromDaysAgo: 2, toDaysAgo: 0 },
  ),
  fc.constantFrom(
    { from: "2026-03-01", to: "2026-03-31" },
    { from: "2026-03-28", to: "2026-03-29" },
    { from: "2025-10-20", to: "2026-04-30" },
  ),
);

const windowArbitrary: fc.Arbitrary<TimeWindow> = fc.oneof(
  { weight: 4, arbitrary: rangeArbitrary },
  { weight: 1, arbitrary: fc.constant<TimeWindow>({ ever: true }) },
  { weight: 2, arbitrary: durationArbitrary.map((afterSignUp) => ({ afterSignUp })) },
);

export const funnelArbitrary: fc.Arbitrary<FunnelDefinition> = fc.record({
  steps: fc.array(selectorArbitrary, { minLength: 1, maxLength: 4 }),
  within: durationArbitrary,
  range: fc.oneof(rangeArbitrary, fc.constant<TimeWindow>({ ever: true })),
});

const comparisonArbitrary = (numbers: readonly number[]) =>
  fc.record({
    op: fc.constantFrom(">=" as const, "<=" as const, "=" as const, ">" as const, "<" as const),
    value: fc.constantFrom(...numbers),
  });

const amounts: fc.Arbitrary<{ event: EventSelector; property: PropertyRef }> = fc.constantFrom(
  { event: { role: "purchase" }, property: { propertyRole: "revenue" } } as const,
  { event: { event: "evt_b" }, property: { property: "prp_price" } } as const,
  { event: { any: true }, property: { property: "prp_price|prp_total" } } as const,
  { event: { event: "evt_a" }, property: { property: "prp_n" } } as const,
  { event: { event: "evt_c" }, property: { property: "prp_weight" } } as const,
);

const leafArbitrary: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({
    kind: fc.constant("count" as const),
    event: selectorArbitrary,
    count: comparisonArbitrary([0, 1, 2, 3]),
    window: windowArbitrary,
  }),
  fc.record({
    kind: fc.constant("regular" as const),
    event: selectorArbitrary,
    unit: fc.constantFrom("day" as const, "week" as const, "month" as const),
    atLeast: fc.constantFrom(1, 2),
    of: fc.constantFrom(2, 4),
    skip: fc.constantFrom(0, 1),
  }),
  fc
    .tuple(
      amounts,
      windowArbitrary,
      fc.oneof(
        comparisonArbitrary([0, 10, 15, 30.5]),
        fc.constantFrom({ topPercent: 10 }, { topPercent: 50 }, { topPercent: 100 }),
      ),
    )
    .map(([amount, window, sum]): Criterion => ({ kind: "sum", ...amount, window, sum })),
  fc.record({
    kind: fc.constant("sequence" as const),
    first: selectorArbitrary,
    which: fc.constantFrom("first" as const, "latest" as const, "any" as const),
    // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
    then: selectorArbitrary,
    within: durationArbitrary,
    followed: fc.boolean(),
    window: windowArbitrary,
  }),
  fc.record({
    kind: fc.constant("sequence" as const),
    first: fc.constantFrom<EventSelector>({ event: "evt_b" }, { role: "key_value_action" }, { any: true }),
    which: fc.constantFrom("first" as const, "latest" as const, "any" as const),
    // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
    then: fc.constantFrom<EventSelector>({ event: "evt_c" }, { event: "evt_b" }),
    within: durationArbitrary,
    followed: fc.boolean(),
    window: windowArbitrary,
    sameProperty: fc.constantFrom<PropertyRef>({ property: "prp_cart_b|prp_cart_c" }, { automatic: "country" }),
  }),
  traitFilterArbitrary.map((filter): Criterion => ({ kind: "property", filter })),
  fc.record({
    kind: fc.constant("activation" as const),
    event: selectorArbitrary,
    atLeast: fc.constantFrom(1, 2),
    within: durationArbitrary,
    group: fc.constantFrom("reached" as const, "not_reached" as const, "open" as const),
  }),
  fc.tuple(funnelArbitrary, fc.integer({ min: 1, max: 4 }), fc.boolean()).map(
    ([funnel, step, exactly]): Criterion => ({
      kind: "funnel_step",
      funnel,
      step: Math.min(step, funnel.steps.length),
      exactly,
    }),
  ),
  fc.constant<Criterion>({ kind: "cohort", cohort: "coh_saved" }),
);

export const criterionArbitrary: fc.Arbitrary<Criterion> = fc.letrec<{ node: Criterion }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: leafArbitrary },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom("all" as const, "any" as const),
        of: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: tie("node").map((of): Criterion => ({ kind: "not", of })) },
    { weight: 1, arbitrary: tie("node").map((of): Criterion => ({ kind: "as_sent", of })) },
  ),
})).node;
