/**
 * The compact spec: what the properties of one event must satisfy, for the small validators that SDKs of every language
 * carry. Plain JSON, made from the plan's JSON Schema (`compile-spec.ts`), free of names of any language.
 *
 * A spec is a flat list `[keyword, argument, keyword, argument, ...]` of checks. A value conforms when it passes them all.
 * They stand in the order in which they are to be tried, and the first one failed is what is told, by its keyword and by
 * the path of the value. A keyword may stand twice. `[]` admits any value.
 *
 * | keyword            | argument                    | applies to | the value passes when                                  |
 * |--------------------|-----------------------------|------------|--------------------------------------------------------|
 * | `type`             | bit mask, see `TYPE_BITS`   | all        | a bit of its type is set                               |
 * | `false schema`     | 0                           | all        | never                                                  |
 * | `const`            | JSON value                  | all        | it equals it                                           |
 * | `enum`             | list of JSON values         | all        | it equals one of them                                  |
 * | `not`              | spec                        | all        | it does not conform                                    |
 * | `anyOf`            | list of specs               | all        | it conforms to at least one                            |
 * | `oneOf`            | list of specs               | all        | it conforms to exactly one                             |
 * | `allOf`            | list of specs               | all        | it conforms to each; told is what failed inside        |
 * | `if`               | `[condition, then, else]`   | all        | it conforms to `then` where it conforms to `condition`,|
 * |                    | three specs                 |            | to `else` where it does not; told is what failed inside|
 * | `maximum`          | number                      | numbers    | value <= argument                                      |
 * | `minimum`          | number                      | numbers    | value >= argument                                      |
 * | `exclusiveMaximum` | number                      | numbers    | value < argument                                       |
 * | `exclusiveMinimum` | number                      | numbers    | value > argument                                       |
 * | `multipleOf`       | number                      | numbers    | q = value / argument is within 1e-6 of a whole number  |
 * |                    |                             |            | (an infinite q passes, an argument of 0 never does)    |
 * | `maxLength`        | number                      | strings    | it has at most so many Unicode code points (half a     |
 * |                    |                             |            | surrogate pair counts as one)                          |
 * | `minLength`        | number                      | strings    | it has at least so many                                |
 * | `pattern`          | ECMAScript regular          | strings    | it is found somewhere in the value, as with the `u`    |
 * |                    | expression                  |            | flag and no other                                      |
 * | `format`           | one of `SPEC_FORMATS`       | strings    | ajv-formats in full mode accepts it                    |
 * | `maxItems`         | number                      | lists      | it has at most so many items                           |
 * | `minItems`         | number                      | lists      | it has at least so many                                |
 * | `items`            | spec                        | lists      | each item conforms, first to last; told is what failed |
 * |                    |                             |            | inside, below `/<index>`                               |
 * | `contains`         | spec                        | lists      | at least one item conforms                             |
 * | `uniqueItems`      | 1                           | lists      | no two items are equal                                 |
 * | `maxProperties`    | number                      | objects    | it has at most so many keys                            |
 * | `minProperties`    | number                      | objects    | it has at least so many                                |
 * | `required`         | list of keys                | objects    | it has each; told is the first missing, below its key  |
 * | `propertyNames`    | spec                        | objects    | each key, as a string, conforms, in the order of the   |
 * |                    |                             |            | value; told is what failed inside, of the object       |
 * | `properties`       | `[members]` or              | objects    | first, where there is a `rest`: each key that is no    |
 * |                    | `[members, rest]`;          |            | member, in the order of the value, conforms to `rest`; |
 * |                    | `members` maps keys to      |            | `false` admits none and is told as                     |
 * |                    | specs, `rest` is `false`    |            | `additionalProperties`, below the key. Then each       |
 * |                    | or a spec                   |            | member that is there conforms, in the order of         |
 * |                    |                             |            | `members`; told is what failed inside, below the key   |
 *
 * A check that does not apply to the value's type passes. Numbers are IEEE 754 doubles, so 1, 1.0 and -0 differ in nothing
 * but their text; equality is that of JSON values, whatever the order of keys; only an object's own keys count, and any
 * string may be a key, `__proto__` and the empty one included.
 *
 * Where all members of an `anyOf` fail (or of a `oneOf`), what is told is what helps most: if exactly one member failed for
 * another reason than the type of this very value, what that member tells; if several did, the `anyOf` (or `oneOf`) itself;
 * if none did, `type`. Paths are JSON pointers (RFC 6901).
 */

import type { Json } from "../../lib/plan/plan.ts";

/** An integer is a number without a fraction: it has both its bits, a number with a fraction has `number` alone. */
export const TYPE_BITS = {
  null: 1,
  boolean: 2,
  integer: 4,
  number: 8,
  string: 16,
  array: 32,
  object: 64,
} as const;

/** Formats that every SDK checks; others are left to ingest. */
// biome-ignore format: one list of words
export const SPEC_FORMATS = [
  "date-time", "date", "time", "duration", "email", "uri", "uuid", "hostname", "ipv4", "ipv6",
] as const;

export type Spec = readonly Json[];

/** A check that the plan makes and a spec does not: the server alone sees to it. */
export interface IngestOnly {
  /** Keys from the properties down, `[]` for the items of a list, `*` for keys that have no name of their own; "" is the whole. */
  readonly path: string;
  readonly keyword: string;
}

export interface CompiledSpec {
  readonly spec: Spec;
  /** What conforms to the plan conforms to the spec all the same: it only asks for less. */
  readonly ingestOnly: readonly IngestOnly[];
}
