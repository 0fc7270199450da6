/** What erases beside everything else the process does: one person after the other, taken up again after a crash. */

import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../base/log.ts";
import { processState, setProcessState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { type ErasureRow, endErasure, removeAll } from "./run-erasure.ts";

/** Between two looks at the former files of the event store, which clears them away after minutes. */
const LOOK_MS = 2_000;
/** After a failure: a store that is away is not asked at once. */
const AGAIN_MS = 5_000;

const ROW = { include: { project: { select: { number: true } } } } as const;

function unfinished(state: "running" | "clearing"): Promise<ErasureRow[]> {
  return planDb().erasure.findMany({ where: { state }, orderBy: { number: "asc" }, ...ROW });
}

/** Why an erasure does not go on, in the engine's own words; they name tables, never rows. */
async function noteWaiting(id: string, error: unknown): Promise<void> {
  log().error({ origin: "privacy", erasure: id, err: error }, "an erasure cannot go on; it is tried again");
  const waits = (error as { code?: unknown }).code === "unavailable" ? "unavailable" : "failed";
  await planDb().erasure.update({ where: { id }, data: { waits } });
}

/** One look: removes what is to be removed, ends what is over. True when something still waits. */
export async function advanceErasures(signal: AbortSignal): Promise<boolean> {
  let failed = false;
  for (const row of await unfinished("running")) {
    signal.throwIfAborted();
    try {
      await removeAll(row, signal);
    } catch (error) {
      signal.throwIfAborted();
      failed = true;
      await noteWaiting(row.id, error);
    }
  }
  let clearing = false;
  for (const row of await unfinished("clearing")) {
    signal.throwIfAborted();
    if (!(await endErasure(row))) clearing = true;
  }
  return failed || clearing;
}

class Worker {
  readonly #stopping = new AbortController();
  #wake: (() => void) | undefined;
  #woken = false;
  #loop: Promise<void> | undefined;

  start(): void {
    this.#loop = this.#run().catch(() => undefined);
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#woken = false;
      const waits = await advanceErasures(signal).then(
        (left) => (left ? LOOK_MS : undefined),
        (error: unknown) => {
          if (!signal.aborted) log().error({ origin: "privacy", err: error }, "erasing failed; it is tried again");
          return AGAIN_MS;
        },
      );
      if (!this.#woken) await this.#pause(waits);
    }
  }

  /** Until the time is over or somebody wakes it. */
  async #pause(milliseconds: number | undefined): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const timer = new AbortController();
    const over =
      milliseconds === undefined ? [] : [sleep(milliseconds, undefined, { signal: timer.signal, ref: false })];
    await Promise.race([woken, ...over.map((one) => one.catch(() => undefined))]);
    timer.abort();
  }

  /** Begins nothing any more. The step under way ends; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    // As anything new does: a look that has just ended would begin to wait otherwise, for a signal that came before.
    this.wake();
    await this.#loop;
    setProcessState<Worker | undefined>(KEY, undefined);
  }
}

const KEY = "erasureWorker";

export interface ErasureWorker {
  stop(): Promise<void>;
}

/** Starts erasing what is asked for, what an earlier process left first. The stores must be open until it has stopped. */
export function startErasing(): ErasureWorker {
  const worker = new Worker();
  setProcessState<Worker | undefined>(KEY, worker);
  worker.start();
  return worker;
}

/** There is something to erase. */
export function wakeErasing(): void {
  processState<Worker | undefined>(KEY, () => undefined)?.wake();
}
