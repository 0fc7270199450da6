/** Whether an example payload of an event is what its schema admits, from one source at least: judged as ingest does. */

import type { ValidateFunction } from "ajv";
import { firstErrorText } from "../breach-text.ts";
import { eventSchema } from "../json-schema.ts";
import type { Bundle, JsonObject, LocalizedText, Plan, PlanEvent } from "../plan.ts";
import { newAjv } from "../plan-ajv.ts";
import { exceptionalSources, firesAt } from "../presence.ts";

export type ExampleFault = Required<LocalizedText>;

interface Compiled {
  readonly bundles: readonly Bundle[];
  readonly validate: ValidateFunction | undefined;
  /** As those of its sources judge of which it makes exceptions; compiled when they are asked. */
  readonly exceptional: readonly (() => ValidateFunction)[];
}

const compiled = new WeakMap<PlanEvent, Compiled>();

/** Undefined for an event whose schema does not compile: other rules say why. */
function validatorsOf(plan: Plan, event: PlanEvent): Compiled {
  const known = compiled.get(event);
  if (known?.bundles === plan.bundles) return known;
  const made: Compiled = { bundles: plan.bundles, ...compile(plan, event) };
  compiled.set(event, made);
  return made;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function compile(plan: Plan, event: PlanEvent): Omit<Compiled, "bundles"> {
  const presence = event.presence.filter(({ source }) => firesAt(event, source));
  const sources = [...exceptionalSources({ ...event, presence }).values()];
  const of = (source?: string) => newAjv().compile(eventSchema(plan, event, source === undefined ? {} : { source }));
  try {
    return { validate: of(), exceptional: sources.map((source) => once(() => of(source))) };
  } catch {
    return { validate: undefined, exceptional: [] };
  }
}

/** What the schema says against the payload, the first thing it says; undefined when it admits it. */
export function exampleFault(plan: Plan, event: PlanEvent, example: JsonObject): ExampleFault | undefined {
  const { validate, exceptional } = validatorsOf(plan, event);
  if (validate === undefined || validate(example) || exceptional.some((fits) => fits()(example))) return undefined;
  return firstErrorText(validate.errors ?? []);
}
