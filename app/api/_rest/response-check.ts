/** In tests, every answer is held against the schema that describes it; in production it is sent as it is. */

import type { z } from "zod";
import { invariant } from "../../../lib/base/error.ts";
import { processState, setProcessState } from "../../../lib/base/process-state.ts";

const KEY = "checkResponses";

/** Switched on by the tests of the API. */
export function checkResponses(): void {
  setProcessState(KEY, true);
}

/** The value as it will be written. Throws when checks are on and it is not what the schema says. */
export function checkedAnswer(schema: z.ZodType, value: unknown): unknown {
  if (!processState(KEY, () => false)) return value;
  const written: unknown = JSON.parse(JSON.stringify(value));
  const parsed = schema.safeParse(written);
  invariant(parsed.success, `an answer differs from its description: ${parsed.error?.message}`);
  return value;
}
