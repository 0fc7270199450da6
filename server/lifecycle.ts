/** Where the process stands between its start and its end, and what is asked of it meanwhile. */

export type Phase = "starting" | "serving" | "draining";

export class Lifecycle {
  phase: Phase = "starting";
  /** False while the pages of a first start are still being built. */
  pagesReady = false;
  readonly startedAt = Date.now();
}
