/** What an engineer needs of an event, for the panel and the API: the call, the command, the generated files, the schema. */

import type { GeneratedFiles } from "../../codegen/file.ts";
import type { Target } from "../../codegen/targets.ts";
import { isUserError, type UserError } from "../../lib/base/error.ts";
import { callExampleIn, generateCommand } from "../../lib/document/call-example.ts";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language, Plan, PlanEvent, PublishedPlan } from "../../lib/plan/plan.ts";
import { codeOfEvent } from "./generated.ts";

export interface EventCodeRequest {
  readonly plan: Plan;
  readonly event: PlanEvent;
  readonly target: Target;
  /** The latest version. */
  readonly published: PublishedPlan | undefined;
  readonly language: Language;
}

export interface EventCode {
  /** Where calls are written out in the language. */
  readonly call?: string;
  readonly command: string;
  /** Or why there are none. */
  readonly files: GeneratedFiles | UserError;
  /** The version the event was last published in, if it was. */
  readonly publishedIn?: number;
}

async function filesOf({ plan, event, target, published }: EventCodeRequest): Promise<GeneratedFiles | UserError> {
  try {
    return await codeOfEvent(plan, event, target, published);
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
}

export async function eventCodeOf(request: EventCodeRequest): Promise<EventCode> {
  const { plan, event, target, published, language } = request;
  const call = callExampleIn(target, plan, event, translator(language, "plan"));
  const publishedIn = published?.eventVersions[event.id];
  return {
    ...(call === undefined ? {} : { call }),
    command: generateCommand(plan, target),
    files: await filesOf(request),
    ...(publishedIn === undefined ? {} : { publishedIn }),
  };
}
