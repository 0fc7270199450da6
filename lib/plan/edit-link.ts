/** Commands that tie events, properties and metrics to the decisions and metrics they serve, and that deprecate. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, textPatchSchema } from "./edit-patch.ts";
import { idSchema, propertyPath, propertyPlaceSchema } from "./edit-path.ts";
import { changed, changeObject, changeProperties } from "./edit-tree.ts";
import type { Deprecation, Plan, Serves, Status } from "./plan.ts";
import { daySchema } from "./schema-text.ts";

const eventSubject = z.strictObject({ kind: z.literal("event"), id: idSchema });
const propertySubject = z.strictObject({ kind: z.literal("property"), place: propertyPlaceSchema, id: idSchema });
const metricSubject = z.strictObject({ kind: z.literal("metric"), id: idSchema });

const servingSchema = z.discriminatedUnion("kind", [eventSubject, propertySubject, metricSubject]);
const goalSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("decision"), id: idSchema }),
  z.strictObject({ kind: z.literal("metric"), id: idSchema }),
]);
type Serving = z.infer<typeof servingSchema>;
type Goal = z.infer<typeof goalSchema>;

function subjectPath(subject: Serving): string {
  return subject.kind === "property" ? propertyPath(subject.place, subject.id) : `${subject.kind}/${subject.id}`;
}

function linkPath(subject: Serving, goal: Goal): string {
  return `${subjectPath(subject)}/${subject.kind === "metric" ? "decisions" : "serves"}/${goal.id}`;
}

type ListChange = (list: readonly string[]) => readonly string[];

function changeServes<T extends { readonly serves: Serves }>(subject: T, goal: Goal, change: ListChange): T {
  const key = goal.kind === "decision" ? "decisions" : "metrics";
  const list = change(subject.serves[key]);
  return list === subject.serves[key] ? subject : { ...subject, serves: { ...subject.serves, [key]: list } };
}

function changeLink(plan: Plan, subject: Serving, goal: Goal, change: ListChange): Outcome {
  const missing = problem("not_found", subjectPath(subject), subject.id);
  if (subject.kind === "event") {
    return changeObject(plan, "event", subject.id, (event) => changeServes(event, goal, change)) ?? missing;
  }
  if (subject.kind === "property") {
    const one: ListChange = change;
    return (
      changeProperties(plan, subject.place, (list) =>
        changed(list, subject.id, (property) => changeServes(property, goal, one)),
      ) ?? missing
    );
  }
  if (goal.kind === "metric") return problem("wrong_kind", linkPath(subject, goal), goal.id);
  return (
    changeObject(plan, "metric", subject.id, (metric) => {
      const decisions = change(metric.decisions);
      return decisions === metric.decisions ? metric : { ...metric, decisions };
    }) ?? missing
  );
}

/** Says that an event or property serves a decision or metric, or that a metric informs a decision. */
export const link = defineCommand(
  "link",
  { from: servingSchema, to: goalSchema },
  {
    apply: (plan, { from, to }) =>
      changeLink(plan, from, to, (list) => (list.includes(to.id) ? list : [...list, to.id])),
    touched: ({ from, to }) => [linkPath(from, to)],
  },
);

export const unlink = defineCommand(
  "unlink",
  { from: servingSchema, to: goalSchema },
  {
    apply: (plan, { from, to }) =>
      changeLink(plan, from, to, (list) => (list.includes(to.id) ? list.filter((id) => id !== to.id) : list)),
    touched: ({ from, to }) => [linkPath(from, to)],
  },
);

const deprecableSchema = z.discriminatedUnion("kind", [eventSubject, propertySubject]);
type Deprecable = z.infer<typeof deprecableSchema>;

interface DeprecableObject {
  readonly status: Status;
  readonly deprecation?: Deprecation;
}

function changeDeprecable(
  plan: Plan,
  subject: Deprecable,
  change: <T extends DeprecableObject>(object: T) => T,
): Outcome {
  const next =
    subject.kind === "event"
      ? changeObject(plan, "event", subject.id, (event) => change(event))
      : changeProperties(plan, subject.place, (list) => changed(list, subject.id, (property) => change(property)));
  return next ?? problem("not_found", subjectPath(subject), subject.id);
}

const DEPRECATION_SHAPE: PatchShape = { texts: ["text"] };

/** Marks an event or property as deprecated, says why, and what to use instead; a field left out stays as it is. */
export const deprecate = defineCommand(
  "deprecate",
  {
    target: deprecableSchema,
    changes: z.strictObject({
      text: textPatchSchema.optional(),
      replacementId: idSchema.nullable().optional(),
      on: daySchema.nullable().optional(),
    }),
  },
  {
    apply: (plan, { target, changes }) =>
      changeDeprecable(plan, target, (object) => {
        const deprecation = patched(object.deprecation ?? { text: {} }, changes, DEPRECATION_SHAPE);
        if (object.status === "deprecated" && object.deprecation === deprecation) return object;
        return { ...object, status: "deprecated", deprecation };
      }),
    touched: ({ target, changes }) => {
      const own = patchPaths(`${subjectPath(target)}/deprecation`, changes, DEPRECATION_SHAPE);
      return [`${subjectPath(target)}/status`, ...(own.length === 0 ? [`${subjectPath(target)}/deprecation`] : own)];
    },
  },
);

/** Takes a deprecation back. */
export const restore = defineCommand(
  "restore",
  { target: deprecableSchema, status: z.enum(["draft", "active"]).optional() },
  {
    apply: (plan, { target, status }) =>
      changeDeprecable(plan, target, (object) => {
        const { deprecation: _gone, ...rest } = object;
        return { ...rest, status: status ?? "active" } as typeof object;
      }),
    touched: ({ target }) => [`${subjectPath(target)}/status`, `${subjectPath(target)}/deprecation`],
  },
);
