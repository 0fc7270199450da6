/** Random logs and questions: few people, times that tie and meet clock changes, every kind of value, links and late arrival. */

import fc from "fast-check";
import type {
  Criterion,
  Duration,
  EventSelector,
  FunnelDefinition,
  PropertyFilter,
  PropertyRef,
  TimeWindow,
} from "../question.ts";
import type { World, WorldEvent } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones with odd offsets, changes by half an hour, at midnight, or none; as-of lies soon after a change of some of them. */
const zones = fc.constantFrom(
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "America/Santiago",
  "Pacific/Apia",
);
const asOfs = fc.constantFrom(
  Date.UTC(2026, 2, 30, 9, 30),
  Date.UTC(2026, 2, 29, 1, 0),
  Date.UTC(2025, 10, 3, 4, 59, 59, 999),
  Date.UTC(2026, 3, 6, 15, 0),
  Date.UTC(2026, 3, 25, 0, 30),
  Date.UTC(2026, 1, 1, 5, 0),
);

/** Milliseconds before as-of (some after it): close together, on a grid so that ties are common, or far back. */
const ages = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.integer({ min: -1, max: 60 }), fc.constantFrom(0, 0, 1, -1))
      .map(([steps, jitter]) => steps * 6 * HOUR + jitter),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 0, 0, 1, -1))
      .map(([steps, jitter]) => steps * HOUR + jitter),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 75 * DAY }) },
);

const values: Readonly<
  Record<string, fc.Arbitrary<Record<string, string | number | boolean | string[] | Record<string, number>>>>
