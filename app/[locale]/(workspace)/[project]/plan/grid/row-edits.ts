/** What was changed in a line of the grid, as the edits that save it. */

import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { fieldEdits } from "../field-edits.ts";
import type { EventRow } from "./event-row.ts";

/** Fields whose edit is that of the event's control. */
const FIELDS = [
  "name",
  "callType",
  "displayName",
  "description",
  "trigger",
  "category",
  "status",
  "owner",
  "steward",
  "tags",
  "sources",
  "critical",
  "roles",
  "privacy",
  "consentPurpose",
  "retentionDays",
  "expiresOn",
] as const satisfies readonly (keyof EventRow)[];

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function bundleEdits(before: EventRow, after: EventRow): Edit[] {
  const event = before.id;
  const gone = before.bundles.filter((bundle) => !after.bundles.includes(bundle));
  const fresh = after.bundles.filter((bundle) => !before.bundles.includes(bundle));
  return [
    ...gone.map((bundle): Edit => ({ command: "detachBundle", event, bundle })),
    ...fresh.map((bundle): Edit => ({ command: "attachBundle", event, bundle })),
  ];
}

/** Edits that lead from one state of an event's line to another. */
export function rowEdits(before: EventRow, after: EventRow): Edit[] {
  const subject = { kind: "event", id: before.id } as const;
  const plain = FIELDS.filter((field) => !same(before[field], after[field])).flatMap((field) =>
    fieldEdits(subject, field, before[field], after[field]),
  );
  const serves = (row: EventRow) => ({ decisions: row.decisions, metrics: row.metrics });
  return [...plain, ...bundleEdits(before, after), ...fieldEdits(subject, "serves", serves(before), serves(after))];
}

/** One line before and after. */
export interface RowChange {
  readonly before: EventRow;
  readonly after: EventRow;
}

/** The edits of several lines, to be committed together: two names may be swapped. */
export function editsOfRows(changes: readonly RowChange[]): Edit[] {
  return changes.flatMap(({ before, after }) => rowEdits(before, after));
}
