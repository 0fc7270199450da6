/** A workshop on decisions: what is said in the room, from who is there to the events each number needs. */

import { z } from "zod";
import { newJourney } from "./new-object.ts";
import type { Decision, LocalizedText, Metric, PlanEvent } from "./plan.ts";
import type { Journey } from "./plan-journey.ts";
import { decisionSchema, journeySchema, localizedTextSchema, metricSchema, planEventSchema } from "./schema.ts";
import { JOINED_TIMES, WORKSHOP_LIMITS } from "./workshop-limit.ts";

/** What the team decides, and when it does. Who decides is the decision's owner. */
export interface WorkshopDecision extends Decision {
  readonly when: LocalizedText;
}

export interface Workshop {
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly heldOn: string;
  /** Who was there. */
  readonly present: readonly string[];
  /** The industry whose plan suggestions are taken from. */
  readonly template?: string;
  /** Texts are asked for in both languages. */
  readonly bilingual: boolean;
  /** What identifies a person, in words. */
  readonly canonicalUserId?: string;
  readonly journey: Journey;
  readonly decisions: readonly WorkshopDecision[];
  readonly metrics: readonly Metric[];
  readonly events: readonly PlanEvent[];
  /** What nobody in the room could answer. */
  readonly questions: readonly string[];
}

const { title, line: lineMax } = WORKSHOP_LIMITS;
const line = z.string().min(1).max(lineMax);
const room = (list: "present" | "decisions" | "metrics" | "events" | "questions") =>
  WORKSHOP_LIMITS[list] * JOINED_TIMES;

export const workshopSchema = z.strictObject({
  title: z.string().trim().min(1).max(title),
  heldOn: z.iso.date(),
  present: z.array(line).max(room("present")),
  template: z.string().max(64).optional(),
  bilingual: z.boolean(),
  canonicalUserId: line.optional(),
  journey: journeySchema,
  decisions: z.array(z.strictObject({ ...decisionSchema.shape, when: localizedTextSchema })).max(room("decisions")),
  metrics: z.array(metricSchema).max(room("metrics")),
  events: z.array(planEventSchema).max(room("events")),
  questions: z.array(line).max(room("questions")),
}) as unknown as z.ZodType<Workshop>;

/** A workshop in which nothing has been said yet. */
export function newWorkshop(
  given: Pick<Workshop, "title" | "heldOn"> & Partial<Workshop> & { readonly journeyId: string },
): Workshop {
  const { journeyId, ...rest } = given;
  return {
    present: [],
    bilingual: false,
    journey: newJourney({ id: journeyId, name: {} }),
    decisions: [],
    metrics: [],
    events: [],
    questions: [],
    ...rest,
  };
}

/** A metric and what it is a part of. */
function withWholes(metrics: readonly Metric[], ids: readonly string[]): ReadonlySet<string> {
  const found = new Set(ids);
  for (const id of found) {
    const parent = metrics.find((metric) => metric.id === id)?.parent;
    if (parent !== undefined) found.add(parent);
  }
  return found;
}

/** The decisions that an event serves, itself or through its metrics. */
export function decisionsOf(workshop: Workshop, { serves }: Pick<PlanEvent, "serves">): readonly WorkshopDecision[] {
  const wanted = withWholes(workshop.metrics, serves.metrics);
  const through = new Set(workshop.metrics.filter(({ id }) => wanted.has(id)).flatMap((metric) => metric.decisions));
  return workshop.decisions.filter(({ id }) => serves.decisions.includes(id) || through.has(id));
}

/** The step of the journey an event stands on. */
export function stepOf({ journey }: Workshop, event: string): string | undefined {
  return journey.steps.find(({ events }) => events.includes(event))?.id;
}
