/** Back-tests judged in the thread of a test, which looks on. */

import { type Judged, Judging, type JudgingJob } from "../judging.ts";
import { judgingPlace } from "../judging-place.ts";

interface Onlooker {
  begun?(job: JudgingJob): void;
  /** Sees each batch before it is judged. */
  batch?(batch: Uint8Array): void;
  /** What is to be done before the back-test hears how a batch was judged. */
  judged?(): Promise<void>;
  stopped?(): void;
}

export function judgeHere(onlooker: Onlooker): void {
  judgingPlace.offer((job) => {
    onlooker.begun?.(job);
    const judging = new Judging(job);
    return {
      add: async (batch): Promise<Judged> => {
        onlooker.batch?.(batch);
        const judged = judging.add(batch);
        await onlooker.judged?.();
        return judged;
      },
      tally: async () => judging.tally(),
      stop: async () => onlooker.stopped?.(),
    };
  });
}
