/** A back-test of a branch: its traffic judged, then the saved questions answered with the events it would change. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { freezePlan } from "../plan/publish.ts";
import { loadDraft } from "../plan/store-draft.ts";
import { assignSlots, listSlots } from "../plan/store-slots.ts";
import { loadVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { BacktestResult } from "./backtest.ts";
import type { Judged, JudgingJob } from "./judging.ts";
import { type DifferenceRun, type MetricDifference, metricDifferences, savedQuestions } from "./metric-difference.ts";
import { judgeTraffic } from "./run.ts";
import { Substitute } from "./substitute.ts";

export interface BacktestInput {
  readonly project: AuthorizedProject;
  readonly branch: string;
  readonly days: number;
  readonly environment: string;
  /** 0 while nothing is published. */
  readonly publishedVersion: number;
  readonly signal: AbortSignal;
}

/** Events one back-test judges at most; the oldest are left out, and counted. */
const MOST_EVENTS = 20_000_000;
const DAY_MS = 86_400_000;

/** The sources of a project as judging needs them. */
export async function judgingSources(projectId: string): Promise<JudgingJob["sources"]> {
  const sources = await planDb().source.findMany({
    where: { projectId },
    select: { number: true, slug: true, unplanned: true },
  });
  return sources.map(({ number, slug, unplanned }) => ({
    number,
    slug,
    unplanned: unplanned === "ignore" ? "ignore" : "violation",
  }));
}

/** Told as it goes: first the events, then the saved questions. */
export interface BacktestProgress {
  readonly onJudged: (judged: number, total: number) => Promise<void>;
  readonly onAnswered: (answered: number, questions: number) => Promise<void>;
}

/** Judges and compares. Rejects when the signal aborts. */
export async function runBacktest(input: BacktestInput, progress?: BacktestProgress): Promise<BacktestResult> {
  const { project, days, environment, publishedVersion, signal } = input;
  const started = systemClock.now();
  const published = publishedVersion === 0 ? undefined : await loadVersion(project.projectId, publishedVersion);
  const draft = freezePlan(await loadDraft(project, input.branch), published);
  const sources = await judgingSources(project.projectId);
  const scope = { project: project.number, environment, from: started - days * DAY_MS, until: started };
  const job: JudgingJob = { ...(published === undefined ? {} : { before: published }), after: draft, sources };
  const questions = published === undefined ? [] : await savedQuestions(project);
  const effects = questions.length === 0 ? undefined : await effectsOn(project, draft, sources, signal);
  try {
    const { tally, leftOut, from } = await judgeTraffic({
      job,
      scope,
      most: MOST_EVENTS,
      signal,
      ...(progress === undefined ? {} : { onProgress: progress.onJudged }),
      ...(effects === undefined ? {} : { onJudged: effects.take }),
    });
    const answering = progress === undefined ? {} : { onAnswered: progress.onAnswered };
    const metrics = (await effects?.compare({ asOf: started, judgedFrom: from, questions, ...answering })) ?? [];
    const { until } = scope;
    const { marked: _marked, ...counted } = tally;
    return { ...counted, from, until, leftOut, seconds: (systemClock.now() - started) / 1_000, metrics };
  } finally {
    await effects?.drop();
  }
}

interface Effects {
  readonly take: (judged: Judged) => Promise<void>;
  readonly compare: (
    asked: Pick<DifferenceRun, "asOf" | "judgedFrom" | "questions" | "onAnswered">,
  ) => Promise<MetricDifference[]>;
  readonly drop: () => Promise<void>;
}

/** Keeps what the draft would change, and answers the saved questions with it. */
async function effectsOn(
  project: AuthorizedProject,
  draft: PublishedPlan,
  sources: JudgingJob["sources"],
  signal: AbortSignal,
): Promise<Effects> {
  const existing = await listSlots(project.projectId);
  const slots = [...existing, ...assignSlots(draft.plan, existing)];
  const substitute = new Substitute({ project: project.number, draft, slots, sources });
  return {
    take: async (judged) => {
      await substitute.exclude(judged.failing);
      await substitute.admit(judged, signal);
    },
    compare: (asked) => metricDifferences({ ...asked, project, draft, slots, run: substitute.run, signal }),
    drop: () => substitute.drop(),
  };
}
