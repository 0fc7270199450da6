/** The inside of a thread that is asked: `asked-thread.ts` talks to it. */

import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { Refusal, ThreadAnswer, ThreadCall } from "./asked-thread.ts";
import { isUserError } from "./error.ts";

/** Below the threads that take events in. Elsewhere than on Linux it would hold for the whole process. */
const NICE = 10;

function refusalOf(error: unknown): Refusal {
  if (isUserError(error)) return { code: error.code, fields: error.fields, data: { ...error.data } };
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}

/** Memory that is given away, not copied: an archive may have some dozen megabytes. */
function handedOver({ made }: ThreadAnswer): ArrayBuffer[] {
  if (!(made instanceof Uint8Array) || made.byteLength !== made.buffer.byteLength) return [];
  return [made.buffer as ArrayBuffer];
}

/** Lets this thread answer by the methods of `place`, below the priority of the threads that take events in. */
export function answerCalls(place: object): void {
  const port = parentPort;
  if (port === null) throw new Error("Invariant: only a worker thread is asked");
  if (process.platform === "linux") setPriority(NICE);
  const methods = place as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  const answer = async ({ id, name, args }: ThreadCall): Promise<ThreadAnswer> => {
    try {
      return { id, made: await methods[name]?.(...args) };
    } catch (error) {
      return { id, refused: refusalOf(error) };
    }
  };
  port.on("message", (call: ThreadCall) => {
    void answer(call).then((told) => port.postMessage(told, handedOver(told)));
  });
}
