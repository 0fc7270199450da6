/** The conformance statement: what a result stands on and what was kept out of it. */

import type { ConformanceStatement, Question } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { concernOf } from "./concern.ts";
import { consideredSql, duplicatesSql, excludedSql, heldSql, touchedSql } from "./statement.sql.ts";

interface Considered {
  readonly considered: number;
  readonly repaired: number;
  readonly versions: readonly number[];
}

const NOTHING: Considered = { considered: 0, repaired: 0, versions: [] };

async function countExcluded(
  excluded: Promise<{ verdict: string; events: number }[]>,
): Promise<ConformanceStatement["excluded"]> {
  const rows = await excluded;
  const of = (verdict: string): number => rows.find((row) => row.verdict === verdict)?.events ?? 0;
  return { violating: of("violating"), unplanned: of("unplanned"), malformed: of("malformed") };
}

/** Counts for the bound question, read beside its answer. Received is considered and excluded together. */
export async function conformanceStatement(
  scope: AnalysisScope,
  question: Question,
  run: Run,
): Promise<ConformanceStatement> {
  const concern = concernOf(scope, question);
  const aboutEvents = concern.events.length > 0;
  const [[considered = NOTHING], excluded, [duplicates], [held]] = await Promise.all([
    aboutEvents ? run<Considered>("statement.considered", consideredSql(scope, concern)) : [],
    countExcluded(aboutEvents ? run("statement.excluded", excludedSql(scope, concern)) : Promise.resolve([])),
    aboutEvents ? run<{ duplicates: number }>("statement.duplicates", duplicatesSql(scope, concern)) : [],
    concern.traits.length > 0 ? run<{ held: number }>("statement.held", heldSql(scope, concern)) : [],
  ]);
  const traitsHeld = held?.held ?? 0;
  const left = excluded.violating + excluded.unplanned + excluded.malformed;
  const [touched] =
    left + traitsHeld > 0 ? await run<{ people: number }>("statement.touched", touchedSql(scope, concern)) : [];
  return {
    planVersions: [...considered.versions].sort((a, b) => a - b),
    received: considered.considered + left,
    considered: considered.considered,
    excluded,
    duplicates: duplicates?.duplicates ?? 0,
    repaired: considered.repaired,
    traitsHeld,
    usersTouched: touched?.people ?? 0,
    environment: scope.environment,
    asOf: new Date(scope.asOf).toISOString(),
    timeZone: scope.calendar.timeZone,
  };
}
