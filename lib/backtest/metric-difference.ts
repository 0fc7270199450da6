/** Saved cohorts and reports answered under the published plan and under the draft, side by side. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { resultOn } from "../analysis/answer.ts";
import { listCohorts } from "../analysis/cohort/store.ts";
import { type Ground, loadGround } from "../analysis/ground.ts";
import { indexSlots, type Slot } from "../analysis/property-slots.ts";
import type { Question } from "../analysis/question.ts";
import { listReports } from "../analysis/report-store.ts";
import { isUserError } from "../base/error.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { type Figure, figuresOf } from "./metric-figure.ts";

export interface MetricFigure extends Figure {
  /** Under the draft. */
  readonly after: number | null;
}

export interface MetricDifference {
  readonly kind: "cohort" | "metric" | "funnel" | "retention" | "active_users";
  readonly id: string;
  readonly name: string;
  /** The figures under both; empty when one of them could not be answered. */
  readonly figures: readonly MetricFigure[];
  /** Events from before those judged count too, and stay as they are. */
  readonly older?: true;
  /** Why it cannot be answered under a plan, where it cannot. */
  readonly refused?: { readonly side: "before" | "after"; readonly en: string; readonly fr: string };
}

export interface SavedQuestion {
  readonly id: string;
  readonly name: string;
  readonly question: Question;
}

export interface DifferenceRun {
  readonly project: AuthorizedProject;
  readonly draft: PublishedPlan;
  /** Of every version, and of the draft. */
  readonly slots: readonly Slot[];
  /** The number under which the substituted events stand. */
  readonly run: number;
  readonly asOf: number;
  /** Epoch milliseconds: what came before was not judged. */
  readonly judgedFrom: number;
  readonly signal: AbortSignal;
  readonly questions: readonly SavedQuestion[];
  /** Called before the first and after each. */
  readonly onAnswered?: (answered: number, questions: number) => Promise<void>;
}

/** Saved questions asked again; the others of a large project are left out of the comparison. */
const MOST_SAVED = 60;

export async function savedQuestions(project: AuthorizedProject): Promise<SavedQuestion[]> {
  const [cohorts, reports] = await Promise.all([listCohorts(project), listReports(project)]);
  const asked = cohorts.map(
    ({ id, name, criterion }): SavedQuestion => ({ id, name, question: { kind: "cohort", criterion, members: 0 } }),
  );
  return [...asked, ...reports.map(({ id, name, question }): SavedQuestion => ({ id, name, question }))].slice(
    0,
    MOST_SAVED,
  );
}

type Side =
  | { readonly figures: readonly Figure[]; readonly since: number }
  | { readonly refused: { readonly en: string; readonly fr: string } };

async function sideOf(ask: () => ReturnType<typeof resultOn>): Promise<Side> {
  try {
    const { result, since } = await ask();
    return { figures: figuresOf(result), since };
  } catch (error) {
    if (!isUserError(error) || error.code === "cancelled") throw error;
    const field = error.fields[0];
    return { refused: { en: field?.en ?? error.message, fr: field?.fr ?? error.message } };
  }
}

function together(saved: SavedQuestion, before: Side, after: Side, judgedFrom: number): MetricDifference {
  const { id, name, question } = saved;
  const base = { kind: question.kind, id, name };
  if ("refused" in before) return { ...base, figures: [], refused: { side: "before", ...before.refused } };
  if ("refused" in after) return { ...base, figures: [], refused: { side: "after", ...after.refused } };
  const keyOf = ({ kind, index, series }: Figure) => JSON.stringify([kind, index, series]);
  const later = new Map(after.figures.map((figure) => [keyOf(figure), figure]));
  const figures = before.figures.map((figure) => ({ ...figure, after: later.get(keyOf(figure))?.value ?? null }));
  const known = new Set(before.figures.map(keyOf));
  const appeared = after.figures
    .filter((figure) => !known.has(keyOf(figure)))
    .map((figure) => ({ ...figure, value: null, after: figure.value }));
  const older = Math.min(before.since, after.since) < judgedFrom;
  return { ...base, figures: [...figures, ...appeared], ...(older ? { older } : {}) };
}

/** Every saved cohort and report under both plans, at one instant. */
export async function metricDifferences(run: DifferenceRun): Promise<MetricDifference[]> {
  const { project, draft, asOf, judgedFrom, signal, questions, onAnswered } = run;
  const ground = await loadGround(project);
  const later: Ground = { ...ground, published: draft, slots: indexSlots(run.slots) };
  const found: MetricDifference[] = [];
  for (const saved of questions) {
    await onAnswered?.(found.length, questions.length);
    const question = { ...saved.question, asOf: new Date(asOf).toISOString() };
    const before = await sideOf(() => resultOn(project, question, { ground, asOf, signal }));
    const after = await sideOf(() =>
      resultOn(project, question, { ground: later, asOf, signal, substituted: run.run }),
    );
    found.push(together(saved, before, after, judgedFrom));
  }
  await onAnswered?.(found.length, questions.length);
  return found;
}
