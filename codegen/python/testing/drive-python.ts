/** A Python program that calls every function of a package, and what must arrive, made from the plan. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import { eventSpec } from "../../spec/event-spec.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { wrongPayloads } from "../../testing/wrong-calls.ts";
import { packageName, pythonName } from "../python-names.ts";
import { pythonPattern } from "../python-pattern.ts";
import { pyString, pyValue } from "../python-text.ts";

export interface PythonDrive {
  readonly source: string;
  readonly expected: readonly PlannedCall[];
  readonly published: PublishedPlan;
}

/**
 * The program takes the address to send to, and prints the ids of messages that its validator refuses. It fails when
 * something is given up, or when text of the plan was run. Each event is called by its name and by its former one, some by their
 * name on the wire.
 */
export function drivePython(published: PublishedPlan, seed = 1): PythonDrive {
  const expected = plannedCalls(published, "gabarit-python/1", 2, seed, "given");
  const lines = expected.map(({ event, given, way, messageId }, at) => {
    const name = pythonName((way === 0 ? undefined : event.formerIdentifiers[0]) ?? event.identifier);
    const options = `message_id=${pyString(messageId)}, timestamp=TIMESTAMP, user_id=${pyString(CALLED.userId)}`;
    const isNamed = event.callType === "track" && at % 4 === 0;
    const call = isNamed ? `track(${pyString(event.name)}, ` : `${name}(`;
    return `sdk.${call}${pyValue(given)}, ${options})\njudged(${pyString(messageId)})\n`;
  });
  return { source: program(packageName(published.plan.slug), lines), expected, published };
}

/**
 * Ids of messages that the package's validator judged otherwise than the plan, given those it refused. It may let through what
 * only ingest checks; of a key `__proto__` the samples' validator sees nothing.
 */
export function misjudged({ expected, published: { plan } }: PythonDrive, refused: readonly string[]): string[] {
  const whole = new Set(
    plan.events.filter((event) => {
      const { spec, ingestOnly } = eventSpec(plan, event, { pattern: pythonPattern });
      return ingestOnly.length === 0 && !JSON.stringify(spec).includes('"__proto__"');
    }),
  );
  return expected
    .filter(({ event, conformant, messageId }) =>
      refused.includes(messageId) ? conformant : !conformant && whole.has(event),
    )
    .map(({ messageId }) => messageId);
}

function program(name: string, lines: readonly string[]): string {
  return `from __future__ import annotations

import builtins
import json
import sys

import ${name} as sdk

TIMESTAMP = ${pyString(CALLED.timestamp)}
dropped: list[str] = []
violations: list[sdk.Violation] = []
refused: list[str] = []


def judged(message_id: str) -> None:
    if violations:
        refused.append(message_id)
        violations.clear()


def given_up(messages: int, reason: str) -> None:
    dropped.append(reason)


sdk.init(
    write_key="wk",
    host=sys.argv[1],
    consent="granted",
    on_drop=given_up,
    validate=True,
    on_violation=violations.append,
)
${lines.join("")}
left = sdk.close(timeout=60)
if left or dropped:
    sys.exit(f"left {left}, dropped {dropped}")
if hasattr(builtins, "canary"):
    sys.exit("text of the plan was run")
print(json.dumps(refused))
`;
}

/** A program in which a type checker must find an error in every line that says so, and nowhere else. */
export function wrongPython(published: PublishedPlan, seed = 1): string {
  const calls = wrongPayloads(published.plan, seed).flatMap(({ event, given }) =>
    given.map((mutated, at) => {
      const isNamed = event.callType === "track" && at % 2 === 1;
      const call = isNamed ? `track(${pyString(event.name)}, ` : `${pythonName(event.identifier)}(`;
      return `sdk.${call}${pyValue(mutated)})  # type: ignore`;
    }),
  );
  return [`import ${packageName(published.plan.slug)} as sdk`, "", ...calls, "sdk.reset()", ""].join("\n");
}
