"use server";

import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import { isUserError } from "../../../../../lib/base/error.ts";
import { judgingPlan, sourceRule, type TriedCall, tryCalls } from "../../../../../lib/ingest/try-call.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { refusalTexts } from "../../../../_access/refusal-text.ts";
import { actionProject, requestLanguage } from "../../../../_access/request.ts";
import { highlight } from "../../../../_ui/highlight.ts";
import type { Arrival } from "../sources/arrivals.ts";

async function shownCall(tried: TriedCall, place: number, planVersion: number, language: Language): Promise<Arrival> {
  const { call, corrected, callType, name, verdict, violations } = tried;
  const coloured = (value: unknown) => highlight(JSON.stringify(value, null, 2), "json");
  return {
    uid: place,
    receivedAt: "",
    ...{ name, callType, verdict, planVersion },
    violations: violations.map(({ message }) => message[language]),
    payload: await coloured(call),
    ...(corrected === undefined
      ? {}
      : {
          corrected: {
            call: await coloured(corrected.call),
            changes: corrected.changes.map((change) => change[language]),
          },
        }),
  };
}

/** What was pasted, judged by a branch or the latest version; `refused` says why it was not. Nothing is stored. */
export async function tryCallsAction(
  slug: string,
  payload: string,
  source: string,
  branch: string,
): Promise<{ readonly calls: readonly Arrival[] } | { readonly refused: readonly string[] }> {
  const project = await actionProject(slug, "viewer");
  const language = await requestLanguage();
  await limitRate("query", project.actor.id);
  // What a browser sends need not be what the types say.
  const asked = [sourceRule(project, String(source)), judgingPlan(project, String(branch))] as const;
  const [rule, validators] = await Promise.all(asked);
  try {
    const tried = tryCalls(String(payload), validators, rule);
    const version = validators?.version ?? 0;
    return { calls: await Promise.all(tried.map((call, place) => shownCall(call, place + 1, version, language))) };
  } catch (error) {
    if (isUserError(error) && error.code === "invalid_input") return { refused: refusalTexts(error, language) };
    throw error;
  }
}
