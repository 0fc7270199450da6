/** Answers a funnel question: people per step, drop-off, who still may convert, and how long converters took. */

import { UserError } from "../../base/error.ts";
import type { PersonSet } from "../people.sql.ts";
import { quantileOf } from "../quantile.ts";
import type { FunnelQuestion, FunnelResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { areDisjoint } from "../selector.sql.ts";
import { durationMs } from "../window.ts";
import { convertedIn, type StepEvent } from "./attempt.ts";
import { funnelSql } from "./funnel.sql.ts";
import { converterEventsSql, MAX_STEP_EVENTS, timeToConvertSql } from "./time-to-convert.sql.ts";

type Times = NonNullable<FunnelResult["timeToConvertSeconds"]>;

interface Level {
  readonly level: number;
  readonly people: number;
  readonly open: number;
}

interface Asked {
  readonly run: Run;
  readonly members?: PersonSet;
}

export async function answerFunnel(
  scope: AnalysisScope,
  question: FunnelQuestion,
  asked: Asked,
): Promise<FunnelResult> {
  const [levels, times] = await Promise.all([
    asked.run<Level>("funnel.levels", funnelSql(scope, question, asked.members)),
    question.timeToConvert ? timesOf(scope, question, asked) : undefined,
  ]);
  const counts = question.steps.map((_, index) =>
    sum(levels.filter(({ level }) => level > index).map(({ people }) => people)),
  );
  const open = sum(levels.filter(({ level }) => level < question.steps.length).map((level) => level.open));
  return {
    kind: "funnel",
    steps: counts.map((count, index) => stepOf(counts, count, index)),
    open,
    ...(times === undefined ? {} : { timeToConvertSeconds: times }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rate(count: number, of: number | undefined): number | null {
  return of === undefined || of === 0 ? null : count / of;
}

/** Drop-off: those who did not go on to the next step; none after the last. */
function stepOf(counts: readonly number[], count: number, index: number): FunnelResult["steps"][number] {
  const next = counts[index + 1];
  return {
    count,
    fromFirst: rate(count, counts[0]),
    fromPrevious: index === 0 ? rate(count, counts[0]) : rate(count, counts[index - 1]),
    dropOff: next === undefined ? 0 : count - next,
  };
}

async function timesOf(scope: AnalysisScope, question: FunnelQuestion, { run, members }: Asked): Promise<Times | null> {
  if (areDisjoint(scope, question.steps)) {
    const [row] = await run<Times>("funnel.times", timeToConvertSql(scope, question, members));
    return row ?? null;
  }
  const events = await run<StepEvent & { person: number }>(
    "funnel.events",
    converterEventsSql(scope, question, members),
  );
  if (events.length > MAX_STEP_EVENTS) throw tooManyEvents();
  return summary(seconds(events, question));
}

function seconds(events: readonly (StepEvent & { person: number })[], question: FunnelQuestion): number[] {
  const people = new Map<number, StepEvent[]>();
  for (const event of events) {
    const own = people.get(event.person);
    if (own === undefined) people.set(event.person, [event]);
    else own.push(event);
  }
  const took = [...people.values()].map((own) => convertedIn(own, question.steps.length, durationMs(question.within)));
  return took.flatMap((milliseconds) => (milliseconds === undefined ? [] : [milliseconds / 1000]));
}

function summary(took: readonly number[]): Times | null {
  if (took.length === 0) return null;
  const ascending = [...took].sort((a, b) => a - b);
  return { median: quantileOf(ascending, 0.5), mean: sum(took) / took.length, p90: quantileOf(ascending, 0.9) };
}

function tooManyEvents(): UserError {
  return new UserError("query_too_heavy", {
    fields: [
      {
        path: "/timeToConvert",
        en: "One event fits several steps, and there are too many events to time each attempt. Narrow the range or the steps.",
        fr: "Un même événement convient à plusieurs étapes, et il y a trop d’événements pour chronométrer chaque tentative. Réduisez la période ou précisez les étapes.",
      },
    ],
  });
}