> = {
  evt_s: fc.record({ prp_channel: fc.constantFrom("ads", "seo", "") }, { requiredKeys: [] }),
  evt_a: fc.record(
    {
      prp_n: fc.constantFrom<number | string>(1, 2, 2.5, -3, "1", "two", ""),
      prp_flag: fc.boolean(),
      prp_tags: fc.subarray(["red", "blue", 'o"é']),
      prp_when: fc.constantFrom("2026-03-01T00:00:00.000Z", "2026-03-02T12:00:00.000Z"),
    },
    { requiredKeys: [] },
  ),
  evt_b: fc.record(
    { prp_cart_b: fc.constantFrom("k1", "k2"), prp_price: fc.constantFrom(0.25, 5, 10) },
    { requiredKeys: [] },
  ),
  evt_c: fc.record(
    {
      prp_cart_c: fc.constantFrom("k1", "k2"),
      prp_total: fc.constantFrom(10, 20.5, 30, -5),
      prp_box: fc.record({ weight: fc.constantFrom(1, 7) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  ),
  evt_page: fc.constant({}),
};

const eventArbitrary = fc
  .constantFrom("evt_s", "evt_a", "evt_a", "evt_b", "evt_b", "evt_c", "evt_page", "evt_o", "evt_m", "evt_u")
  .chain((event) =>
    fc.record({
      event: fc.constant(event),
      person: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 101, 102, 103),
      age: ages,
      properties: values[event] ?? fc.constant({}),
      automatic: fc.constantFrom({}, { country: "FR" }, { country: "US" }),
      group: fc.constantFrom("", "", "g1", "g2"),
    }),
  );

const traitArbitrary = fc
  .oneof(
    fc.record({ property: fc.constant("prp_plan"), value: fc.constantFrom("free", "trial", "pro") }),
    fc.record({ property: fc.constant("prp_nps"), value: fc.constantFrom(1, 9, null) }),
    fc.record({ property: fc.constant("prp_optin"), value: fc.boolean() }),
    fc.record({ property: fc.constant("prp_sector"), value: fc.constantFrom("health", "retail") }),
  )
  .chain((fixed) =>
    fc.record({
      property: fc.constant(fixed.property),
      value: fc.constant<string | number | boolean | null>(fixed.value),
      person: fc.constantFrom(1, 2, 3, 10, 101),
      group: fc.constantFrom("g1", "g2"),
      age: ages,
    }),
  );

const linkArbitrary = fc.record({
  anonymous: fc.constantFrom(101, 102),
  person: fc.constantFrom(1, 2, 3),
  age: ages,
});

/** Arrival is a shuffle of time: uids follow the order of generation, not of event time. */
export const worldArbitrary: fc.Arbitrary<World> = fc
  .record({
    events: fc.array(eventArbitrary, { minLength: 20, maxLength: 110 }),
    traits: fc.array(traitArbitrary, { maxLength: 20 }),
    links: fc.array(linkArbitrary, { maxLength: 4 }),
    timeZone: zones,
    weekStart: fc.constantFrom(1, 7, 6),
    asOf: asOfs,
  })
  .map(({ events, traits, links, timeZone, weekStart, asOf }) => ({
    events: events.map(
      ({ age, ...event }, index): WorldEvent => ({ ...event, uid: 1 + index, ts: asOf - age }) as WorldEvent,
    ),
    traits: traits.map(({ age, property, person, group, value }, index) => {
      const subject = property === "prp_sector" ? ("group" as const) : ("user" as const);
      return {
        uid: 1000 + index,
        subject,
        property,
        person,
        group: subject === "group" ? group : "",
        ts: asOf - age,
        value,
      };
    }),
    links: links.map(({ age, ...link }, index) => ({ ...link, uid: 2000 + index, ts: asOf - age })),
    timeZone,
    weekStart,
    asOf,
    roles: {
      sign_up: ["evt_s"],
      key_value_action: ["evt_a", "evt_b"],
      purchase: ["evt_c"],
      add_to_cart: ["evt_b"],
      product_viewed: ["evt_page"],
      onboarding_step: ["evt_o"],
      email_opened: ["evt_m"],
      unsubscribe: ["evt_u"],
    },
    propertyRoles: { revenue: ["prp_price", "prp_total"], channel: ["prp_channel"] },
  }));

const comparisons = (
  property: PropertyRef,
  candidates: readonly (string | number | boolean)[],
): fc.Arbitrary<PropertyFilter> =>
  fc
    .oneof(
      fc.record({ op: fc.constantFrom("=" as const, "!=" as const), value: fc.constantFrom(...candidates) }),
      fc.record({
        op: fc.constantFrom("in" as const, "not_in" as const),
        value: fc.subarray([...candidates], { minLength: 1 }),
      }),
      fc.record({ op: fc.constantFrom("is_set" as const, "is_not_set" as const) }),
    )
    .map((operation) => ({ ...property, ...operation }) as PropertyFilter);

const ordered = (property: PropertyRef, bounds: readonly (number | string)[]): fc.Arbitrary<PropertyFilter> =>
  fc
    .record({
      op: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
      value: fc.constantFrom(...bounds),
    })
    .map((operation) => ({ ...property, ...operation }) as PropertyFilter);

const texts = (property: PropertyRef, parts: readonly string[]): fc.Arbitrary<PropertyFilter> =>
  fc
    .record({ op: fc.constantFrom("contains" as const, "not_contains" as const), value: fc.constantFrom(...parts) })
    .map((operation) => ({ ...property, ...operation }) as PropertyFilter);

const traitFilterArbitrary: fc.Arbitrary<PropertyFilter> = fc.oneof(
  comparisons({ userProperty: "prp_plan" }, ["free", "trial", "gone"]),
  texts({ userProperty: "prp_plan" }, ["r", "ial"]),
  comparisons({ userProperty: "prp_nps" }, [1, 9, "1"]),
  ordered({ userProperty: "prp_nps" }, [1, 5]),
  comparisons({ userProperty: "prp_optin" }, [true, false, 1]),
  comparisons({ groupProperty: "prp_sector" }, ["health", "retail"]),
);

const filtersOf: Readonly<Record<string, fc.Arbitrary<PropertyFilter>>> = {
  evt_s: comparisons({ propertyRole: "channel" }, ["ads", ""]),
  evt_a: fc.oneof(
    comparisons({ property: "prp_n" }, [1, 2.5, "1", "", true]),
    ordered({ property: "prp_n" }, [2, -3]),
    texts({ property: "prp_n" }, ["o", ""]),
    comparisons({ property: "prp_flag" }, [true, false, 1, "true"]),
    texts({ property: "prp_tags" }, ["red", 'o"é', "re"]),
    ordered({ property: "prp_when" }, ["2026-03-01T00:00:00Z", "2026-03-02"]),
  ),
  evt_b: fc.oneof(ordered({ property: "prp_price" }, [5]), comparisons({ property: "prp_cart_b" }, ["k1", "k2"])),
  evt_c: fc.oneof(
    ordered({ propertyRole: "revenue" }, [20.5]),
    comparisons({ property: "prp_total" }, [10, "10"]),
    comparisons({ property: "prp_box" }, ["x"]),
  ),
  evt_page: comparisons({ automatic: "country" }, ["FR", "US"]),
};

const anyFilter = fc.oneof(
  comparisons({ automatic: "country" }, ["FR", "DE"]),
  comparisons({ property: "prp_n" }, [1, "1"]),
  traitFilterArbitrary,
);

const withFilters = (selector: object, filters: fc.Arbitrary<PropertyFilter>): fc.Arbitrary<EventSelector> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(fc.oneof(filters, anyFilter), { minLength: 1, maxLength: 2 }) },
    )
    .map((where) => (where.length === 0 ? selector : { ...selector, where }) as EventSelector);

export const selectorArbitrary: fc.Arbitrary<EventSelector> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom("evt_s", "evt_a", "evt_b", "evt_c", "evt_page")
      .chain((event) => withFilters({ event }, filtersOf[event] ?? anyFilter)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("key_value_action", "purchase").chain((role) => withFilters({ role }, anyFilter)),
  },
  { weight: 1, arbitrary: withFilters({ any: true }, anyFilter) },
);

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
  ),
})).node;
