/** Names in Kotlin. */

import { jvmNames } from "../jvm/jvm-names.ts";

/** Keywords, what every enum already has, and what stands beside arguments in generated constructors. */
const WORDS =
  "_ as break class continue do else false for fun if in interface is null object package return super this throw true try " +
  "typealias typeof val var when while field it companion named others fields some always suppliers meta purposes wire name " +
  "ordinal entries values valueOf";

/** Types that generated files name, or that their readers would take for the language's own. */
const TYPES =
  "Adapter Any Array ArrayList AutoCloseable Boolean Byte CallOptions Char CharSequence Class Collection Comparable Companion " +
  "Consent ConsentPurpose Deprecated Double Enum Error Event Exception Fields FileStorage Float Function GroupTraits HashMap " +
  "HashSet Int Iterable Lazy LinkedHashMap List Long Map Message Meta Named Nothing Number Object OnDrop OnViolation Optional " +
  "Options Pair Payload PlanInfo Purposes Recorder ReplaceWith Result Runtime Sequence Set Short Storage String SuperProperties " +
  "SuperValues Suppress System Thread Throwable Tracker Triple Unit UserTraits Violation ViolationException WireValue kotlin";

/**
 * `Part1` and the like hold the arguments of an object that has too many for one constructor; `OfString` and the like stand for
 * the members of a union, and would hide what they hold.
 */
const MADE = /^(?:part\d+|of(?:array|boolean|integer|number|object|string)\d*)$/i;

export const kotlinNames = jvmNames({ words: WORDS, types: TYPES, made: MADE });

/** Letters that compilers of every age know; a name with others stands in back-ticks. */
const PLAIN =
  /^[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e\u0391-\u03a1\u03a3-\u03ce\u0410-\u044f\u0401\u0451\u05d0-\u05ea\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a30-9]+$/;

/** A name as it stands in code. */
export function inCode(name: string): string {
  return PLAIN.test(name) && !/^(?:_+|\d.*)$/.test(name) ? name : `\`${name}\``;
}
