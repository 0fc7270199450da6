/** Failures as RFC 9457 problem documents: a stable code, and sentences in the language the caller reads. */

import { ERROR_TABLE, isUserError, UserError } from "../../../lib/base/error.ts";
import { log } from "../../../lib/base/log.ts";
import type { Language } from "../../../lib/plan/plan.ts";
import { retryAfter } from "../../_access/retry-after.ts";

/** Data of an error that is meant for programs; everything else stays inside. */
type ProblemData = Readonly<Record<string, unknown>>;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly data?: ProblemData;
}

function problemOf(error: UserError, language: Language): Problem {
  const whole = error.fields.find((field) => field.path === "");
  const parts = error.fields.filter((field) => field.path !== "");
  return {
    type: `/docs/api#${error.code}`,
    title: ERROR_TABLE[error.code][language],
    status: error.status,
    code: error.code,
    ...(whole ? { detail: whole[language] } : {}),
    ...(parts.length > 0 ? { fields: parts.map((field) => ({ path: field.path, message: field[language] })) } : {}),
    ...(Object.keys(error.data).length > 0 ? { data: error.data } : {}),
  };
}

/** The response to a failure. What is not the caller's fault is logged and told to nobody. */
export function problemResponse(error: unknown, language: Language): Response {
  const known = isUserError(error) ? error : new UserError("internal");
  if (!isUserError(error)) log().error({ origin: "api", err: error }, "a request failed");
  const problem = problemOf(known, language);
  const headers = new Headers({
    "Content-Type": "application/problem+json",
    "Content-Language": language,
    "Cache-Control": "no-store",
    Vary: "Accept-Language",
    ...retryAfter(known),
  });
  if (problem.status === 401) headers.set("WWW-Authenticate", 'Bearer realm="gabarit"');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
