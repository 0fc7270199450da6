/** The thread that judges recorded events, so that the accepting one goes on: started, fed and stopped from there. */

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { processState, setProcessState } from "../base/process-state.ts";
import type { Tally } from "./backtest.ts";
import { type Judged, Judging, type JudgingJob } from "./judging.ts";

export type ToJudge = { readonly id: number; readonly lines: string } | { readonly id: number; readonly tally: true };

export interface FromJudge {
  readonly id: number;
  readonly judged?: Judged;
  readonly tally?: Tally;
  readonly error?: string;
}

/** Where recorded events are judged. Batches are judged in the order in which they are given. */
export interface JudgingPlace {
  add(lines: string): Promise<Judged>;
  tally(): Promise<Tally>;
  stop(): Promise<void>;
}

/** Source runs through tsx, which a thread has to register for itself; a build lies beside this file as JavaScript. */
function workerOf(job: JudgingJob): Worker {
  if (!import.meta.url.endsWith(".ts")) {
    return new Worker(new URL("./backtest-worker.js", import.meta.url), { workerData: job });
  }
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api")).href.replace(/\.cjs$/, ".mjs");
  const entry = new URL("./backtest-worker.ts", import.meta.url).href;
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})));`;
  return new Worker(start, { eval: true, workerData: job });
}

interface Waiting {
  resolve(answer: FromJudge): void;
  reject(error: Error): void;
}

/** Its promises reject once the thread has ended. */
export function judgeInThread(job: JudgingJob): JudgingPlace {
  const worker = workerOf(job);
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let end: Error | undefined;
  const fail = (error: Error): void => {
    end ??= error;
    for (const { reject } of waiting.values()) reject(end);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The judging thread ended (${code}).`)));
  worker.on("message", (answer: FromJudge) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(answer.error));
  });
  const ask = (question: { readonly lines: string } | { readonly tally: true }): Promise<FromJudge> =>
    new Promise((resolve, reject) => {
      if (end !== undefined) {
        reject(end);
        return;
      }
      calls += 1;
      waiting.set(calls, { resolve, reject });
      worker.postMessage({ id: calls, ...question } satisfies ToJudge);
    });
  return {
    add: async (lines) => (await ask({ lines })).judged ?? { judged: 0, failing: [], passing: [] },
    tally: async () => {
      const { tally } = await ask({ tally: true });
      if (tally === undefined) throw new Error("Invariant: the judging thread answers what it is asked");
      return tally;
    },
    stop: async () => void (await worker.terminate()),
  };
}

/** In this thread: where no other may be started. */
function judgeHere(job: JudgingJob): JudgingPlace {
  const judging = new Judging(job);
  return {
    add: (lines) => Promise.resolve(judging.add(lines)),
    tally: () => Promise.resolve(judging.tally()),
    stop: () => Promise.resolve(),
  };
}

const KEY = "judgingPlace";

/** Called by the server: the pages are bundled apart and have no thread's file beside them. */
export function offerJudgingThread(): void {
  setProcessState<(job: JudgingJob) => JudgingPlace>(KEY, judgeInThread);
}

/** A place to judge: a thread where this process offers one. */
export function openJudging(job: JudgingJob): JudgingPlace {
  return processState<(job: JudgingJob) => JudgingPlace>(KEY, () => judgeHere)(job);
}
