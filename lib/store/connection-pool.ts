/** A few serial connections shared by many askers, first come, first served. */

import type { EventConnection } from "./event-connection.ts";

interface Waiting {
  readonly give: (connection: EventConnection) => void;
  readonly refuse: (reason: unknown) => void;
}

export class ConnectionPool {
  readonly #all: EventConnection[] = [];
  readonly #idle: EventConnection[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #open: () => EventConnection;
  readonly #size: number;

  constructor(size: number, open: () => EventConnection) {
    this.#size = size;
    this.#open = open;
  }

  #next(): EventConnection | undefined {
    const idle = this.#idle.pop();
    if (idle !== undefined || this.#all.length >= this.#size) return idle;
    const opened = this.#open();
    this.#all.push(opened);
    return opened;
  }

  /** A connection of one's own, until `release`. Rejects with the signal's reason while still in the queue. */
  acquire(signal?: AbortSignal): Promise<EventConnection> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const free = this.#next();
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((give, refuse) => {
      const waiting: Waiting = { give, refuse };
      this.#waiting.push(waiting);
      signal?.addEventListener("abort", () => this.#leave(waiting, signal.reason), { once: true });
    });
  }

  #leave(waiting: Waiting, reason: unknown): void {
    const at = this.#waiting.indexOf(waiting);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    waiting.refuse(reason);
  }

  release(connection: EventConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next.give(connection);
  }

  async close(): Promise<void> {
    for (const waiting of this.#waiting.splice(0)) waiting.refuse(new Error("The event store is closed."));
    await Promise.all(this.#all.splice(0).map((connection) => connection.close()));
  }
}
