/** The limit on files taken along, for the handlers behind screens. */

import { limitRate } from "../../lib/access/rate-limit.ts";
import { ERROR_TABLE, isUserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { retryAfter } from "./retry-after.ts";

/** Undefined while the person may export, else the answer that says to wait. */
export async function tooManyExports(person: string, language: Language): Promise<Response | undefined> {
  try {
    await limitRate("exportData", person);
    return undefined;
  } catch (error) {
    if (!isUserError(error)) throw error;
    const headers = { "content-type": "text/plain; charset=utf-8", ...retryAfter(error) };
    return new Response(ERROR_TABLE[error.code][language], { status: error.status, headers });
  }
}
