/** Random choices of events, with filters on every kind of property that the random logs hold. */

import fc from "fast-check";
import type { EventSelector, PropertyFilter, PropertyRef } from "../question.ts";

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

/** A condition on what a person or a group is. */
export const traitFilterArbitrary: fc.Arbitrary<PropertyFilter> = fc.oneof(
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
