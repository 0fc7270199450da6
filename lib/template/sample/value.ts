/** Plausible values of a plan's properties: around their examples, within what their types admit. */

import type { Json, JsonObject, NumberType, Plan, PlanEvent, Property, StringType } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import type { Random } from "./random.ts";

/** What is the same in every value of one person. */
export interface Bearer {
  readonly index: number;
  /** When it is sent, in milliseconds since the epoch. */
  readonly at: number;
  readonly random: Random;
}

function stringValue(type: StringType, example: Json | undefined, { random, index, at }: Bearer): string {
  if (type.const !== undefined) return type.const;
  if (type.enum !== undefined) return random.pick(type.enum) ?? "";
  if (type.format === "date-time") return new Date(at).toISOString();
  if (type.format === "email") return `person${index}@example.com`;
  // A number of another order, person or thing; words stay words.
  const text = typeof example === "string" ? example : "sample";
  return text.replaceAll(/\d/g, () => String(random.between(1, 9)));
}

function numberValue(type: NumberType, example: Json | undefined, { random }: Bearer): number {
  if (type.const !== undefined) return type.const;
  if (type.enum !== undefined) return random.pick(type.enum) ?? 0;
  const around = (typeof example === "number" ? example : 10) * (random.between(40, 190) / 100);
  const inside = Math.min(type.maximum ?? around, Math.max(type.minimum ?? around, around));
  return type.kind === "integer" ? Math.round(inside) : Math.round(inside * 100) / 100;
}

function oneValue(type: Property["type"], example: Json | undefined, bearer: Bearer): Json {
  switch (type.kind) {
    case "string":
      return stringValue(type, example, bearer);
    case "integer":
    case "number":
      return numberValue(type, example, bearer);
    case "boolean":
      return type.const ?? bearer.random.chance(0.6);
    case "object":
      return valuesOf(type.properties, bearer);
    case "array": {
      const least = type.minItems ?? 0;
      const length = bearer.random.between(least, Math.min(type.maxItems ?? 3, least + 2));
      return Array.from({ length }, () => oneValue(type.items, undefined, bearer));
    }
    default:
      return example ?? null;
  }
}

/** A whole object: all required properties, most of the optional ones. */
function valuesOf(properties: readonly Property[], bearer: Bearer): JsonObject {
  const present = properties.filter(({ required }) => required || bearer.random.chance(0.6));
  return Object.fromEntries(present.map(({ name, type, examples }) => [name, oneValue(type, examples[0], bearer)]));
}

export function eventValues(plan: Plan, event: PlanEvent, bearer: Bearer): JsonObject {
  return valuesOf(
    resolveEvent(plan, event).properties.map(({ property }) => property),
    bearer,
  );
}

/** The person's traits, as they would be sent at once. */
export function traitValues(plan: Plan, bearer: Bearer): JsonObject {
  return Object.fromEntries(
    plan.userProperties.map(({ name, type, examples }) => [name, oneValue(type, examples[0], bearer)]),
  );
}
