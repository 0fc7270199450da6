/** What is said of a property that single sources send otherwise than it says. */

import type { AreaText } from "../i18n/translate.ts";
import type { PlanEvent } from "../plan/plan.ts";
import { exceptionsOf } from "../plan/presence.ts";

/** One short line for each source that makes an exception. */
export function presenceLines(event: PlanEvent, propertyId: string, t: AreaText<"document">): string[] {
  return exceptionsOf(event, propertyId).map(({ source, presence }) => t(`presence.${presence}`, { source }));
}
