/** Shapes of the operations on alert rules. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { ALERT_KINDS, ALERT_WINDOWS } from "../../../lib/alert/alert.ts";
import { ALERT_SORTS, ALERT_STATES, type AlertRule } from "../../../lib/alert/rule.ts";
import { measuredText } from "../../../lib/alert/words.ts";
import type { Language } from "../../../lib/plan/plan.ts";
import { bilingualShape } from "./plan-shape.ts";
import { instantShape, nameShape } from "./shape.ts";

export const alertParams = z.object({ alert: z.string() });

const kindShape = z
  .enum(ALERT_KINDS)
  .describe(
    "rate: percent of the window's events that did not conform; new_kind: violations first met within the window; silence: minutes since the last event; drop: percent fewer events than in the same window seven days before",
  );
const windowShape = z
  .union(ALERT_WINDOWS.map((minutes) => z.literal(minutes)))
  .describe("Minutes that are looked at together; of no account for silence");

export const measuredShape = z.object({
  outcome: z
    .enum(["fine", "breach", "unjudged"])
    .describe("unjudged: fewer than 20 events, or no event ever, so the rule stays as it was"),
  value: z.number().nullable().describe("Percent, kinds or minutes; null where nothing could be reckoned"),
  of: z.int().optional().describe("What a share was taken of: events of the window, for drop of the one before"),
});

export const alertShape = z.object({
  id: z.string(),
  name: z.string(),
  kind: kindShape,
  source: z.string().nullable().describe("Slug; null for every source"),
  environment: z.enum(ENVIRONMENTS).nullable(),
  event: z.string().nullable().describe("Id of a planned event; null for every event"),
  windowMinutes: windowShape,
  threshold: z.number().describe("It fires from this value on: percent, kinds or minutes"),
  state: z.enum(ALERT_STATES),
  firingSince: instantShape.nullable(),
  mutedUntil: instantShape.nullable(),
  createdAt: instantShape,
  checkedAt: instantShape.nullable(),
  measured: measuredShape.extend({ text: bilingualShape }).nullable().describe("What the last look found"),
});

const fields = {
  name: nameShape,
  source: z.string().max(100).nullable(),
  environment: z.enum(ENVIRONMENTS).nullable(),
  event: z.string().max(100).nullable(),
  windowMinutes: windowShape,
  threshold: z.number(),
} as const;

export const newAlertShape = z.strictObject({
  ...fields,
  kind: kindShape,
  source: fields.source.default(null),
  environment: fields.environment.default(null),
  event: fields.event.default(null),
  windowMinutes: windowShape.default(60),
});

export const alertChangeShape = z.strictObject({
  name: fields.name.optional(),
  source: fields.source.optional(),
  environment: fields.environment.optional(),
  event: fields.event.optional(),
  windowMinutes: windowShape.optional(),
  threshold: fields.threshold.optional(),
  mutedUntil: instantShape.nullable().optional().describe("Nothing is told until then; null ends it"),
});

export const alertQueryShape = z.strictObject({
  search: z.string().max(200).optional().describe("Part of the name or of the source's"),
  state: z.enum(ALERT_STATES).optional(),
  sort: z.enum(ALERT_SORTS).optional().describe("Default: state, what fires first"),
});

export const suggestionQueryShape = z.strictObject({
  kind: kindShape,
  source: z.string().max(100).optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
  event: z.string().max(100).optional(),
  windowMinutes: z.coerce.number().pipe(windowShape).optional(),
});

export const suggestionShape = z.object({
  threshold: z.number(),
  from: z
    .number()
    .nullable()
    .describe(
      "rate: 95th percentile of the hours' rates, of which it is 1.5 times; silence: longest gap in minutes, of which it is twice; drop: greatest drop, than which it is 10 points more; null where seven days say nothing",
    ),
  count: z.int().describe("Hours, gaps or windows that were looked at"),
});

export const firingShape = z.object({
  id: z.string(),
  startedAt: instantShape,
  endedAt: instantShape.nullable(),
  toldAt: instantShape.nullable().describe("null where it was muted all along"),
  measured: measuredShape.describe("What was found when it began"),
  threshold: z.number(),
});

/** A rule as the API gives it. */
export function shownAlert({ source, eventId, measured, ...rule }: AlertRule) {
  const text = (language: Language) => (measured === null ? "" : measuredText(language, rule, measured));
  return {
    ...rule,
    source: source?.slug ?? null,
    event: eventId,
    measured: measured === null ? null : { ...measured, text: { en: text("en"), fr: text("fr") } },
  };
}

/** What the body says of a rule, as the core takes it. */
export function givenAlert<Body extends { readonly event?: string | null | undefined }>({ event, ...rest }: Body) {
  return { ...rest, ...(event === undefined ? {} : { eventId: event }) };
}
