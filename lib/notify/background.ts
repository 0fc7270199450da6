/** What goes on beside the worker's tasks: letters sent at once, messages to receivers. It is told to stop and waited for. */

import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";

interface Background {
  readonly going: Set<Promise<void>>;
  stopping: AbortController;
}

function background(): Background {
  return processState("notifyBackground", () => ({ going: new Set<Promise<void>>(), stopping: new AbortController() }));
}

/** Does it without anybody waiting; what it throws is logged. Nothing begins once the process stops. */
export function inBackground(what: string, work: (stopping: AbortSignal) => Promise<unknown>): void {
  const { going, stopping } = background();
  if (stopping.signal.aborted) return;
  const done = work(stopping.signal)
    .then(
      () => undefined,
      (error: unknown) => {
        if (!stopping.signal.aborted) log().error({ origin: "notify", what, err: error }, "telling failed");
      },
    )
    .finally(() => going.delete(done));
  going.add(done);
}

/** From now on things are begun, after an earlier end too. */
export function openBackground(): void {
  if (background().stopping.signal.aborted) background().stopping = new AbortController();
}

/** Begins nothing any more, and resolves once what was begun has ended. */
export async function endBackground(): Promise<void> {
  background().stopping.abort();
  await Promise.all(background().going);
}
