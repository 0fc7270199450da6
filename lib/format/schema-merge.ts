/** Brings what became of a JSON Schema meanwhile into a text that was begun before. */

import { sameValue } from "../plan/edit-same.ts";
import type { Json, JsonObject } from "../plan/plan.ts";
import { pointerStep } from "./format.ts";
import { isJsonObject } from "./schema-keyword.ts";

type Side = Json | undefined;

function isListOfNames(value: Side): value is readonly string[] & Json {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function mergedNames(base: readonly string[], mine: readonly string[], now: readonly string[]): Json {
  const kept = mine.filter((name) => now.includes(name) || !base.includes(name));
  return [...kept, ...now.filter((name) => !base.includes(name) && !kept.includes(name))];
}

/** Where a text begun before and what became of the schema meanwhile say something different of the same. */
class Merging {
  readonly conflicts: string[] = [];

  private fields(base: JsonObject, mine: JsonObject, now: JsonObject, pointer: string): Json {
    const keys = new Set([...Object.keys(mine), ...Object.keys(now)]);
    const entries = [...keys].flatMap((key): [string, Json][] => {
      const [was, own, is] = [base, mine, now].map((side) => (Object.hasOwn(side, key) ? side[key] : undefined));
      const value = this.merged(was, own, is, `${pointer}${pointerStep(key)}`);
      return value === undefined ? [] : [[key, value]];
    });
    return Object.fromEntries(entries);
  }

  merged(base: Side, mine: Side, now: Side, pointer: string): Side {
    if (sameValue(mine, base)) return now;
    if (sameValue(now, base) || sameValue(mine, now)) return mine;
    if (isJsonObject(mine) && isJsonObject(now)) return this.fields(isJsonObject(base) ? base : {}, mine, now, pointer);
    const lists = [base ?? [], mine ?? [], now ?? []];
    const isNames = pointer.endsWith("/required") && lists.every(isListOfNames);
    if (isNames) return mergedNames(...(lists as [string[], string[], string[]]));
    this.conflicts.push(pointer);
    return mine;
  }
}

interface MergedText {
  readonly text: string;
  /** JSON pointers of what both changed: the text stands there. */
  readonly conflicts: readonly string[];
}

/** The text with what changed from `base` to `now`; where both changed the same, the text stands. Undefined when it is no JSON. */
export function mergeSchemaText(base: string, text: string, now: string): MergedText | undefined {
  try {
    const [was, mine, is] = [base, text, now].map((one) => JSON.parse(one) as Json);
    const merging = new Merging();
    const merged = merging.merged(was, mine, is, "");
    return { text: JSON.stringify(merged, undefined, 2), conflicts: merging.conflicts };
  } catch {
    return undefined;
  }
}
