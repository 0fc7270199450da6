import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, it } from "vitest";
import { eventSchema } from "../plan/json-schema.ts";
import { newProperty } from "../plan/new-object.ts";
import type { Json, PropertyType } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { sampleOfType, sampleValue } from "./sample-value.ts";

const ajv = new Ajv({ strict: false });
(formats as unknown as (instance: Ajv) => void)(ajv);

it("makes a payload the plan accepts, for every event without variants or raw schemas", () => {
  // What a raw schema asks for is only guessed at.
  const raw = (type: PropertyType): boolean => JSON.stringify(type).includes('"kind":"raw"');
  const events = referencePlan.events.filter(
    (event) =>
      !event.variants &&
      !event.rawSchema &&
      !resolveEvent(referencePlan, event).properties.some(({ property }) => raw(property.type)),
  );
  expect(events.length).toBeGreaterThan(3);
  for (const event of events) {
    const payload = Object.fromEntries(
      resolveEvent(referencePlan, event).properties.map(({ property }): [string, Json] => [
        property.name,
        sampleValue(property),
      ]),
    );
    const validate = ajv.compile(eventSchema(referencePlan, event) as object);
    expect(validate(payload), `${event.name}: ${ajv.errorsText(validate.errors)} ${JSON.stringify(payload)}`).toBe(
      true,
    );
  }
});

it.each<[string, PropertyType, Json]>([
  ["bounds", { kind: "integer", exclusiveMinimum: 4, maximum: 10 }, 5],
  ["a step", { kind: "number", minimum: 1, multipleOf: 0.25 }, 9.5],
  ["lengths", { kind: "string", minLength: 6 }, "textxx"],
  ["a fixed value", { kind: "string", const: "web" }, "web"],
  ["a union", { kind: "union", anyOf: [{ kind: "null" }, { kind: "boolean" }] }, true],
  ["items", { kind: "array", minItems: 2, items: { kind: "boolean" } }, [true, true]],
])("respects %s", (_name, type, sample) => {
  expect(sampleOfType(type)).toEqual(sample);
});

it("takes no example that the type refuses", () => {
  const total = newProperty({
    id: "prp_a",
    name: "total",
    type: { kind: "number", minimum: 1 },
    examples: ["twelve", 0, 7],
  });
  expect(sampleValue(total)).toBe(7);
  expect(sampleValue({ ...total, examples: ["twelve"] })).toBe(9.5);
});
