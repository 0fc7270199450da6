/** What pasting a block of cells would do: which cells change, which cannot, and which rows have to be added. */

import { CALL_TYPES, type CallType } from "../../../../../../lib/plan/plan.ts";
import { type CellProblem, type CellWords, readCell, writeCell } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";
import type { CellRange } from "./grid-position.ts";
import type { RowChange } from "./row-edits.ts";
import { readTsv } from "./tsv.ts";

/** Longer texts are a file to be imported: every cell of a paste is judged while one waits. */
export const PASTE_MAX = 2_000_000;

/** A cell that cannot take what was pasted into it. */
export interface RefusedCell {
  /** Of the grid, from 0; rows to be added come after the last one. */
  readonly row: number;
  readonly column: ColumnKey;
  readonly problem: CellProblem;
  readonly detail: string;
}

/** An event that a row of the block would add. */
export interface AddedRow {
  readonly row: number;
  readonly name: string;
  readonly callType: CallType;
  /** The other cells of its row, by column. */
  readonly cells: Readonly<Partial<Record<ColumnKey, string>>>;
}

export interface PastePlan {
  readonly changes: readonly RowChange[];
  readonly added: readonly AddedRow[];
  readonly refused: readonly RefusedCell[];
  /** How many cells hold what was pasted afterwards. */
  readonly cells: number;
}

export interface PasteTarget {
  /** The rows shown, in their order. */
  readonly rows: readonly EventRow[];
  /** Every row of the plan: names are unique among them all. */
  readonly all: readonly EventRow[];
  readonly columns: readonly ColumnKey[];
  readonly range: CellRange;
  readonly words: CellWords;
}

/** The block as it fills the range: a block that fits into it several times over is repeated, as spreadsheets do. */
export function spread(block: readonly (readonly string[])[], range: CellRange): readonly (readonly string[])[] {
  const height = range.bottom - range.top + 1;
  const width = range.right - range.left + 1;
  const wide = Math.max(...block.map((row) => row.length));
  const rows = height % block.length === 0 ? height : block.length;
  const columns = width % wide === 0 ? width : wide;
  return Array.from({ length: rows }, (_, row) => {
    const cells = block[row % block.length] ?? [];
    // A row shorter than the others leaves the rest of its cells alone.
    if (columns === wide) return cells;
    return Array.from({ length: columns }, (_, column) => cells[column % wide] ?? "");
  });
}

class Paste {
  readonly refused: RefusedCell[] = [];
  readonly added: AddedRow[] = [];
  readonly drafts = new Map<string, RowChange & { readonly row: number }>();
  cells = 0;

  constructor(private readonly target: PasteTarget) {}

  private refuse(row: number, column: ColumnKey, problem: CellProblem, detail = ""): void {
    this.refused.push({ row, column, problem, detail });
  }

  line(at: number, texts: readonly string[]): void {
    const { rows, columns, range } = this.target;
    const cells = texts.flatMap((text, index) => {
      const column = columns[range.left + index];
      return column === undefined ? [] : [{ column, text }];
    });
    const row = rows[at];
    if (row) for (const cell of cells) this.cell(at, row, cell.column, cell.text);
    else this.add(at, cells);
  }

  private cell(at: number, row: EventRow, column: ColumnKey, text: string): void {
    const { words } = this.target;
    const draft = this.drafts.get(row.id)?.after ?? row;
    if (readCell(draft, column, words) === text) return;
    const result = writeCell(draft, column, text, words);
    if (!result.ok) this.refuse(at, column, result.problem, result.detail);
    else if (result.row !== draft) {
      this.cells += 1;
      this.drafts.set(row.id, { row: at, before: row, after: result.row });
    }
  }

  private add(at: number, cells: readonly { readonly column: ColumnKey; readonly text: string }[]): void {
    if (cells.every(({ text }) => text.trim() === "")) return;
    const name = cells.find(({ column }) => column === "name")?.text.trim() ?? "";
    if (name === "") {
      this.refuse(at, "name", "empty");
      return;
    }
    const blank = blankRow(name);
    const kept: Partial<Record<ColumnKey, string>> = {};
    for (const { column, text } of cells) {
      if (readCell(blank, column, this.target.words) === text) continue;
      const result = writeCell(blank, column, text, this.target.words);
      if (!result.ok) this.refuse(at, column, result.problem, result.detail);
      else if (column !== "name") kept[column] = text;
    }
    if (this.refused.some((one) => one.row === at && one.column === "name")) return;
    this.cells += 1 + Object.keys(kept).length;
    this.added.push({ row: at, name, callType: callTypeOf(kept.callType, this.target.words), cells: kept });
  }

  /** Names that two events would share are refused for the rows that were pasted into. */
  private refuseTaken(): void {
    const { all, words } = this.target;
    const counts = new Map<string, number>();
    const key = (row: Pick<EventRow, "callType" | "name">) => `${row.callType} ${row.name}`;
    const count = (row: Pick<EventRow, "callType" | "name">) => counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
    for (const row of all) count(this.drafts.get(row.id)?.after ?? row);
    for (const row of this.added) count(row);
    const taken = (row: Pick<EventRow, "callType" | "name">) => (counts.get(key(row)) ?? 0) > 1;
    for (const [id, draft] of this.drafts) {
      const { before, after, row } = draft;
      if (key(before) === key(after) || !taken(after)) continue;
      this.refuse(row, "name", "taken", readCell(after, "name", words));
      this.cells -= Number(before.name !== after.name) + Number(before.callType !== after.callType);
      this.drafts.set(id, { ...draft, after: { ...after, name: before.name, callType: before.callType } });
    }
    for (const row of this.added.filter(taken)) {
      this.refuse(row.row, "name", "taken", row.name);
      this.cells -= 1 + Object.keys(row.cells).length;
      this.added.splice(this.added.indexOf(row), 1);
    }
  }

  done(): PastePlan {
    this.refuseTaken();
    const changes = [...this.drafts.values()]
      .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
      .map(({ before, after }) => ({ before, after }));
    return { changes, added: this.added, refused: this.refused, cells: this.cells };
  }
}

function callTypeOf(text: string | undefined, words: CellWords): CallType {
  const result = text === undefined ? undefined : writeCell(blankRow("x"), "callType", text, words);
  return result?.ok ? result.row.callType : CALL_TYPES[0];
}

/** A new event's row before anything is written into it. */
export function blankRow(name: string, id = ""): EventRow {
  return {
    id,
    name,
    callType: "track",
    displayName: {},
    description: {},
    trigger: {},
    category: undefined,
    status: "active",
    owner: undefined,
    steward: undefined,
    tags: [],
    sources: [],
    critical: false,
    roles: [],
    privacy: "none",
    consentPurpose: undefined,
    retentionDays: undefined,
    expiresOn: undefined,
    bundles: [],
    decisions: [],
    metrics: [],
    propertyCount: 0,
    propertyNames: [],
    findings: { count: 0, worst: undefined },
  };
}

/** What pasting this text at that place would do. Nothing is changed. */
export function planPaste(text: string, target: PasteTarget): PastePlan {
  const block = spread(readTsv(text), target.range);
  const paste = new Paste(target);
  block.forEach((cells, index) => {
    paste.line(target.range.top + index, cells);
  });
  return paste.done();
}
