/** One change to many events. */

import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { EventRole, LocalizedText, PrivacyClass, Status } from "../../../../../../lib/plan/plan.ts";
import type { EventRow } from "./event-row.ts";
import type { RowChange } from "./row-edits.ts";

/** Fields that hold several values. */
export const BULK_LISTS = ["tags", "sources", "roles", "bundles", "decisions", "metrics"] as const;
export type BulkList = (typeof BULK_LISTS)[number];

/** Fields that hold one value or none. */
export const BULK_VALUES = [
  "owner",
  "steward",
  "category",
  "status",
  "expiresOn",
  "privacy",
  "consentPurpose",
  "retentionDays",
  "critical",
] as const;
export type BulkValue = (typeof BULK_VALUES)[number];
export type BulkWorth = string | number | boolean | undefined;

export const BULK_FIELDS = [...BULK_VALUES, ...BULK_LISTS, "deprecation"] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

export const LIST_ACTS = ["add", "remove", "set"] as const;
export type ListAct = (typeof LIST_ACTS)[number];

export type BulkChange =
  | { readonly field: BulkValue; readonly value: BulkWorth }
  | { readonly field: BulkList; readonly act: ListAct; readonly values: readonly string[] }
  | { readonly field: "deprecation"; readonly text: LocalizedText; readonly replacementId: string | undefined };

function listAfter(before: readonly string[], act: ListAct, values: readonly string[]): readonly string[] {
  if (act === "set") return values;
  if (act === "remove") return before.filter((one) => !values.includes(one));
  return [...before, ...values.filter((one) => !before.includes(one))];
}

function changedRow(row: EventRow, change: BulkChange): EventRow {
  if (change.field === "deprecation") return { ...row, status: "deprecated" };
  if ("act" in change)
    return { ...row, [change.field]: listAfter(row[change.field], change.act, change.values) as readonly EventRole[] };
  return { ...row, [change.field]: change.value as Status & PrivacyClass & boolean };
}

/** The rows it changes; those that are so already are left out. */
export function bulkChanges(rows: readonly EventRow[], change: BulkChange): readonly RowChange[] {
  return rows
    .map((before) => ({ before, after: changedRow(before, change) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Deprecating says why and what to use instead, which a row does not hold. The replacement itself stays. */
export function deprecationEdits(
  rows: readonly EventRow[],
  change: Extract<BulkChange, { field: "deprecation" }>,
): readonly Edit[] {
  const text = Object.fromEntries(Object.entries(change.text).filter(([, words]) => words));
  return rows
    .filter((row) => row.id !== change.replacementId)
    .map((row) => ({
      command: "deprecate",
      target: { kind: "event", id: row.id },
      changes: { text, ...(change.replacementId ? { replacementId: change.replacementId } : {}) },
    }));
}

/** Takes events out of the plan, with every reference to them. */
export function removalEdits(rows: readonly EventRow[]): readonly Edit[] {
  return rows.map((row) => ({ command: "removeObject", kind: "event", id: row.id, cascade: true }));
}
