/** Whether an example payload of an event is what its schema admits: judged by the validator that ingest uses. */

import type { ValidateFunction } from "ajv";
import { eventSchema } from "../json-schema.ts";
import type { Bundle, JsonObject, Plan, PlanEvent } from "../plan.ts";
import { newAjv } from "../plan-ajv.ts";

interface Compiled {
  readonly bundles: readonly Bundle[];
  readonly validate: ValidateFunction | undefined;
}

const compiled = new WeakMap<PlanEvent, Compiled>();

/** Undefined for an event whose schema does not compile: other rules say why. */
function validatorOf(plan: Plan, event: PlanEvent): ValidateFunction | undefined {
  const known = compiled.get(event);
  if (known?.bundles === plan.bundles) return known.validate;
  let validate: ValidateFunction | undefined;
  try {
    validate = newAjv().compile(eventSchema(plan, event));
  } catch {
    validate = undefined;
  }
  compiled.set(event, { bundles: plan.bundles, validate });
  return validate;
}

/** What the schema says against the payload, the first thing it says; undefined when it admits it. */
export function exampleFault(plan: Plan, event: PlanEvent, example: JsonObject): string | undefined {
  const validate = validatorOf(plan, event);
  if (validate === undefined || validate(example)) return undefined;
  const error = validate.errors?.find(({ keyword }) => keyword !== "if") ?? validate.errors?.[0];
  return `${error?.instancePath ?? ""} ${error?.message ?? ""}`.trim();
}
