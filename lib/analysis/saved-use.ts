/** Which saved cohorts and reports rest on a cohort or on an event. */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { Plan } from "../plan/plan.ts";
import { planDb } from "../store/plan-db.ts";
import { nestedCohorts } from "./bind/nested-cohort.ts";
import { eventsOf } from "./bind/plan-lookup.ts";
import type { Criterion, EventSelector, Question } from "./question.ts";

export interface SavedUse {
  readonly kind: "cohort" | "report";
  readonly id: string;
  readonly name: string;
}

interface Saved extends SavedUse {
  readonly criteria: readonly Criterion[];
  /** Selectors outside criteria. */
  readonly selectors: readonly EventSelector[];
}

function selectorsOfQuestion(question: Question): EventSelector[] {
  switch (question.kind) {
    case "funnel":
      return [...question.steps];
    case "retention":
      return [question.start, question.return];
    case "metric":
    case "active_users":
      return [question.event];
    case "cohort":
      return [];
  }
}

const SIGN_UP: EventSelector = { role: "sign_up" };

/** Time after sign-up rests on the sign-up. */
function signUpOf(criterion: Criterion): EventSelector[] {
  if (criterion.kind === "activation") return [SIGN_UP];
  return "window" in criterion && "afterSignUp" in criterion.window ? [SIGN_UP] : [];
}

/** Selectors a criterion names itself; nested cohorts are followed elsewhere. */
function selectorsOf(criterion: Criterion): EventSelector[] {
  switch (criterion.kind) {
    case "all":
    case "any":
      return criterion.of.flatMap(selectorsOf);
    case "not":
    case "as_sent":
      return selectorsOf(criterion.of);
    case "sequence":
      return [criterion.first, criterion.then, ...signUpOf(criterion)];
    case "funnel_step":
      return [...criterion.funnel.steps];
    case "property":
    case "cohort":
      return [];
    default:
      return [criterion.event, ...signUpOf(criterion)];
  }
}

function cohortOfQuestion({ cohort }: Question): Criterion[] {
  if (cohort === undefined) return [];
  return ["criterion" in cohort ? cohort.criterion : { kind: "cohort", cohort: cohort.cohort }];
}

async function listSaved(project: AuthorizedProject): Promise<Saved[]> {
  const where = { projectId: project.projectId };
  const [cohorts, reports] = await Promise.all([
    planDb().cohort.findMany({ where, orderBy: { name: "asc" } }),
    planDb().report.findMany({ where, orderBy: { name: "asc" } }),
  ]);
  return [
    ...cohorts.map(
      ({ id, name, criterion }): Saved => ({
        kind: "cohort",
        id,
        name,
        criteria: [criterion as unknown as Criterion],
        selectors: [],
      }),
    ),
    ...reports.map(({ id, name, question }): Saved => {
      const asked = question as unknown as Question;
      return { kind: "report", id, name, criteria: cohortOfQuestion(asked), selectors: selectorsOfQuestion(asked) };
    }),
  ];
}

function useOf({ kind, id, name }: Saved): SavedUse {
  return { kind, id, name };
}

/** Saved objects that name the cohort directly. */
export async function usesOfCohort(project: AuthorizedProject, cohortId: string): Promise<SavedUse[]> {
  const saved = await listSaved(project);
  return saved.filter(({ criteria }) => criteria.flatMap(nestedCohorts).includes(cohortId)).map(useOf);
}

/** Ids of all cohorts a saved object rests on, whatever the depth. */
function restsOn(saved: Saved, all: readonly Saved[]): Set<string> {
  const found = new Set<string>();
  const waiting = saved.criteria.flatMap(nestedCohorts);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const cohort = all.find((item) => item.kind === "cohort" && item.id === id);
    waiting.push(...(cohort?.criteria.flatMap(nestedCohorts) ?? []));
  }
  return found;
}

/** Saved objects whose numbers rest on the event: by name, by role, as any event, or through another cohort. */
export async function usesOfEvent(project: AuthorizedProject, plan: Plan, eventId: string): Promise<SavedUse[]> {
  const all = await listSaved(project);
  const names = ({ criteria, selectors }: Saved): boolean =>
    [...criteria.flatMap(selectorsOf), ...selectors].some(
      (selector) => "any" in selector || eventsOf(plan, selector).some((event) => event.id === eventId),
    );
  const naming = new Set(all.filter(names).map(({ id }) => id));
  return all
    .filter((saved) => naming.has(saved.id) || [...restsOn(saved, all)].some((id) => naming.has(id)))
    .map(useOf);
}
