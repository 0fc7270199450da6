/** The thread that judges recorded events, so that the accepting one goes on: started, fed and stopped from there. */

import { startThread } from "../base/thread.ts";
import type { Tally } from "./backtest.ts";
import type { Judged, JudgingJob } from "./judging.ts";
import { type JudgingPlace, offerJudging } from "./judging-place.ts";

export type ToJudge =
  | { readonly id: number; readonly batch: Uint8Array }
  | { readonly id: number; readonly tally: true };

export interface FromJudge {
  readonly id: number;
  readonly judged?: Judged;
  readonly tally?: Tally;
  readonly error?: string;
}

/** What is parsed lives for one event only: with room for a batch of them, next to nothing of it is ever moved. */
const YOUNG_MB = 64;

interface Waiting {
  resolve(answer: FromJudge): void;
  reject(error: Error): void;
}

/** Bytes that share their memory with nobody, so that it can be handed over. */
function ownMemory(batch: Uint8Array): Uint8Array {
  return batch.byteLength === batch.buffer.byteLength ? batch : new Uint8Array(batch);
}

/** Its promises reject once the thread has ended. */
function judgeInThread(job: JudgingJob): JudgingPlace {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const worker = startThread(import.meta.url, "backtest-worker", { workerData: job, resourceLimits });
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
  const ask = (question: { readonly batch: Uint8Array } | { readonly tally: true }): Promise<FromJudge> =>
    new Promise((resolve, reject) => {
      if (end !== undefined) {
        reject(end);
        return;
      }
      calls += 1;
      waiting.set(calls, { resolve, reject });
      const handed = "batch" in question ? [question.batch.buffer as ArrayBuffer] : [];
      worker.postMessage({ id: calls, ...question } satisfies ToJudge, handed);
    });
  return {
    add: async (batch) => (await ask({ batch: ownMemory(batch) })).judged ?? { judged: 0, failing: [], passing: [] },
    tally: async () => {
      const { tally } = await ask({ tally: true });
      if (tally === undefined) throw new Error("Invariant: the judging thread answers what it is asked");
      return tally;
    },
    stop: async () => void (await worker.terminate()),
  };
}

/** From now on this process judges recorded events in threads of their own. */
export function offerJudgingThread(): void {
  offerJudging(judgeInThread);
}
