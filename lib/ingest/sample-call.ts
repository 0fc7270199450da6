/** A call as people are shown it, before private values are covered. */

import type { Json } from "../plan/plan.ts";
import type { Call } from "./call.ts";

/** The call without what says nothing of the plan: who sent it, from where. */
export function sampleCall({ kind, name, message, subject, subjectPath }: Call): Json {
  const named = kind === "track" ? { event: name } : kind === "page" || kind === "screen" ? { name } : {};
  const group = kind === "group" && typeof message.groupType === "string" ? { groupType: message.groupType } : {};
  const key = subjectPath === "/properties" ? "properties" : "traits";
  return { type: kind, ...named, ...group, [key]: subject as Json };
}
