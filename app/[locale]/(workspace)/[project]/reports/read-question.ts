/** The question an address carries. */

import { questionSchema } from "../../../../../lib/analysis/question-schema.ts";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { readDefinition } from "../analysis/definition-query.ts";

/** What the address asks, if it can be asked; never a cohort's own question, which has pages of its own. */
export function readQuestion(text: string | undefined): ReportQuestion | undefined {
  const parsed = questionSchema.safeParse(readDefinition(text));
  return parsed.success && parsed.data.kind !== "cohort" ? parsed.data : undefined;
}
