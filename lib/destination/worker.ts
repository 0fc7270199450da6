/** What sends to destinations beside everything else the process does: each by itself, so that a slow one holds up no other. */

import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../base/log.ts";
import { planDb } from "../store/plan-db.ts";
import { type DestinationKind, isOfFiles } from "./destination.ts";
import { fillFiles } from "./files/files-turn.ts";
import type { TablesOf } from "./files/table.ts";
import { tellFailing } from "./tell-failing.ts";
import { sendTo } from "./turn.ts";

/** Between two looks at what is due. */
const LOOK_MS = 3_000;
/** Between two looks at what has been failing for long. */
const TELL_MS = 60_000;
const STOP_MS = 4_000;
/** Destinations that are sent to at the same time: each holds some hundred events. */
const AT_ONCE = 4;

class Worker {
  readonly #stopping = new AbortController();
  readonly #sending = new Map<string, Promise<void>>();
  readonly #tables: TablesOf;
  #loop: Promise<void> | undefined;
  #toldAt = 0;

  constructor(tables: TablesOf) {
    this.#tables = tables;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look().catch((error: unknown) => {
        if (!signal.aborted) log().error({ origin: "destination", err: error }, "destinations cannot be looked up");
      });
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    if (Date.now() - this.#toldAt > TELL_MS) {
      this.#toldAt = Date.now();
      await tellFailing(this.#toldAt);
    }
    const room = AT_ONCE - this.#sending.size;
    if (room <= 0) return;
    const rows = await planDb().destination.findMany({
      where: { pausedAt: null, nextAt: { lte: new Date() }, id: { notIn: [...this.#sending.keys()] } },
      // Whoever waits longest is next, so that many are served in turn.
      orderBy: [{ nextAt: "asc" }, { id: "asc" }],
      take: room,
      select: { id: true, kind: true },
    });
    for (const { id, kind } of rows) this.#sending.set(id, this.#send(id, kind as DestinationKind));
  }

  async #send(id: string, kind: DestinationKind): Promise<void> {
    const { signal } = this.#stopping;
    try {
      if (isOfFiles(kind)) await fillFiles(id, Date.now(), { tables: this.#tables, stopping: signal });
      else await sendTo(id, Date.now(), signal);
    } catch (error) {
      if (!signal.aborted) log().error({ origin: "destination", destination: id, err: error }, "sending failed");
    } finally {
      this.#sending.delete(id);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // What is under way when time is over is sent again.
    await Promise.race([
      Promise.all([this.#loop, ...this.#sending.values()]),
      sleep(STOP_MS, undefined, { ref: false }),
    ]);
  }
}

export interface PassingWorker {
  /** Begins nothing any more, and resolves once what was begun has ended. */
  stop(): Promise<void>;
}

/** Starts passing events on, as files by these tables. The stores must be open until it has stopped. */
export function startPassing(tables: TablesOf): PassingWorker {
  const worker = new Worker(tables);
  worker.start();
  return worker;
}
