/**
 * Binding checks a question against a plan and turns names into stable ids, so that a later rename moves no number. Roles stay
 * roles: they are stable references of their own, and what they stand for is looked up when the question is answered.
 */

import type { FieldError } from "../../base/error.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Criterion, Question } from "../question.ts";
import { newProblems } from "./bind-problem.ts";
import { Binder } from "./binder.ts";

/** A saved cohort, as far as binding needs it. */
export interface KnownCohort {
  readonly id: string;
  readonly name: string;
  /** The template it was made from: its name is known in every language. */
  readonly template?: string | null;
  readonly criterion: Criterion;
}

export interface BindOptions {
  readonly cohorts: readonly KnownCohort[];
  /** The saved cohort that is being defined: it may not end up in itself. */
  readonly self?: string;
}

export type Bound<T> =
  | { readonly ok: true; readonly question: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

function finished<T>(question: T, errors: readonly FieldError[]): Bound<T> {
  return errors.length === 0 ? { ok: true, question } : { ok: false, errors };
}

/** Refuses, with the nearest name, what the plan does not have; pure. */
export function bindQuestion(plan: Plan, question: Question, options: BindOptions): Bound<Question> {
  const problems = newProblems();
  const bound = new Binder(plan, options, problems).question(question);
  return finished(bound, problems.list);
}

/** As `bindQuestion`, for a criterion that stands alone: a cohort being saved. */
export function bindCriterion(plan: Plan, criterion: Criterion, options: BindOptions): Bound<Criterion> {
  const problems = newProblems();
  const bound = new Binder(plan, options, problems).criterion(criterion, "");
  return finished(bound, problems.list);
}
