/** `plan.lock.json`: which version of each event the code was generated from, for tools that compare code and plan. */

import { sortedBy } from "../file.ts";
import type { JavaSdk } from "./java-model.ts";

export function printLock({ slug, version, hash, events }: JavaSdk): string {
  const entries = sortedBy(events, (event) => event.id).map(
    (event) => [event.id, { version: event.version, identifier: event.className }] as const,
  );
  return JSON.stringify({ planId: slug, version, hash, events: Object.fromEntries(entries) }, null, 2);
}
