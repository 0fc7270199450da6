/** What an engineer needs of an event: the call, the command that generates its function, its schema. */

import { UserError } from "../../../../../../lib/base/error.ts";
import { callExample, generateCommand } from "../../../../../../lib/document/call-example.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { eventSchema } from "../../../../../../lib/plan/json-schema.ts";
import type { Language, Plan, PublishedPlan } from "../../../../../../lib/plan/plan.ts";
import { highlight } from "../../../../../_ui/highlight.ts";
import type { EventCode } from "./code-tab.tsx";

export async function eventCode(request: {
  readonly plan: Plan;
  readonly id: string;
  readonly published: PublishedPlan | undefined;
  readonly language: Language;
}): Promise<EventCode> {
  const { plan, id, published, language } = request;
  const event = plan.events.find((one) => one.id === id);
  if (!event) throw new UserError("not_found");
  const [call, install, schema] = await Promise.all([
    highlight(callExample(plan, event, translator(language, "plan")), "typescript"),
    highlight(generateCommand(plan), "bash"),
    highlight(JSON.stringify(eventSchema(plan, event), null, 2), "json"),
  ]);
  return { call, install, schema, publishedIn: published?.eventVersions[event.id] };
}
