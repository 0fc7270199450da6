/** Questions and criteria as zod: what the API, question files and saved objects are parsed with. Names are checked by binding. */

import { z } from "zod";
import { jsonSchema } from "../plan/json-value.ts";
import { AUTOMATIC_PROPERTIES, EVENT_ROLES, type Json, PROPERTY_ROLES } from "../plan/plan.ts";
import {
  type Criterion,
  EARLIER_PERIODS,
  type EventSelector,
  type FunnelDefinition,
  type PropertyFilter,
  type PropertyRef,
  type Question,
  type TimeWindow,
} from "./question.ts";

const name = z.string().min(1).max(2_000);
const scalar: z.ZodType<Json> = jsonSchema;

const refShapes = [
  { property: name },
  { propertyRole: z.enum(PROPERTY_ROLES) },
  { automatic: z.enum(AUTOMATIC_PROPERTIES) },
  { userProperty: name },
  { groupProperty: name },
] as const;

export const propertyRefSchema: z.ZodType<PropertyRef> = z.union(
  refShapes.map((shape) => z.strictObject(shape)),
) as unknown as z.ZodType<PropertyRef>;

const operationShapes = [
  { op: z.enum(["=", "!=", ">", ">=", "<", "<="]), value: scalar },
  { op: z.enum(["in", "not_in"]), value: z.array(scalar).min(1).max(10_000) },
  { op: z.enum(["contains", "not_contains"]), value: z.string().max(2_000) },
  { op: z.enum(["is_set", "is_not_set"]) },
] as const;

export const propertyFilterSchema: z.ZodType<PropertyFilter> = z.union(
  refShapes.flatMap((ref) => operationShapes.map((operation) => z.strictObject({ ...ref, ...operation }))),
) as z.ZodType<PropertyFilter>;

const where = z.array(propertyFilterSchema).max(50).optional();

export const eventSelectorSchema: z.ZodType<EventSelector> = z.union([
  z.strictObject({ event: name, callType: z.enum(["track", "page", "screen"]).optional(), where }),
  z.strictObject({ role: z.enum(EVENT_ROLES), where }),
  z.strictObject({ any: z.literal(true), where }),
]) as z.ZodType<EventSelector>;

const durationSchema = z.strictObject({
  value: z.number().positive().max(1_000_000),
  unit: z.enum(["minute", "hour", "day", "week"]),
});

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const timeWindowSchema: z.ZodType<TimeWindow> = z.union([
  z.strictObject({ lastDays: z.int().min(1) }),
  z.strictObject({ lastHours: z.number().positive() }),
  z.strictObject({ fromDaysAgo: z.int().min(0), toDaysAgo: z.int().min(0) }),
  z.strictObject({ from: date, to: date }),
  z.strictObject({ ever: z.literal(true) }),
  z.strictObject({ afterSignUp: durationSchema }),
]);

const comparisonSchema = z.strictObject({ op: z.enum([">=", "<=", "=", ">", "<"]), value: z.number() });

const funnelShape = {
  steps: z.array(eventSelectorSchema).min(1).max(20),
  within: durationSchema.default({ value: 7, unit: "day" }),
  range: timeWindowSchema,
};

export const funnelDefinitionSchema: z.ZodType<FunnelDefinition> = z.strictObject(funnelShape);

const several = z.lazy(() => z.array(criterionSchema).min(1).max(50));

export const criterionSchema: z.ZodType<Criterion> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("all"), of: several }),
    z.strictObject({ kind: z.literal("any"), of: several }),
    z.strictObject({ kind: z.literal("not"), of: criterionSchema }),
    z.strictObject({
      kind: z.literal("count"),
      event: eventSelectorSchema,
      count: comparisonSchema,
      window: timeWindowSchema,
    }),
    z.strictObject({
      kind: z.literal("regular"),
      event: eventSelectorSchema,
      unit: z.enum(["day", "week", "month"]),
      atLeast: z.int().min(1),
      of: z.int().min(1),
      skip: z.int().min(0).optional(),
    }),
    z.strictObject({
      kind: z.literal("sum"),
      event: eventSelectorSchema,
      property: propertyRefSchema,
      window: timeWindowSchema,
      sum: z.union([comparisonSchema, z.strictObject({ topPercent: z.number().positive().max(100) })]),
    }),
    z.strictObject({
      kind: z.literal("sequence"),
      first: eventSelectorSchema,
      which: z.enum(["first", "latest", "any"]),
      // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
      then: eventSelectorSchema,
      within: durationSchema,
      followed: z.boolean(),
      window: timeWindowSchema,
      sameProperty: propertyRefSchema.optional(),
    }),
    z.strictObject({ kind: z.literal("property"), filter: propertyFilterSchema }),
    z.strictObject({
      kind: z.literal("activation"),
      event: eventSelectorSchema,
      atLeast: z.int().min(1),
      within: durationSchema,
      group: z.enum(["reached", "not_reached", "open"]),
    }),
    z.strictObject({
      kind: z.literal("funnel_step"),
      funnel: funnelDefinitionSchema,
      step: z.int().min(1),
      exactly: z.boolean(),
    }),
    z.strictObject({ kind: z.literal("cohort"), cohort: name }),
    z.strictObject({ kind: z.literal("as_sent"), of: criterionSchema }),
  ]),
) as z.ZodType<Criterion>;

const base = {
  asOf: z.iso.datetime({ offset: true }).optional(),
  environment: z.enum(["production", "staging", "development"]).optional(),
  asSent: z.boolean().optional(),
  cohort: z.union([z.strictObject({ cohort: name }), z.strictObject({ criterion: criterionSchema })]).optional(),
  complement: z.boolean().optional(),
};

const measureSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["count", "unique_users", "per_user"]) }),
  z.strictObject({ kind: z.enum(["sum", "mean", "median", "distinct"]), property: propertyRefSchema }),
  z.strictObject({
    kind: z.literal("percentile"),
    percentile: z.number().min(0).max(100),
    property: propertyRefSchema,
  }),
]);

const measuredShape = { event: eventSelectorSchema, measure: measureSchema };

export const questionSchema: z.ZodType<Question> = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    ...measuredShape,
    kind: z.literal("metric"),
    dividedBy: z.strictObject(measuredShape).optional(),
    interval: z.enum(["hour", "day", "week", "month", "total"]),
    range: timeWindowSchema,
    breakdown: propertyRefSchema.optional(),
    compareWith: z.enum(EARLIER_PERIODS).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("cohort"),
    criterion: criterionSchema,
    members: z.union([z.int().min(0).max(1_000), z.literal("all")]).optional(),
  }),
  z.strictObject({
    ...base,
    ...funnelShape,
    kind: z.literal("funnel"),
    timeToConvert: z.boolean().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("retention"),
    start: eventSelectorSchema,
    return: eventSelectorSchema,
    unit: z.enum(["day", "week", "month"]),
    periods: z.int().min(1).max(365),
    range: timeWindowSchema,
  }),
  z.strictObject({
    ...base,
    kind: z.literal("active_users"),
    event: eventSelectorSchema,
    range: timeWindowSchema,
  }),
]) as z.ZodType<Question>;
