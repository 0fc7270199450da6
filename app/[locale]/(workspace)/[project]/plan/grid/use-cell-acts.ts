"use client";

import { useState } from "react";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanEditing, type Within } from "../editing/editing-context.tsx";
import { addedChanges } from "./added-rows.ts";
import { type CellWords, writeCell } from "./cell-value.ts";
import type { CellActs } from "./event-grid.tsx";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";
import type { CellRange } from "./grid-position.ts";
import type { NewEventInput, NewEventsResult } from "./new-event.ts";
import { PASTE_MAX, type PastePlan, planPaste } from "./paste-plan.ts";
import { copyCells, emptyCells, fillDown } from "./range-edits.ts";
import { editsOfRows, type RowChange } from "./row-edits.ts";
import type { ApplyRows } from "./use-row-edits.ts";

/** The edits that add several events; nothing is written. */
export type CreateEventsAction = (
  slug: string,
  branch: string,
  inputs: readonly Omit<NewEventInput, "category">[],
) => Promise<NewEventsResult>;

interface Ground {
  /** Those shown, in their order. */
  readonly rows: readonly EventRow[];
  readonly all: readonly EventRow[];
  readonly columns: readonly ColumnKey[];
  readonly words: CellWords;
  readonly apply: ApplyRows;
  readonly createEvents: CreateEventsAction;
}

/** A paste that waits for a decision, with the rows it was planned on. */
interface Pasting {
  readonly plan: PastePlan;
  readonly rows: readonly EventRow[];
  readonly within: Within;
}

/** How many cells differ between the rows before and after. */
function cellsOf(changes: readonly RowChange[]): number {
  const fields = ({ before, after }: RowChange) =>
    (Object.keys(after) as (keyof EventRow)[]).filter((field) => before[field] !== after[field]).length;
  return changes.reduce((sum, change) => sum + fields(change), 0);
}

/** What the keyboard and the clipboard do with cells. A paste that needs a decision waits as `pasting`. */
export function useCellActs(ground: Ground) {
  const t = useText("plan");
  const g = useText("grid");
  const format = useFormatter();
  const { slug, branch, commit, begin } = usePlanEditing();
  const [pasting, setPasting] = useState<Pasting>();
  const { rows, all, columns, words, apply } = ground;
  const cells = (range: CellRange) => ({ rows, columns, range, words });

  function edit(row: EventRow, column: ColumnKey, text: string) {
    const result = writeCell(row, column, text, words);
    if (!result.ok) {
      const problem = g(`problem.${result.problem}`, { detail: result.detail });
      toast({ text: g("notKept", { text: text.slice(0, 200), problem }), tone: "danger" });
    } else if (result.row !== row) {
      const name = column === "name" ? result.row.name : row.name;
      const what =
        column === "name" ? g("did.renamed", { name }) : g("edited", { column: t(`column.${column}`), name });
      void apply([{ before: row, after: result.row }], what);
    }
  }
  async function applyPaste(plan: PastePlan, within: Within): Promise<boolean> {
    const what = g("pasted", { count: plan.cells });
    if (plan.added.length === 0) return within(() => apply(plan.changes, what));
    const made = await ground.createEvents(
      slug,
      branch,
      plan.added.map(({ name, callType }) => ({ name, callType })),
    );
    if (!made.ok) {
      toast({ text: `${g("paste.failed")} ${made.text}`, tone: "danger" });
      return false;
    }
    // The changes come before the new events: a name that is given up may be taken at once.
    const edits = [
      ...editsOfRows(plan.changes),
      ...made.edits,
      ...editsOfRows(addedChanges(plan.added, made.ids, words)),
    ];
    return within(() => commit(edits, { what }));
  }
  function paste(text: string, range: CellRange) {
    if (text === "") return;
    if (text.length > PASTE_MAX) {
      const megabytes = (size: number) =>
        format.number(size / 1_000_000, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
      const sizes = { size: megabytes(text.length), most: megabytes(PASTE_MAX) };
      toast({ text: g("paste.tooLarge", sizes), tone: "danger" });
      return;
    }
    const plan = planPaste(text, { rows, all, columns, range, words });
    if (plan.refused.length > 0 || plan.added.length > 0) setPasting({ plan, rows, within: begin() });
    else if (plan.changes.length === 0) toast({ text: g("paste.nothing") });
    else void applyPaste(plan, begin()).then((done) => done && toast({ text: g("pasted", { count: plan.cells }) }));
  }
  function fill(range: CellRange) {
    const changes = fillDown(cells(range));
    if (changes.length > 0) void apply(changes, g("filled", { count: cellsOf(changes) }));
    else if (range.top === range.bottom && range.top === 0) toast({ text: g("nothingToFill") });
  }
  function empty(range: CellRange) {
    const changes = emptyCells(cells(range));
    if (changes.length > 0) void apply(changes, g("emptied", { count: cellsOf(changes) }));
  }
  const acts: CellActs = { edit, fill, empty, paste };
  return {
    acts,
    copy: (range: CellRange) => copyCells(cells(range)),
    pasting,
    applyPaste: () => (pasting ? applyPaste(pasting.plan, pasting.within) : Promise.resolve(false)),
    endPaste: () => setPasting(undefined),
  };
}
