/**
 * Leaving out of an event what breaks the plan, so that the rest conforms. What is left out is found by judging again with
 * the plan's own validators, never by guess: a property whose absence breaks the plan as well takes what it stands in along,
 * up to one that may be absent. Items of lists are not left out, since that would change what the list says.
 */

import type { Strip } from "../plan/enforcement.ts";
import type { Violation } from "../violation/violation.ts";
import type { Call } from "./call.ts";
import { escapePointer, pointerSegments } from "./json-limits.ts";
import { isRecord } from "./read-call.ts";

/** Properties left out of one event; one that would lose more is not mended. */
export const MAX_STRIPPED = 50;
/** Times that one event is judged again. */
const ROUNDS = 8;

/** The innermost member of an object on the way; `undefined` where the value as a whole is meant. */
function memberOn(value: unknown, names: readonly string[]): readonly string[] | undefined {
  let current = value;
  let length = 0;
  for (const [index, name] of names.entries()) {
    if (isRecord(current)) length = index + 1;
    current =
      typeof current === "object" && current !== null && Object.hasOwn(current, name)
        ? (current as Readonly<Record<string, unknown>>)[name]
        : undefined;
  }
  return length === 0 ? undefined : names.slice(0, length);
}

/** What may be left out because of a violation, as names below the subject. */
function targetOf({ code, path }: Violation, call: Call, strip: Strip): readonly string[] | undefined {
  if (!path.startsWith(`${call.subjectPath}/`)) return undefined;
  const names = pointerSegments(path.slice(call.subjectPath.length));
  switch (code) {
    case "unplanned_property":
      return strip === "invalid" ? undefined : memberOn(call.subject, names);
    case "required_missing":
      // Whatever lacks it is what is wrong.
      return strip === "unplanned" ? undefined : memberOn(call.subject, names.slice(0, -1));
    case "type_mismatch":
    case "value_constraint":
    case "cardinality":
      return strip === "unplanned" ? undefined : memberOn(call.subject, names);
    default:
      return undefined;
  }
}

function isUnplanned({ code }: Violation): boolean {
  return code === "unplanned_property";
}

function removed(value: unknown, names: readonly string[]): unknown {
  const [name = "", ...rest] = names;
  if (Array.isArray(value)) return value.map((item, index) => (`${index}` === name ? removed(item, rest) : item));
  if (!isRecord(value) || !Object.hasOwn(value, name)) return value;
  const copy: Record<string, unknown> = { ...value };
  if (rest.length === 0) delete copy[name];
  else copy[name] = removed(copy[name], rest);
  return copy;
}

/** True for a place that is left out with one of these. */
export function isWithin(path: string, stripped: readonly string[]): boolean {
  return stripped.some((gone) => path === gone || path.startsWith(`${gone}/`));
}

/** The call without some of its properties, given by JSON pointers into the call. */
export function withoutStripped(call: Call, stripped: readonly string[] | undefined): Call {
  if (stripped === undefined) return call;
  const subject = stripped.reduce(
    (value, path) => removed(value, pointerSegments(path.slice(call.subjectPath.length))),
    call.subject,
  );
  return { ...call, subject };
}

/**
 * JSON pointers of the properties without which an event conforms; `undefined` when leaving out what may be left out does
 * not mend it. `judgeAgain`: the violations of the call without these properties.
 */
export function findStripped(
  call: Call,
  violations: readonly Violation[],
  strip: Strip,
  judgeAgain: (call: Call, stripped: readonly string[]) => readonly Violation[],
): readonly string[] | undefined {
  if (strip === "nothing" || !isRecord(call.subject)) return undefined;
  let stripped: readonly string[] = [];
  let left = violations;
  for (let round = 0; round < ROUNDS && left.length > 0; round++) {
    const found = new Set(stripped);
    // A property that the plan does not name goes with whatever else is wrong about it.
    for (const violation of left.toSorted((a, b) => Number(isUnplanned(b)) - Number(isUnplanned(a)))) {
      if (
        !isUnplanned(violation) &&
        isWithin(
          violation.path,
          [...found].filter((path) => !stripped.includes(path)),
        )
      )
        continue;
      const target = targetOf(violation, call, strip);
      if (target === undefined) return undefined;
      found.add([call.subjectPath, ...target.map(escapePointer)].join("/"));
    }
    const all = [...found];
    // What stands in something that goes needs no word of its own.
    const next = all.filter((path) => !all.some((other) => other !== path && path.startsWith(`${other}/`)));
    const isProgress = next.some((path) => !stripped.includes(path));
    if (!isProgress || next.length > MAX_STRIPPED) return undefined;
    stripped = next;
    left = judgeAgain(withoutStripped(call, stripped), stripped);
  }
  return left.length === 0 ? stripped : undefined;
}
