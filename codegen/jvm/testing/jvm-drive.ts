/** A program in a language of the JVM that calls every event of an SDK. */

import type { CompiledDrive } from "../../testing/prove-compiled.ts";

export interface JvmDrive extends CompiledDrive {
  /** What sends, to the address that is its argument. */
  readonly main: string;
  readonly source: string;
}
