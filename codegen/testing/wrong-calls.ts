/** Calls that the plan's JSON Schema refuses for their types, which therefore must not compile either. */

import type { Json, JsonObject, Plan, PlanEvent, Property } from "../../lib/plan/plan.ts";
import { resolveEvent } from "../../lib/plan/resolve.ts";
import type { GeneratedFiles } from "../file.ts";
import { asTypescript, eventValidator, samplePayload } from "./sample-payload.ts";

const SCALARS = ["string", "number", "integer", "boolean", "null"];
const UNPLANNED = "no plan has this key";

function without(value: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** Members every object inherits look present to TypeScript; `__proto__` is no ordinary key for either side. */
function isOrdinary({ name }: Property): boolean {
  return !(name in Object.prototype);
}

function shapeOf(plan: Plan, event: PlanEvent, given: JsonObject): readonly Property[] {
  const { properties, variants } = resolveEvent(plan, event);
  const value = given[variants?.discriminator.name ?? ""];
  const chosen = variants?.cases.find((item) => (item.case.match as readonly Json[]).includes(value ?? null));
  return chosen?.properties ?? properties.map(({ property }) => property);
}

/** The call with a required key left out, an unplanned key added, or an object where the plan says a scalar. */
function mutations(plan: Plan, event: PlanEvent, given: JsonObject): JsonObject[] {
  const shape = shapeOf(plan, event, given).filter(
    (property) => isOrdinary(property) && Object.hasOwn(given, property.name),
  );
  return [
    ...shape.filter(({ required }) => required).map(({ name }) => without(given, name)),
    ...shape.filter(({ type }) => SCALARS.includes(type.kind)).map(({ name }) => ({ ...given, [name]: { wrong: 1 } })),
    { ...given, [UNPLANNED]: 1 },
  ];
}

/** What an application may give by mistake, event by event: the schema refuses each. */
export function wrongPayloads(
  plan: Plan,
  seed = 1,
): { readonly event: PlanEvent; readonly given: readonly JsonObject[] }[] {
  return plan.events.map((event, at) => {
    const accepts = eventValidator(plan, event);
    const { given, sent, conformant } = samplePayload(plan, event, seed + at, accepts);
    if (!conformant) return { event, given: [] };
    const fixed = Object.fromEntries(Object.entries(sent).filter(([key]) => !Object.hasOwn(given, key)));
    return { event, given: mutations(plan, event, given).filter((mutated) => !accepts({ ...mutated, ...fixed })) };
  });
}

/** A source that compiles exactly when every wrong call in it is an error; and how many there are. */
export function wrongCalls(
  plan: Plan,
  files: GeneratedFiles,
  seed = 1,
): { readonly source: string; readonly count: number } {
  const lock = JSON.parse(files.get("plan.lock.json") ?? "{}").events as Record<
    string,
    { readonly identifier: string }
  >;
  const calls = wrongPayloads(plan, seed).flatMap(({ event, given }) =>
    given.map((mutated) => `// @ts-expect-error\nsdk.${lock[event.id]?.identifier}(${asTypescript(mutated)});`),
  );
  return { source: [`import * as sdk from "./index";`, ...calls, "sdk.reset();"].join("\n"), count: calls.length };
}
