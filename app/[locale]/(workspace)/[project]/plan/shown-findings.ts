/** What the rules find in a plan, in the reader's language. */

import { checkPlan } from "../../../../../lib/plan/edit-check.ts";
import { problemError } from "../../../../../lib/plan/edit-problem.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";

const kept = new WeakMap<Plan, Map<Language, readonly ShownFinding[]>>();

function find(plan: Plan, language: Language): readonly ShownFinding[] {
  return checkPlan(plan)
    .map(problemError)
    .map((error) => ({ rule: error.code, severity: "error" as const, path: error.path, text: error[language] }));
}

/** Every finding of a plan; kept as long as the plan is, which never changes. */
export function shownFindings(plan: Plan, language: Language): readonly ShownFinding[] {
  let byLanguage = kept.get(plan);
  if (!byLanguage) {
    byLanguage = new Map();
    kept.set(plan, byLanguage);
  }
  const known = byLanguage.get(language);
  if (known) return known;
  const findings = find(plan, language);
  byLanguage.set(language, findings);
  return findings;
}

/** Findings of one object or field and what lies in it. */
export function findingsOf(plan: Plan, language: Language, path: string): readonly ShownFinding[] {
  return shownFindings(plan, language).filter(
    (finding) => finding.path === path || finding.path.startsWith(`${path}/`) || finding.path.startsWith(`${path}.`),
  );
}
