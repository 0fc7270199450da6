/** Random logs: few people, times that tie and meet clock changes, every kind of value, links and late arrival. */

import fc from "fast-check";
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
      // As it came; released by a later judgement; stripped; transformed; released and transformed.
      repaired: fc.constantFrom(0, 0, 0, 0, 1, 2, 4, 5),
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
