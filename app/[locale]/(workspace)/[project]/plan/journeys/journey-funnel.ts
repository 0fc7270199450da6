/** A journey as a funnel: who went from step to step. */

import type { FunnelQuestion } from "../../../../../../lib/analysis/question.ts";
import type { Journey } from "../../../../../../lib/plan/plan-journey.ts";

/** The longest funnel that can be asked. */
const STEPS_MAX = 20;

interface JourneyFunnel {
  /** Absent where fewer than two steps can be counted. */
  readonly question?: FunnelQuestion;
  /** The step of the funnel that counts a step of the journey, by the id of the latter. */
  readonly counted: ReadonlyMap<string, number>;
}

/** The first event pinned on a step that is `published` counts it; a step without one is passed over. */
export function journeyFunnel(journey: Journey, published: ReadonlySet<string>): JourneyFunnel {
  const pinned = journey.steps.flatMap(({ id, events }) => {
    const event = events.find((one) => published.has(one));
    return event === undefined ? [] : [{ id, event }];
  });
  const steps = pinned.slice(0, STEPS_MAX);
  const counted = new Map(steps.map(({ id }, index) => [id, index]));
  if (steps.length < 2) return { counted };
  const question: FunnelQuestion = {
    kind: "funnel",
    steps: steps.map(({ event }) => ({ event })),
    within: { value: 7, unit: "day" },
    range: { lastDays: 30 },
  };
  return { question, counted };
}
