/** What an engineer needs of an event: the call, the command that generates its function, its schema. */

import { UserError } from "../../../../../../lib/base/error.ts";
import { callExample, generateCommand } from "../../../../../../lib/document/call-example.ts";
import { schemaText } from "../../../../../../lib/format/schema-edits.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
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
  const text = schemaText(plan, event);
  const [call, install, schema] = await Promise.all([
    highlight(callExample(plan, event, translator(language, "plan")), "typescript"),
    highlight(generateCommand(plan), "bash"),
    highlight(text, "json"),
  ]);
  return { call, install, schema, schemaText: text, publishedIn: published?.eventVersions[event.id] };
}
