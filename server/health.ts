/**
 * `/healthz` (the process lives) and `/readyz` (it can do its work: stores answer, events reach the event store, pages are
 * there, not draining).
 */

import type { ServerResponse } from "node:http";
import { runningIngest } from "../lib/ingest/running-ingest.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { planDb } from "../lib/store/plan-db.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { version } from "./version.ts";

const CHECK_MS = 2000;
/** However often it is asked, the stores are asked once a second. */
const FRESH_MS = 1000;
/** A fault of the moment is over before this; what fails for longer needs somebody to look. */
const FORWARDING_FAILS_MS = 30_000;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<"planStore" | "eventStore" | "forwarding" | "pages" | "serving", boolean>>;
}

async function answersInTime(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_MS);
  });
  const answered = check().then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answered, late]);
  clearTimeout(timer);
  return result;
}

export class Health {
  readonly #lifecycle: Lifecycle;
  #stores: Promise<readonly [boolean, boolean]> | undefined;
  #askedAt = 0;

  constructor(lifecycle: Lifecycle) {
    this.#lifecycle = lifecycle;
  }

  #storesAnswer(): Promise<readonly [boolean, boolean]> {
    if (this.#stores === undefined || Date.now() - this.#askedAt > FRESH_MS) {
      this.#askedAt = Date.now();
      this.#stores = Promise.all([
        answersInTime(async () => planDb().$queryRaw`select 1`),
        answersInTime(async () => eventDb().ping()),
      ]);
    }
    return this.#stores;
  }

  async readiness(): Promise<Readiness> {
    const serving = this.#lifecycle.phase === "serving";
    const [planStore, eventStore] = serving ? await this.#storesAnswer() : [false, false];
    const forwarding = (runningIngest()?.forwardingFailedMs() ?? 0) < FORWARDING_FAILS_MS;
    const pages = this.#lifecycle.pagesReady;
    return {
      ready: serving && planStore && eventStore && forwarding && pages,
      checks: { planStore, eventStore, forwarding, pages, serving },
    };
  }

  /** Answers the two paths; false for any other. */
  handle(path: string, response: ServerResponse): boolean {
    if (path === "/healthz") {
      answer(response, 200, { status: "ok", version: version() });
      return true;
    }
    if (path !== "/readyz") return false;
    void this.readiness().then((found) =>
      answer(response, found.ready ? 200 : 503, {
        status: found.ready ? "ready" : "not_ready",
        checks: found.checks,
        version: version(),
      }),
    );
    return true;
  }
}

export function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(status === 503 ? { "retry-after": "2" } : {}),
  });
  response.end(text);
}
