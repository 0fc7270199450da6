/** Calls as the screens show them to be pasted, one for each event. */

import { callExampleIn } from "../../lib/document/call-example.ts";
import { translator } from "../../lib/i18n/translator.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import type { Target } from "../targets.ts";

export interface PastedText {
  readonly imports: string;
  readonly call: string;
}

export function pastedCalls(target: Target, plan: Plan): PastedText[] {
  const t = translator("en", "plan");
  return plan.events.map((event) => {
    const text = callExampleIn(target, plan, event, t) ?? "";
    const end = text.indexOf("\n\n");
    return { imports: text.slice(0, end), call: text.slice(end + 2) };
  });
}
