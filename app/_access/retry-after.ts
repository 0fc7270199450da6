/** When a refused caller may come back. */

import type { UserError } from "../../lib/base/error.ts";

const SOON_SECONDS = 5;

/** The `Retry-After` header of a refusal for which waiting helps, else nothing. */
export function retryAfter(error: UserError): Readonly<Record<string, string>> {
  const { retryAfterSeconds } = error.data;
  if (typeof retryAfterSeconds === "number") return { "Retry-After": String(retryAfterSeconds) };
  const passes = error.code === "unavailable" || error.code === "rate_limited";
  return passes ? { "Retry-After": String(SOON_SECONDS) } : {};
}
