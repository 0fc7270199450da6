/** What came at the place of a violation, the most frequent first: values, types or lengths, covered where they are private. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { printable } from "../base/printable.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import type { ViolationGroup } from "./group.ts";
import { maskValue } from "./mask.ts";
import { placeOf } from "./place.ts";
import { type ReceivedRow, receivedValues } from "./violation.sql.ts";

/** Distinct values that are read; those beyond the first few are told as one number. */
const READ = 200;
const SHOWN = 10;

export interface ReceivedValue {
  readonly text: string;
  readonly events: number;
}

export interface Received {
  readonly values: readonly ReceivedValue[];
  /** Events with another value than these. */
  readonly others: number;
}

function textOf(value: Json): string {
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

/** Empty where nothing can come, as for a key that is missing, or where it may not be told. */
export async function loadReceived(
  project: AuthorizedProject,
  group: ViolationGroup,
  plan: Plan | undefined,
): Promise<Received> {
  const rows = await eventDb().query<ReceivedRow>(
    "violation.received",
    receivedValues(project.number, group.fingerprint, READ),
  );
  const property = plan === undefined ? undefined : placeOf(plan, group)?.property;
  const counted = new Map<string, number>();
  let told = 0;
  for (const { received, events } of rows) {
    told += Number(events);
    if (received === "") continue;
    // A value that looks personal is covered whatever the plan says of the property.
    const value = maskValue(maskValue(JSON.parse(received) as Json, "", property), "", undefined);
    counted.set(textOf(value), (counted.get(textOf(value)) ?? 0) + Number(events));
  }
  const all = [...counted].map(([text, events]) => ({ text, events })).sort((a, b) => b.events - a.events);
  const rest = all.slice(SHOWN).reduce((sum, { events }) => sum + events, 0);
  return { values: all.slice(0, SHOWN), others: all.length === 0 ? 0 : rest + Math.max(0, group.events - told) };
}
