"use client";

import type { EventSelector } from "../../../../../lib/analysis/question.ts";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "./facts-context.tsx";
import { eventOf } from "./selector-value.ts";

/** Steps in the reader's words. */
export function useStepNames(steps: readonly EventSelector[]): readonly string[] {
  const t = useText("analysis");
  const facts = useFacts();
  return steps.map((step) => {
    const event = eventOf(facts, step);
    if (event !== undefined) return event.label;
    if ("role" in step) return t(`role.${step.role}`);
    return "event" in step ? step.event : t("selector.any");
  });
}
