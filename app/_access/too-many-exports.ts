/** The limit on files taken along, for the handlers behind screens. */

import { limitRate } from "../../lib/access/rate-limit.ts";
import { isUserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { textRefusal } from "./text-refusal.ts";

/** Undefined while the person may export, else the answer that says to wait. */
export async function tooManyExports(person: string, language: Language): Promise<Response | undefined> {
  try {
    await limitRate("exportData", person);
    return undefined;
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}
