/** The thread that makes code, so that the accepting one goes on. */

import { type ThreadedPlace, threadedPlace } from "../../lib/base/asked-thread.ts";
import { startThread } from "../../lib/base/thread.ts";
import { type CodePlace, offerCodePlace } from "./code-place.ts";

export function codeThread(): ThreadedPlace<CodePlace> {
  return threadedPlace(["frozen", "files", "archive", "packed"], () => startThread(import.meta.url, "code-worker"));
}

/** From now on this process makes code in a thread of its own. */
export function offerCodeThread(): void {
  offerCodePlace(codeThread().place);
}
