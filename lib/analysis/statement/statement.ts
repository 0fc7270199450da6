/** The conformance statement: what a result stands on and what was kept out of it. */

import type { ConformanceStatement, Question } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { concernOf } from "./concern.ts";
import { consideredSql, duplicatesSql, keptOutSql } from "./statement.sql.ts";

interface Considered {
  readonly considered: number;
  readonly repaired: number;
  readonly stripped: number;
  readonly transformed: number;
  readonly versions: readonly number[];
}

interface KeptOut {
  readonly violating: number;
  readonly unplanned: number;
  readonly malformed: number;
  readonly held: number;
  readonly people: number;
}

const NOTHING_CONSIDERED: Considered = { considered: 0, repaired: 0, stripped: 0, transformed: 0, versions: [] };
const NOTHING_KEPT_OUT: KeptOut = { violating: 0, unplanned: 0, malformed: 0, held: 0, people: 0 };

/** Counts for the bound question, read beside its answer. Received is considered and excluded together. */
export async function conformanceStatement(
  scope: AnalysisScope,
  question: Question,
  run: Run,
): Promise<ConformanceStatement> {
  const concern = concernOf(scope, question);
  const aboutEvents = concern.events.length > 0;
  const aboutAnything = aboutEvents || concern.traits.length > 0;
  const [[considered = NOTHING_CONSIDERED], [keptOut = NOTHING_KEPT_OUT], [duplicates]] = await Promise.all([
    aboutEvents ? run<Considered>("statement.considered", consideredSql(scope, concern)) : [],
    aboutAnything ? run<KeptOut>("statement.keptOut", keptOutSql(scope, concern)) : [],
    aboutEvents ? run<{ duplicates: number }>("statement.duplicates", duplicatesSql(scope, concern)) : [],
  ]);
  const { held, people, ...excluded } = keptOut;
  return {
    planVersions: [...considered.versions].sort((a, b) => a - b),
    received: considered.considered + excluded.violating + excluded.unplanned + excluded.malformed,
    considered: considered.considered,
    stripped: considered.stripped,
    transformed: considered.transformed,
    excluded,
    duplicates: duplicates?.duplicates ?? 0,
    repaired: considered.repaired,
    traitsHeld: held,
    usersTouched: people,
    environment: scope.environment,
    asOf: new Date(scope.asOf).toISOString(),
    timeZone: scope.calendar.timeZone,
  };
}
