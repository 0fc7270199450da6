/** Witnesses judged as ingest would judge them, on both sides. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { judge } from "../ingest/judge.ts";
import { readCall } from "../ingest/read-call.ts";
import { onlyVersion, type PlanVersions } from "../ingest/validate.ts";
import type { Change } from "../plan/diff.ts";
import type { Plan } from "../plan/plan.ts";
import { findWitness } from "../plan/witness.ts";
import type { Witness, WitnessCall, WitnessSides, WitnessVerdict } from "../plan/witness-answer.ts";

/** A plan as the only version there is; its number and hash play no part in a verdict. */
export function versionOf(plan: Plan): PlanVersions {
  return onlyVersion({ version: 1, hash: "", plan, eventVersions: {} });
}

function verdictOf({ message, source }: WitnessCall, versions: PlanVersions): WitnessVerdict {
  const read = readCall({ ...message, anonymousId: "anonymous-1" });
  if (!("call" in read)) return { conformant: false, failures: [read.unreadable.problem] };
  const { verdict, violations, eventId } = judge(read.call, versions, {
    unplanned: "violation",
    ...(source === undefined ? {} : { sourceSlug: source }),
  });
  return {
    conformant: verdict === "conformant",
    failures: violations.map(({ code, path, keyword }) => ({
      code,
      path,
      ...(keyword === undefined ? {} : { keyword }),
    })),
    ...(eventId === undefined ? {} : { eventId }),
  };
}

/** Both plans with the validators of ingest. Nothing is compiled before a witness needs it. */
export function witnessSides(before: Plan, after: Plan, sources: readonly string[] = []): WitnessSides {
  const versions = { before: versionOf(before), after: versionOf(after) };
  return { before, after, sources, judge: (side, call) => verdictOf(call, versions[side]) };
}

export interface WitnessedChange extends Change {
  /** Of a breaking change. */
  readonly witness?: Witness;
}

/** Changes looked at unless told otherwise: the worst come first. */
const MOST = 500;

/**
 * The changes, each breaking one with its witness, or with why there is none; the first `most` are looked at. Gives way
 * between two of them: validators are compiled as they are needed, which takes milliseconds each.
 */
export async function withWitnesses(
  changes: readonly Change[],
  sides: WitnessSides,
  most = MOST,
): Promise<WitnessedChange[]> {
  const witnessed: WitnessedChange[] = [];
  for (const [index, change] of changes.entries()) {
    const witness = index < most ? findWitness(change, sides) : undefined;
    witnessed.push(witness === undefined ? change : { ...change, witness });
    if (witness !== undefined) await nextTurn();
  }
  return witnessed;
}
