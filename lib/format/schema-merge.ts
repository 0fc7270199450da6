/** Brings what became of a JSON Schema meanwhile into a text that was begun before. */

import { sameValue } from "../plan/edit-same.ts";
import type { Json, JsonObject } from "../plan/plan.ts";
import { isJsonObject } from "./schema-keyword.ts";

type Side = Json | undefined;

function isNames(value: Side): value is readonly string[] & Json {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function mergedNames(base: readonly string[], mine: readonly string[], now: readonly string[]): Json {
  const kept = mine.filter((name) => now.includes(name) || !base.includes(name));
  return [...kept, ...now.filter((name) => !base.includes(name) && !kept.includes(name))];
}

function mergedFields(base: JsonObject, mine: JsonObject, now: JsonObject): Json {
  const keys = new Set([...Object.keys(mine), ...Object.keys(now)]);
  const entries = [...keys].flatMap((key): [string, Json][] => {
    const [was, own, is] = [base, mine, now].map((side) => (Object.hasOwn(side, key) ? side[key] : undefined));
    const value = merged(was, own, is, key);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function merged(base: Side, mine: Side, now: Side, key: string): Side {
  if (sameValue(mine, base)) return now;
  if (sameValue(now, base) || mine === undefined || now === undefined) return mine;
  if (isJsonObject(mine) && isJsonObject(now)) return mergedFields(isJsonObject(base) ? base : {}, mine, now);
  const lists = [base ?? [], mine, now];
  if (key === "required" && lists.every(isNames)) return mergedNames(...(lists as [string[], string[], string[]]));
  return mine;
}

/** The text with what changed from `base` to `now`; where both changed the same, the text stands. Undefined when it is no JSON. */
export function mergeSchemaText(base: string, text: string, now: string): string | undefined {
  try {
    const [was, mine, is] = [base, text, now].map((one) => JSON.parse(one) as Json);
    return JSON.stringify(merged(was, mine, is, ""), undefined, 2);
  } catch {
    return undefined;
  }
}
