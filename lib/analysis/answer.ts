/** Answers a question about a project's conformant events: the result, what it stands on, and the rule that was applied. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import type { Language } from "../plan/plan.ts";
import { type Computed, cacheKey, findAnswer, keepAnswer } from "./answer-cache.ts";
import { bindQuestion } from "./bind/bind.ts";
import { nestedCohorts } from "./bind/nested-cohort.ts";
import { computeResult } from "./compute.ts";
import { type Ground, loadGround } from "./ground.ts";
import type { Answer, Criterion, Question, QuestionResult } from "./question.ts";
import { noteReads } from "./read-marks.ts";
import { ruleOf } from "./rule/rule.ts";
import { newRun, type Run } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";
import { concernOf } from "./statement/concern.ts";
import { conformanceStatement } from "./statement/statement.ts";

export interface AnswerOptions {
  /** Aborting stops the engine's work and rejects with `cancelled`. */
  readonly signal?: AbortSignal;
  /** Of the rule; English unless told otherwise. */
  readonly language?: Language;
}

/** A question with ids, or `definition_refused` with what is wrong with it. */
function boundOrThrow(ground: Ground, question: Question): Question {
  const bound = bindQuestion(ground.published.plan, question, { cohorts: ground.cohorts });
  if (!bound.ok) throw new UserError("definition_refused", { fields: bound.errors });
  return bound.question;
}

function criteriaOf(question: Question): Criterion[] {
  const { cohort } = question;
  const own = question.kind === "cohort" ? [question.criterion] : [];
  if (cohort === undefined) return own;
  return [...own, "criterion" in cohort ? cohort.criterion : { kind: "cohort", cohort: cohort.cohort }];
}

/** The saved cohorts a question rests on, each bound anew: the plan may have changed since it was saved. */
function cohortsOf(ground: Ground, question: Question): Map<string, Criterion> {
  const found = new Map<string, Criterion>();
  const waiting = criteriaOf(question).flatMap(nestedCohorts);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const cohort = ground.cohorts.find((item) => item.id === id);
    if (cohort === undefined || found.has(id)) continue;
    const bound = boundOrThrow(ground, { kind: "cohort", criterion: cohort.criterion });
    const criterion = bound.kind === "cohort" ? bound.criterion : cohort.criterion;
    found.set(id, criterion);
    waiting.push(...nestedCohorts(criterion));
  }
  return found;
}

function scopeOf(project: AuthorizedProject, ground: Ground, question: Question): AnalysisScope {
  return {
    project: project.number,
    environment: question.environment ?? "production",
    ...(question.asSent === true ? { asSent: true } : {}),
    asOf: question.asOf === undefined ? systemClock.now() : Date.parse(question.asOf),
    calendar: { timeZone: project.timeZone, weekStart: project.weekStart },
    plan: ground.published.plan,
    slots: ground.slots,
    cohorts: cohortsOf(ground, question),
  };
}

async function compute(scope: AnalysisScope, question: Question, run: Run): Promise<Computed> {
  const [result, statement] = await Promise.all([
    computeResult(scope, question, run),
    conformanceStatement(scope, question, run),
  ]);
  return { result, statement };
}

/** Whole member lists are exports: too large to keep, and asked once. */
function isKept(question: Question): boolean {
  return !(question.kind === "cohort" && question.members === "all");
}

/**
 * Binds, computes and states. Throws UserError: `definition_refused` (with fields) for what the plan does not have,
 * `query_too_heavy` over the limits, `cancelled` after an abort.
 */
export async function answerQuestion(
  project: AuthorizedProject,
  question: Question,
  options: AnswerOptions = {},
): Promise<Answer> {
  const ground = await loadGround(project);
  const bound = boundOrThrow(ground, question);
  const scope = scopeOf(project, ground, bound);
  const run = newRun(options.signal === undefined ? {} : { signal: options.signal });
  const computed = await computeOnce(ground, scope, bound, run);
  await noteReads(project, scope.plan, [bound, ...scope.cohorts.values()]);
  // A kept answer speaks of its own as-of, and so does the rule beside it.
  const seen = { ...scope, asOf: Date.parse(computed.statement.asOf) };
  const rule = ruleOf(seen, bound, { language: options.language ?? "en", cohorts: ground.cohorts });
  return { ...computed, rule };
}

async function computeOnce(ground: Ground, scope: AnalysisScope, question: Question, run: Run): Promise<Computed> {
  if (!isKept(question)) return compute(scope, question, run);
  const key = await cacheKey({ planHash: ground.published.hash, question, scope }, run);
  const known = findAnswer(key);
  if (known !== undefined) return known;
  const computed = await compute(scope, question, run);
  keepAnswer(key, computed);
  return computed;
}

/** What an answer would be on another ground: another plan, and events a back-test puts in the place of others. */
export interface OtherGround {
  readonly ground: Ground;
  /** Epoch milliseconds. */
  readonly asOf: number;
  readonly substituted?: number;
  readonly signal?: AbortSignal;
}

export interface OtherResult {
  readonly result: QuestionResult;
  /** Epoch milliseconds of the oldest event that could count; 0 for all of history, infinite where no event does. */
  readonly since: number;
}

/** The result alone, never kept. Throws as `answerQuestion` does. */
export async function resultOn(
  project: AuthorizedProject,
  question: Question,
  { ground, asOf, substituted, signal }: OtherGround,
): Promise<OtherResult> {
  const bound = boundOrThrow(ground, question);
  const scope: AnalysisScope = {
    ...scopeOf(project, ground, bound),
    asOf,
    ...(substituted === undefined ? {} : { substituted }),
  };
  const since = Math.min(...concernOf(scope, bound).events.map(({ span }) => span.from ?? 0));
  return { result: await computeResult(scope, bound, newRun(signal === undefined ? {} : { signal })), since };
}
