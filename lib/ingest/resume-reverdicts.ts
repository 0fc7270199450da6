/** Finishing releases that were interrupted: by a crash, or by an event store that went away. */

import { log } from "../base/log.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type AcceptedRow, acceptedBy, type HeldUidRow, unfinishedUids } from "./held.sql.ts";
import { type Accepted, active, judgeFor, LONG, rejudgeRow, release, runsOf } from "./release-run.ts";

export interface ResumeOptions {
  /** Only of this project. */
  readonly projectId?: string;
  readonly signal?: AbortSignal;
}

interface Interrupted {
  readonly id: string;
  readonly planVersion: number;
  readonly project: { readonly id: string; readonly number: number };
}

async function writeMissing({ id, planVersion, project }: Interrupted, signal: AbortSignal | undefined): Promise<void> {
  const judge = await judgeFor(project.id, planVersion);
  if (judge === undefined) return;
  const uids = await eventDb().query<HeldUidRow>("ingest.reverdict resume", unfinishedUids(project.number, id), LONG);
  for await (const run of runsOf(uids, project.number)) {
    signal?.throwIfAborted();
    const accepted = run.flatMap((row): Accepted[] => {
      const again = rejudgeRow({ ...row, held: String(Number.MAX_SAFE_INTEGER) }, judge);
      return again?.accepted === true ? [{ row, judged: again, revision: Number(row.revision) }] : [];
    });
    if (accepted.length > 0) await release(project.number, `${id}:resumed`, accepted);
  }
}

async function resume(interrupted: Interrupted, signal: AbortSignal | undefined): Promise<void> {
  const { id, project } = interrupted;
  await writeMissing(interrupted, signal);
  const [accepted] = await eventDb().query<AcceptedRow>(
    "ingest.reverdict resume",
    acceptedBy(project.number, id),
    LONG,
  );
  const released = Number(accepted?.n ?? "0");
  log().info({ reverdict: id, released }, "an interrupted release was finished");
  await planDb().reverdict.update({
    where: { id },
    data: { state: "failed", released, finishedAt: new Date() },
  });
}

/**
 * Takes up releases that were interrupted, of one project or all: writes what they had accepted, and ends them. One that
 * cannot be ended does not keep the others; its error is told at the end.
 */
export async function resumeReverdicts({ projectId, signal }: ResumeOptions = {}): Promise<void> {
  const running = await planDb().reverdict.findMany({
    where: { state: "running", ...(projectId === undefined ? {} : { projectId }) },
    include: { project: { select: { id: true, number: true } } },
  });
  const failures: unknown[] = [];
  for (const interrupted of running) {
    const { id } = interrupted;
    if (active().has(id)) continue;
    active().add(id);
    await resume(interrupted, signal)
      .catch((error: unknown) => failures.push(error))
      .finally(() => active().delete(id));
    signal?.throwIfAborted();
  }
  if (failures.length > 0) throw failures[0];
}
