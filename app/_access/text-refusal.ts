/** A refusal where a file was asked for: plain words, for the handlers behind screens. */

import type { UserError } from "../../lib/base/error.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { refusalTexts } from "./refusal-text.ts";
import { retryAfter } from "./retry-after.ts";

/** Why there is no file, with when to come back where that helps; `text` in place of the refusal's own words. */
export function textRefusal(error: UserError, language: Language, text?: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", ...retryAfter(error) };
  return new Response(text ?? refusalTexts(error, language).join("\n"), { status: error.status, headers });
}
