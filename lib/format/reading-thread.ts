/** The thread that reads files of plans, so that the accepting one goes on. */

import { type ThreadedPlace, threadedPlace } from "../base/asked-thread.ts";
import { startThread } from "../base/thread.ts";
import { offerReadingPlace, type ReadingPlace } from "./reading-place.ts";

export function readingThread(): ThreadedPlace<ReadingPlace> {
  return threadedPlace(["plan", "sheets"], () => startThread(import.meta.url, "reading-worker"));
}

/** From now on this process reads files of plans in a thread of its own. */
export function offerReadingThread(): void {
  offerReadingPlace(readingThread().place);
}
