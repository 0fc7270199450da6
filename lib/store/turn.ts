/** Work that needs both stores as they are together: a backup, an archive being opened. One after the other. */

import { processState, setProcessState } from "../base/process-state.ts";

const KEY = "storesTurn";

/** Begins once what came before has ended, however it ended. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const before = processState<Promise<unknown>>(KEY, () => Promise.resolve());
  const done = before.then(work, work);
  setProcessState(
    KEY,
    done.catch(() => undefined),
  );
  return done;
}
