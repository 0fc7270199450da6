/**
 * Answers that are asked again before anything changed. The key holds the definition, the plan, the cohorts, the calendar, the
 * data (how many rows each table of the project has, and how often rows were removed) and, for questions about now, the minute.
 */

import { createHash } from "node:crypto";
import { processState } from "../base/process-state.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { ConformanceStatement, Question, QuestionResult } from "./question.ts";
import type { Run } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";
import { SOURCE_TABLES } from "./source.sql.ts";
import { STATEMENT_TABLES } from "./statement/statement.sql.ts";

export interface Computed {
  readonly result: QuestionResult;
  readonly statement: ConformanceStatement;
}

const KEPT_ANSWERS = 200;
const BUCKET_MS = 60_000;

function answers(): Map<string, Computed> {
  return processState("analysisAnswers", () => new Map<string, Computed>());
}

/** Rows were removed: no answer that was computed from them is given again. */
export function forgetAnswers(): void {
  answers().clear();
}

/** How many rows of the project each table has; counted from the index alone. */
function dataVersionSql(scope: AnalysisScope): Sql {
  const counts = [...SOURCE_TABLES, ...STATEMENT_TABLES].map(
    (table) => sql`(select count() from ${sql.name(table)} where project = ${sql.as("UInt32", scope.project)})`,
  );
  return sql`select [${sql.join(counts, sql`, `)}] as counts`;
}

async function dataVersion(scope: AnalysisScope, run: Run): Promise<string> {
  const [row] = await run<{ counts: readonly string[] }>("answer.version", dataVersionSql(scope));
  // Numbers of rows alone do not tell that others came in the place of some.
  return JSON.stringify([eventDb().removals, ...(row?.counts ?? [])]);
}

interface CacheKeyParts {
  readonly planHash: string;
  readonly question: Question;
  readonly scope: AnalysisScope;
}

export async function cacheKey({ planHash, question, scope }: CacheKeyParts, run: Run): Promise<string> {
  const { project, environment, asOf, calendar, cohorts } = scope;
  const time = question.asOf === undefined ? Math.floor(asOf / BUCKET_MS) : asOf;
  const data = await dataVersion(scope, run);
  const parts = [project, environment, time, calendar, planHash, question, [...cohorts], data];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

export function findAnswer(key: string): Computed | undefined {
  const kept = answers();
  const found = kept.get(key);
  if (found === undefined) return undefined;
  kept.delete(key);
  kept.set(key, found);
  return found;
}

/** Figures a kept answer may hold: two hundred of them stay within a few dozen megabytes. */
const MAX_FIGURES = 5_000;

function figuresOf(result: QuestionResult): number {
  switch (result.kind) {
    case "metric":
      return result.series.reduce((sum, { points }) => sum + points.length, 0);
    case "retention":
      return result.rows.reduce((sum, { cells }) => sum + cells.length, 0);
    case "active_users":
      return result.days.length;
    default:
      return 0;
  }
}

export function keepAnswer(key: string, computed: Computed): void {
  if (figuresOf(computed.result) > MAX_FIGURES) return;
  const kept = answers();
  kept.set(key, computed);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_ANSWERS) break;
    kept.delete(oldest);
  }
}
