/** Numbers of stored events, some of which are read at once. */

import { linesOf } from "../base/byte-lines.ts";

export interface UidRun {
  readonly uids: readonly number[];
  /** When the first and the last of them came, epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** The plan versions that judged them, where the lines say so. */
  readonly versions: ReadonlySet<number>;
}

/**
 * At most `most` events at a time. `lines`: a number, when the event came in epoch milliseconds, and a plan version or nothing,
 * between tabs. However many there are, few of them are objects at once.
 */
export function* runsOf(lines: Uint8Array, most: number): Generator<UidRun> {
  let run = emptyRun();
  for (const line of linesOf(lines)) {
    const [uid, at, version] = line.split("\t").map(Number);
    if (uid === undefined || at === undefined) continue;
    run.uids.push(uid);
    run.from = Math.min(run.from, at);
    run.until = Math.max(run.until, at);
    if (version !== undefined) run.versions.add(version);
    if (run.uids.length < most) continue;
    yield run;
    run = emptyRun();
  }
  if (run.uids.length > 0) yield run;
}

function emptyRun() {
  return { uids: [] as number[], from: Number.POSITIVE_INFINITY, until: 0, versions: new Set<number>() };
}
