/** Random house rules and purposes. */

import fc from "fast-check";
import { NAMING_CASES } from "../../plan/plan.ts";
import { LEGAL_BASES } from "../../plan/plan-settings.ts";
import { plainStandards, REQUIRABLE_FIELDS, RULE_LEVELS, type Standards, WORD_ORDERS } from "../../plan/standards.ts";
import { TRANSFORMATION_OPERATIONS } from "../../plan/transformation.ts";
import { drop, id, localized, maybe, word } from "./random-text.ts";

export const purpose = fc
  .record({
    key: word,
    name: localized,
    description: localized,
    legalBasis: fc.constantFrom(...LEGAL_BASES),
    recipients: fc.uniqueArray(word, { maxLength: 2 }),
    retentionDays: maybe(fc.integer({ min: 1, max: 400 })),
  })
  .map(drop);

export const recipient = fc
  .record({
    key: word,
    description: localized,
    country: maybe(fc.constantFrom("FR", "US", "JP")),
    safeguards: localized,
  })
  .map(drop);

export const transformation = fc
  .record({
    key: word,
    event: word,
    operation: fc.constantFrom(...TRANSFORMATION_OPERATIONS),
    property: maybe(word),
    to: maybe(word),
    values: maybe(fc.constant({ S: "small", "1": true })),
    sources: fc.uniqueArray(fc.constantFrom("web", "ios"), { maxLength: 2 }),
    before: maybe(fc.constant("2.0")),
    reason: word,
    until: fc.constantFrom("2026-12-01", "2027-01-31"),
  })
  .map(drop);

const words = fc.uniqueArray(word, { maxLength: 2 });
const naming = fc
  .record({
    case: fc.constantFrom(...NAMING_CASES),
    prefix: maybe(word),
    pattern: fc.constantFrom(...WORD_ORDERS),
    allowedVerbs: words,
    forbiddenWords: words,
    acronyms: words,
  })
  .map(drop);
const suppression = fc
  .record({
    rule: fc.constant("event_naming"),
    objectId: fc.constant("plan"),
    reason: word,
    until: maybe(fc.constant("2030-01-01")),
  })
  .map((fields) => ({ ...drop(fields), id: id("sup") }));
export const standards: fc.Arbitrary<Standards> = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMING_CASES), fc.constantFrom(...NAMING_CASES)).map(([a, b]) => plainStandards(a, b)),
  fc
    .record({
      naming: fc.record({ event: naming, property: naming, user_property: naming, bundle: naming, category: naming }),
      requiredFields: fc.record({
        event: fc.subarray([...REQUIRABLE_FIELDS.event]),
        property: fc.subarray([...REQUIRABLE_FIELDS.property]),
        user_property: fc.subarray([...REQUIRABLE_FIELDS.user_property]),
        bundle: fc.subarray([...REQUIRABLE_FIELDS.bundle]),
        category: fc.subarray([...REQUIRABLE_FIELDS.category]),
      }),
      severities: fc.dictionary(fc.constantFrom("event_naming", "odd_name"), fc.constantFrom(...RULE_LEVELS), {
        noNullPrototype: true,
      }),
      synonyms: fc.array(words, { maxLength: 2 }),
      suppressions: fc.array(suppression, { maxLength: 2 }),
      staleDays: maybe(fc.integer({ min: 1, max: 400 })),
    })
    .map(drop),
);
