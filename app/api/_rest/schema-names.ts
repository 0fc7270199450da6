/** What schemas are called in openapi.json. */

import type { z } from "zod";
import {
  criterionSchema,
  eventSelectorSchema,
  funnelDefinitionSchema,
  propertyFilterSchema,
  propertyRefSchema,
  questionSchema,
  timeWindowSchema,
} from "../../../lib/analysis/question-schema.ts";
import { editSchema } from "../../../lib/plan/edit.ts";
import { jsonObjectSchema, jsonSchema } from "../../../lib/plan/json-value.ts";
import {
  bundleSchema,
  planEventSchema,
  planSchema,
  propertySchema,
  propertyTypeSchema,
} from "../../../lib/plan/schema.ts";
import { answerShape, statementShape } from "./analysis-shape.ts";
import { witnessedChangeShape, witnessShape } from "./backtest-shape.ts";
import { violationShape } from "./event-shape.ts";
import { named } from "./named-schema.ts";
import { changeShape } from "./plan-shape.ts";
import { problemDocumentShape } from "./problem-shape.ts";

const NAMED: Readonly<Record<string, z.ZodType>> = {
  Json: jsonSchema,
  JsonObject: jsonObjectSchema,
  PropertyType: propertyTypeSchema,
  Property: propertySchema,
  Bundle: bundleSchema,
  PlanEvent: planEventSchema,
  Plan: planSchema,
  PlanEdit: editSchema,
  PropertyRef: propertyRefSchema,
  PropertyFilter: propertyFilterSchema,
  EventSelector: eventSelectorSchema,
  TimeWindow: timeWindowSchema,
  FunnelDefinition: funnelDefinitionSchema,
  Criterion: criterionSchema,
  Question: questionSchema,
  Answer: answerShape,
  ConformanceStatement: statementShape,
  PlanChange: changeShape,
  WitnessedChange: witnessedChangeShape,
  Witness: witnessShape,
  Problem: problemDocumentShape,
  Violation: violationShape,
};

/** Gives the schemas their names; to be called before the document is made. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(NAMED)) named(id, schema);
}
