/** Names in Java. */

import { jvmNames, upperFirst } from "../jvm/jvm-names.ts";

/** Keywords, and what every object of Java already has. */
const WORDS =
  "_ abstract assert boolean break byte case catch char class const continue default do double else enum exports extends " +
  "false final finally float for goto if implements import instanceof int interface long module native new non null open " +
  "opens package permits private protected provides public record requires return sealed short static strictfp super " +
  "switch synchronized this throw throws to transient transitive true try uses var void volatile when while with yield " +
  "build builder clone equals finalize getClass hashCode notify notifyAll toString wait wire values valueOf ordinal";

/** Types that generated files name, or that their readers would take for the language's own. */
const TYPES =
  "Boolean Builder CallOptions Character Class Consent ConsentPurpose Deprecated Double Dropped Enum Error Event Exception " +
  "Float GroupTraits Integer Iterable List Literal Long Map Meta Number Object OnViolation Optional Override Payload " +
  "Purposes Record Recorder Runtime Set Short String Supplier SuperProperties SuperValues SuppressWarnings System Thread " +
  "Throwable Tracker UserTraits Values Violation ViolationException Void WireValue";

/** `Needs...` are the steps of builders. */
export const javaNames = jvmNames({ words: WORDS, types: TYPES, made: /^needs/i });

/** The step of a builder at which a property must be given. */
export function stepName(method: string): string {
  return `Needs${upperFirst(method)}`;
}
