/** One replay from its scope to its figures: judged in order of arrival, applied in batches. */

import type { ReplayScope, StoredRow } from "./replay.sql.ts";
import { applyBatch, type Changed } from "./replay-apply.ts";
import { effectOf } from "./replay-effect.ts";
import type { Tallying } from "./replay-tally.ts";
import { type Judge, judgeRun, scopeRuns } from "./replay-walk.ts";

/** Events, and bytes of them, that are applied at once: a withdrawal writes the files that hold the events anew. */
const BATCH_EVENTS = 20_000;
const BATCH_BYTES = 32 * 1024 * 1024;

export interface ReplayRun {
  readonly id: string;
  readonly scope: ReplayScope;
  readonly judge: Judge;
  /** False to look only. */
  readonly applies: boolean;
  /** The event after which it begins; 0 for all. */
  readonly after: number;
  readonly tallying: Tallying;
  /** Called between runs of events with how many were looked at since it began; false stops it there. */
  readonly onJudged: (judged: number) => Promise<boolean>;
  /** Called once a batch is in, with the last event it covers. */
  readonly onApplied: (judged: number, last: number, refused: number) => Promise<void>;
}

/** Which changes a scope may make: held events are brought in, and nothing else is done to them. */
function isWanted({ effect }: Changed, { conformant }: ReplayScope): boolean {
  if (effect === "added") return true;
  return conformant === true && (effect === "withdrawn" || effect === "moved");
}

async function judged(rows: readonly StoredRow[], { judge, scope, tallying }: ReplayRun): Promise<Changed[]> {
  const found: Changed[] = [];
  for (const item of await judgeRun(rows, judge)) {
    const changed = { ...item, effect: effectOf(item.call, item.now, item.later) };
    const wanted = isWanted(changed, scope);
    const unwanted = item.now.verdict === "conformant" ? "stays" : "held";
    tallying.add(wanted ? changed.effect : unwanted, item.call, item.now, item.later);
    if (wanted) found.push(changed);
  }
  return found;
}

/** False when it was stopped: then a whole prefix of the scope, in order of arrival, is applied and nothing behind it. */
export async function runReplay(run: ReplayRun): Promise<boolean> {
  let batch: Changed[] = [];
  let bytes = 0;
  let looked = 0;
  let last = run.after;
  const apply = async (): Promise<void> => {
    const refused = run.applies ? await applyBatch(run.scope.project, run.id, batch) : 0;
    await run.onApplied(looked, last, refused);
    batch = [];
    bytes = 0;
  };
  for await (const rows of scopeRuns(run.scope, run.after)) {
    const changed = await judged(rows, run);
    looked += rows.length;
    last = Number(rows.at(-1)?.uid ?? last);
    if (run.applies) batch.push(...changed);
    bytes += changed.reduce((sum, { row }) => sum + row.raw.length, 0);
    if (batch.length >= BATCH_EVENTS || bytes >= BATCH_BYTES) await apply();
    if (!(await run.onJudged(looked))) {
      await apply();
      return false;
    }
  }
  await apply();
  return true;
}
