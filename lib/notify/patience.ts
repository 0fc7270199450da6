/** What cannot be told is tried again, and after some tries given up: it holds up nothing else. */

import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";

const TRIES = 5;

/** Does the work, or after its last failure gives it up; whether it was done. Throws only when it cannot be given up. */
export async function patiently(
  key: string,
  work: () => Promise<boolean>,
  giveUp: () => Promise<unknown>,
): Promise<boolean> {
  const failures = processState("notifyFailures", () => new Map<string, number>());
  try {
    const done = await work();
    failures.delete(key);
    return done;
  } catch (error) {
    const tries = (failures.get(key) ?? 0) + 1;
    const isOver = tries >= TRIES;
    log().error({ origin: "notify", what: key, err: error }, isOver ? "telling was given up" : "telling failed");
    if (isOver) failures.delete(key);
    else failures.set(key, tries);
    if (isOver) await giveUp();
    return false;
  }
}
