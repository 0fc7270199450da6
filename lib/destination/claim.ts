/** One at a time sends to a destination: who does holds a claim that outlives what may begin under it. */

import { randomUUID } from "node:crypto";
import { planDb } from "../store/plan-db.ts";
import type { ClaimedRow } from "./scope.ts";

/** It outlives the last request that may begin under it. */
export const CLAIM_MS = 90_000;

/** Takes a destination for as long as one turn may last; undefined where another has it or it is not its time. */
export async function claim(id: string, now: number): Promise<ClaimedRow | undefined> {
  const token = randomUUID();
  const claimed = await planDb().destination.updateMany({
    where: {
      id,
      pausedAt: null,
      nextAt: { lte: new Date(now) },
      OR: [{ claimedUntil: null }, { claimedUntil: { lt: new Date(now) } }],
    },
    data: { claim: token, claimedUntil: new Date(now + CLAIM_MS) },
  });
  if (claimed.count === 0) return undefined;
  const row = await planDb().destination.findUnique({
    where: { id },
    include: { project: { select: { number: true } } },
  });
  return row === null || row.claim !== token ? undefined : row;
}
