/** Rows of the grid for tests, and how their cells are worded. */

import fc from "fast-check";
import { DAYS_MAX } from "../../../../../../../lib/plan/day.ts";
import { CALL_TYPES, EVENT_ROLES, PRIVACY_CLASSES, STATUSES } from "../../../../../../../lib/plan/plan.ts";
import type { CellWords } from "../cell-value.ts";
import type { EventRow } from "../event-row.ts";
import { blankRow } from "../paste-plan.ts";

export const WORDS: CellWords = {
  language: "en",
  references: {
    category: new Map([
      ["cat_a", "Account"],
      ["cat_b", "Shop"],
    ]),
    bundles: new Map([
      ["bdl_a", "Campaign"],
      ["bdl_b", "Order, whole"],
    ]),
    decisions: new Map([
      ["dec_a", "Same name"],
      ["dec_b", "same name"],
    ]),
    metrics: new Map([["met_a", "Revenue"]]),
  },
  option: (column, value) => `${column} ${value}`,
};

export function row(name: string, given: Partial<EventRow> = {}): EventRow {
  return { ...blankRow(name, `evt_${name}`), ...given };
}

const text = fc
  .oneof(fc.string(), fc.constantFrom("two\nlines", "a\tb", '"quoted"', "Order, whole", " spaced "))
  .map((one) =>
    one
      .replaceAll("\r", "")
      .replaceAll("\u0000", "")
      .replace(/\p{Cs}/gu, ""),
  );
const word = text.map((one) => one.trim()).filter((one) => one !== "");
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const localized = fc.record({ en: text.filter((one) => one !== ""), fr: word }, { requiredKeys: [] });

/** Any event's line. Names are made distinct by their place. */
export const anyRows: fc.Arbitrary<readonly EventRow[]> = fc
  .array(
    fc.record({
      callType: fc.constantFrom(...CALL_TYPES),
      displayName: localized,
      description: localized,
      trigger: localized,
      category: fc.option(fc.constantFrom("cat_a", "cat_b"), { nil: undefined }),
      status: fc.constantFrom(...STATUSES),
      owner: fc.option(word, { nil: undefined }),
      tags: fc.uniqueArray(word, { maxLength: 3 }),
      sources: fc.uniqueArray(word, { maxLength: 2 }),
      critical: fc.boolean(),
      roles: some(EVENT_ROLES.slice(0, 4)),
      privacy: fc.constantFrom(...PRIVACY_CLASSES),
      consentPurpose: fc.option(word, { nil: undefined }),
      steward: fc.option(word, { nil: undefined }),
      retentionDays: fc.option(fc.integer({ min: 1, max: DAYS_MAX }), { nil: undefined }),
      expiresOn: fc.option(fc.constantFrom("2030-01-31", "2028-02-29"), { nil: undefined }),
      bundles: some(["bdl_a", "bdl_b"]),
      decisions: some(["dec_a", "dec_b"]),
      metrics: some(["met_a"]),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((rows) => rows.map((given, index) => row(`Event ${index}`, given)));
