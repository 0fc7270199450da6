/** A plan that stands whole beside what a foreign format says of it, so that nothing is lost on the way back. */

import { canonicalJson } from "../plan/canonical-json.ts";
import type { Json, JsonObject, Plan } from "../plan/plan.ts";
import type { FormatName, ReadFinding, ReadResult } from "./format.ts";
import { compactPlan } from "./plan-file/compact.ts";
import { expandPlanFile } from "./plan-file/expand.ts";
import { type PlanFile, planFileSchema } from "./plan-file/file-schema.ts";
import type { JsonDocument, ReadOptions } from "./read-options.ts";
import { isJsonObject } from "./schema-keyword.ts";

const PLAN_KEY = "x-gabarit";

/** The member that holds the plan. */
export function planBeside(plan: Plan): { readonly [PLAN_KEY]: PlanFile } {
  return { [PLAN_KEY]: compactPlan(plan) };
}

/** What is told when the rest of the file was changed. */
export const EDITED: ReadFinding = {
  code: "edited_bundle",
  path: "",
  message: {
    en: "The schemas were changed after the plan was written beside them: the schemas are read, the plan is not.",
    fr: "Les schémas ont été modifiés après l’écriture du plan à côté d’eux : les schémas sont lus, le plan ne l’est pas.",
  },
};

/**
 * The plan of the only file, when the members that `written` makes from it still stand so in the file. `undefined`: there
 * is none, or it is not to be read.
 */
export function embeddedPlan(
  documents: readonly JsonDocument[],
  format: FormatName,
  options: ReadOptions,
  written: (plan: Plan) => JsonObject,
): ReadResult | "edited" | undefined {
  const [document] = documents;
  const value: Json = document?.value ?? null;
  if (options.foreign === true || documents.length !== 1 || !isJsonObject(value) || !isJsonObject(value[PLAN_KEY])) {
    return undefined;
  }
  const parsed = planFileSchema.safeParse(value[PLAN_KEY]);
  const expanded = parsed.success ? expandPlanFile(parsed.data) : undefined;
  if (expanded?.ok !== true) return "edited";
  const members = Object.entries(written(expanded.plan));
  if (members.some(([key, member]) => canonicalJson(member) !== canonicalJson(value[key] ?? null))) return "edited";
  const plan = { ...expanded.plan, slug: options.slug ?? expanded.plan.slug };
  return { ok: true, format, plan, findings: [], loss: [] };
}
