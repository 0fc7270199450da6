/** What a workshop still leaves open: what the rules would find in the plan it makes, and what nobody has said. */

import { CRITICAL_LEAST, criticalFault } from "./critical.ts";
import { textIn } from "./diff-label.ts";
import { applyEdits } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import type { LocalizedText, Plan } from "./plan.ts";
import type { FindingContext } from "./rules/facts.ts";
import { findFindings } from "./rules/find-findings.ts";
import { stepOf, type Workshop } from "./workshop.ts";
import { planWithWorkshop } from "./workshop-plan.ts";

export interface WorkshopGap {
  readonly code: string;
  /** A field path of the plan; `plan/...` for what holds for all of it. */
  readonly path: string;
  readonly en: string;
  readonly fr: string;
}

/** Cohort templates are chosen later. */
const LATER: ReadonlySet<string> = new Set(["missing_role"]);

function quoted(name: LocalizedText | string, id: string): { readonly en: string; readonly fr: string } {
  const text = typeof name === "string" ? { en: name, fr: name } : name;
  return { en: textIn(text, "en") ?? id, fr: textIn(text, "fr") ?? id };
}

function* unsaid(workshop: Workshop, plan: Plan): Generator<WorkshopGap> {
  const { decisions, metrics, events } = workshop;
  for (const { id, name, owner, when } of decisions) {
    const { en, fr } = quoted(name, id);
    if (owner === undefined)
      yield {
        code: "decision_without_owner",
        path: `decision/${id}/owner`,
        en: `Nobody is named who decides “${en}”.`,
        fr: `Personne n’est nommé pour décider « ${fr} ».`,
      };
    if (when.en === undefined && when.fr === undefined)
      yield {
        code: "decision_without_day",
        path: `decision/${id}/when`,
        en: `It is not said when “${en}” is decided.`,
        fr: `Il n’est pas dit quand « ${fr} » se décide.`,
      };
  }
  for (const { id, name, formula } of metrics) {
    if (formula.en !== undefined || formula.fr !== undefined) continue;
    const { en, fr } = quoted(name, id);
    yield {
      code: "metric_without_formula",
      path: `metric/${id}/formula`,
      en: `It is not said how “${en}” is computed.`,
      fr: `Il n’est pas dit comment « ${fr} » se calcule.`,
    };
  }
  for (const { id, name } of events) {
    if (stepOf(workshop, id) !== undefined) continue;
    yield {
      code: "event_without_step",
      path: `event/${id}/step`,
      en: `“${name}” stands on no step of the journey.`,
      fr: `« ${name} » ne figure sur aucune étape du parcours.`,
    };
  }
  yield* unsaidOfPlan(plan);
}

/** What the five to ten critical events and the one answer to "who is a person" leave open. */
function* unsaidOfPlan(plan: Plan): Generator<WorkshopGap> {
  const critical = plan.events.filter((event) => event.critical && event.status !== "deprecated").length;
  if (criticalFault(critical, plan.events.length) === "few")
    yield {
      code: "few_critical_events",
      path: "plan/critical",
      en: `Critical events marked: ${critical}. Mark at least ${CRITICAL_LEAST}: they are watched first.`,
      fr: `Événements marqués critiques : ${critical}. Marquez-en au moins ${CRITICAL_LEAST} : ils sont surveillés en premier.`,
    };
  if (!plan.settings.canonicalUserId)
    yield {
      code: "missing_user_id",
      path: "plan/settings/canonicalUserId",
      en: "It is not said what identifies a person.",
      fr: "Il n’est pas dit ce qui identifie une personne.",
    };
}

/** What this workshop would leave open in the plan, beyond what the plan leaves open already. Empty when nothing is. */
export function workshopGaps(plan: Plan, workshop: Workshop, context: FindingContext = {}): readonly WorkshopGap[] {
  const next = planWithWorkshop(plan, workshop);
  const applied = applyEdits(plan, editsBetween(plan, next), { published: context.published });
  if (!applied.ok) return applied.errors;
  const before = new Set(findFindings(plan, context).map(({ code, target }) => `${code} ${target.path}`));
  const own = [...unsaid(workshop, next)];
  // What the rules would say of the same once more.
  const told = new Set(own.map(({ path }) => path.replace(/\/step$/, "").replace(/\/when$/, "/description")));
  const found = findFindings(next, context).filter(
    ({ code, target }) =>
      !LATER.has(code) &&
      !before.has(`${code} ${target.path}`) &&
      !told.has(target.path) &&
      !(code === "no_critical_event" && own.some((gap) => gap.code === "few_critical_events")) &&
      !(code === "missing_translation" && !workshop.bilingual),
  );
  return [...own, ...found.map(({ code, target, en, fr }) => ({ code, path: target.path, en, fr }))];
}
