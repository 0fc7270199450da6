/** `plan.lock.json`: which version of each event the code was generated from, for tools that compare code and plan. */

import { sortedBy } from "../file.ts";

/** What the lock says of an SDK, whatever its language. */
interface Locked {
  readonly slug: string;
  readonly version: number;
  readonly hash: string;
  /** Each by its name in code. */
  readonly events: readonly { readonly id: string; readonly version: number; readonly name: string }[];
}

interface PlanLock {
  readonly planId: string;
  readonly version: number;
  readonly hash: string;
  /** By event id. */
  readonly events: { readonly [eventId: string]: { readonly version: number; readonly identifier: string } };
}

export function printLock({ slug, version, hash, events }: Locked): string {
  const entries = sortedBy(events, (event) => event.id).map(
    (event) => [event.id, { version: event.version, identifier: event.name }] as const,
  );
  const lock: PlanLock = { planId: slug, version, hash, events: Object.fromEntries(entries) };
  return JSON.stringify(lock, null, 2);
}
