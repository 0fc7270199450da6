/** What a workshop still leaves open: what the rules would find in the plan it makes, and what nobody has said. */

import { coverageOf, unseenEvidence } from "./coverage.ts";
import { type CoverageGap, coverageGaps } from "./coverage-gap.ts";
import { CRITICAL_LEAST, CRITICAL_MOST } from "./critical.ts";
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

/** What these tell of one object is not counted once more. */
const UNCOVERED_RULES: ReadonlySet<string> = new Set([
  "decision_without_metric",
  "metric_without_event",
  "serves_nothing",
  "unused_decision",
]);
/** Said by the coverage of the plan, with how many are marked. */
const CRITICAL_RULES: ReadonlySet<string> = new Set(["no_critical_event", "many_critical_events"]);

function quoted(name: LocalizedText | string, id: string): { readonly en: string; readonly fr: string } {
  const text = typeof name === "string" ? { en: name, fr: name } : name;
  return { en: textIn(text, "en") ?? id, fr: textIn(text, "fr") ?? id };
}

function* unsaid(workshop: Workshop): Generator<WorkshopGap> {
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
}

/** What the coverage of the plan misses by then, but for what is told of one decision, metric or event already. */
function* uncovered(plan: Plan, used: Iterable<string>, told: readonly string[]): Generator<WorkshopGap> {
  const coverage = coverageOf(plan, unseenEvidence(used));
  const isTold = (id: string) => told.some((path) => path.split("/")[1] === id);
  const decisions = coverage.decisions.filter(
    ({ decision, metrics }) => ![decision, ...metrics].some(({ id }) => isTold(id)),
  );
  const servingNothing = coverage.servingNothing.filter(({ id }) => !isTold(id));
  for (const { kind, count } of coverageGaps({ ...coverage, decisions, servingNothing, idle: [] }, plan.settings))
    yield { ...UNCOVERED[kind], en: UNCOVERED[kind].en(count), fr: UNCOVERED[kind].fr(count) };
}

interface Uncovered {
  readonly code: string;
  readonly path: string;
  readonly en: (count: number) => string;
  readonly fr: (count: number) => string;
}

const UNCOVERED: Readonly<Record<CoverageGap["kind"], Uncovered>> = {
  decisions: {
    code: "decisions_without_event",
    path: "workshop/decisions",
    en: (count) => `Decisions of the plan that have no event: ${count}.`,
    fr: (count) => `Décisions du plan qui n’ont aucun événement : ${count}.`,
  },
  events: {
    code: "events_for_nothing",
    path: "plan/events",
    en: (count) => `Events of the plan that serve nothing: ${count}.`,
    fr: (count) => `Événements du plan qui ne servent à rien : ${count}.`,
  },
  idle: {
    code: "idle_properties",
    path: "plan/events",
    en: (count) => `Properties of the plan that nothing reads: ${count}.`,
    fr: (count) => `Propriétés du plan que rien ne lit : ${count}.`,
  },
  few: {
    code: "few_critical_events",
    path: "plan/critical",
    en: (count) => `Critical events marked: ${count}. Mark at least ${CRITICAL_LEAST}: they are watched first.`,
    fr: (count) =>
      `Événements marqués critiques : ${count}. Marquez-en au moins ${CRITICAL_LEAST} : ils sont surveillés en premier.`,
  },
  many: {
    code: "many_critical_events",
    path: "plan/critical",
    en: (count) =>
      `Critical events marked: ${count}. Keep at most ${CRITICAL_MOST}: when everything is critical, nothing is.`,
    fr: (count) =>
      `Événements marqués critiques : ${count}. Gardez-en ${CRITICAL_MOST} au plus : quand tout est critique, rien ne l’est.`,
  },
  person: {
    code: "missing_user_id",
    path: "plan/settings/canonicalUserId",
    en: () => "It is not said what identifies a person.",
    fr: () => "Il n’est pas dit ce qui identifie une personne.",
  },
};

/** What this workshop would leave open in the plan, beyond what the plan leaves open already. Empty when nothing is. */
export function workshopGaps(plan: Plan, workshop: Workshop, context: FindingContext = {}): readonly WorkshopGap[] {
  const next = planWithWorkshop(plan, workshop);
  const applied = applyEdits(plan, editsBetween(plan, next), { published: context.published });
  if (!applied.ok) return applied.errors;
  const before = new Set(findFindings(plan, context).map(({ code, target }) => `${code} ${target.path}`));
  const own = [...unsaid(workshop)];
  // What the rules would say of the same once more.
  const said = new Set(own.map(({ path }) => path.replace(/\/step$/, "").replace(/\/when$/, "/description")));
  const found = findFindings(next, context).filter(
    ({ code, target }) =>
      !LATER.has(code) &&
      !before.has(`${code} ${target.path}`) &&
      !said.has(target.path) &&
      !CRITICAL_RULES.has(code) &&
      !(code === "missing_translation" && !workshop.bilingual),
  );
  const gaps = [...own, ...found.map(({ code, target, en, fr }) => ({ code, path: target.path, en, fr }))];
  const told = gaps.filter(({ code }) => UNCOVERED_RULES.has(code)).map(({ path }) => path);
  return [...gaps, ...uncovered(next, context.used ?? [], told)];
}
