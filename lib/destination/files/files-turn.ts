/** Brings the files of a destination up to date when it is their time, and writes down what came of it. */

import { nextTry } from "../../notify/outbox.ts";
import { planDb } from "../../store/plan-db.ts";
import { claim } from "../claim.ts";
import type { TablesOf } from "./table.ts";
import { NotTaken } from "./target.ts";
import { writeFiles } from "./write-files.ts";

/** Between two looks at what has changed. */
const EVERY_MS = 10 * 60_000;
const EXCERPT_MAX = 500;

/** How many files were written. What goes wrong is written down and tried again later. */
export async function fillFiles(
  id: string,
  now: number,
  given: { readonly tables: TablesOf; readonly stopping?: AbortSignal | undefined },
): Promise<number> {
  const row = await claim(id, now);
  if (row === undefined) return 0;
  const own = { id, claim: row.claim };
  const free = { claim: null, claimedUntil: null };
  try {
    const { whole, written } = await writeFiles(row, given);
    const sum = await planDb().destinationFile.aggregate({ where: { destinationId: id }, _sum: { rows: true } });
    const fine = { tries: 0, failingSince: null, toldAt: null, status: null, excerpt: "", sentAt: new Date(now) };
    await planDb().destination.updateMany({
      where: own,
      data: { sent: sum._sum.rows ?? 0n, ...(whole ? { ...fine, nextAt: new Date(now + EVERY_MS) } : {}), ...free },
    });
    return written;
  } catch (error) {
    if (given.stopping?.aborted) return 0;
    const tries = row.tries + 1;
    const excerpt = (error instanceof Error ? error.message : "failed").slice(0, EXCERPT_MAX);
    await planDb().destination.updateMany({
      where: own,
      data: {
        ...{ tries, failingSince: row.failingSince ?? new Date(now), nextAt: new Date(nextTry(tries, undefined, now)) },
        ...{ status: error instanceof NotTaken ? (error.status ?? null) : null, excerpt },
      },
    });
    return 0;
  } finally {
    await planDb().destination.updateMany({ where: own, data: free });
  }
}
