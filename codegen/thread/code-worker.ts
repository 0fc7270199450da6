/** Entry of the thread that makes code; `code-thread.ts` talks to it. */

import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { isUserError } from "../../lib/base/error.ts";
import type { FromMaker, Refusal, ToMaker } from "./code-thread.ts";
import { HERE } from "./make-code.ts";

const port = parentPort;
if (port === null) throw new Error("Invariant: this file is the entry of a worker thread");

/** Below the threads that take events in. Elsewhere than on Linux it would hold for the whole process. */
const NICE = 10;
if (process.platform === "linux") setPriority(NICE);

function make(asked: ToMaker): Promise<unknown> {
  if ("frozen" in asked) return HERE.frozen(...asked.frozen);
  if ("files" in asked) return HERE.files(...asked.files);
  if ("archive" in asked) return HERE.archive(...asked.archive);
  return HERE.packed(...asked.packed);
}

function refusalOf(error: unknown): Refusal {
  if (isUserError(error)) return { code: error.code, fields: error.fields, data: { ...error.data } };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

async function answer(asked: ToMaker): Promise<FromMaker> {
  const { id } = asked;
  try {
    return { id, made: await make(asked) };
  } catch (error) {
    return { id, refused: refusalOf(error) };
  }
}

/** Memory that is given away, not copied: an archive may have some dozen megabytes. */
function handedOver({ made }: FromMaker): ArrayBuffer[] {
  if (!(made instanceof Uint8Array) || made.byteLength !== made.buffer.byteLength) return [];
  return [made.buffer as ArrayBuffer];
}

port.on("message", (asked: ToMaker) => {
  void answer(asked).then((told) => port.postMessage(told, handedOver(told)));
});
