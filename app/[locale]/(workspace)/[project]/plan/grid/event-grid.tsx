"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useText } from "../../../../../_ui/text.tsx";
import type { AfterEdit } from "./cell-editor.tsx";
import { type CellWords, readCell } from "./cell-value.ts";
import { clipboardText } from "./clipboard-text.ts";
import type { EventRow } from "./event-row.ts";
import { type ColumnKey, type GridColumn, gridTracks, ROW_HEIGHT } from "./grid-column.ts";
import { type AllChecked, GridHeader } from "./grid-header.tsx";
import { type CellRange, movedBy } from "./grid-position.ts";
import { GridRow } from "./grid-row.tsx";
import { useCellPointer } from "./use-cell-pointer.ts";
import { useCellSelection } from "./use-cell-selection.ts";

/** What may be done with cells by whoever may edit. */
export interface CellActs {
  readonly edit: (row: EventRow, column: ColumnKey, text: string) => void;
  readonly fill: (range: CellRange) => void;
  readonly empty: (range: CellRange) => void;
  readonly paste: (text: string, range: CellRange) => void;
}

export interface EventGridProps {
  readonly rows: readonly EventRow[];
  readonly columns: readonly GridColumn[];
  readonly words: CellWords;
  readonly sort: ColumnKey | null;
  readonly down: boolean;
  readonly onSort: (key: ColumnKey) => void;
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly checked: ReadonlySet<string>;
  readonly onCheck: (id: string, upTo: boolean) => void;
  readonly onCheckAll: () => void;
  readonly onRange: (range: CellRange) => void;
  /** True while rows must not move: a cell is edited, or several are selected. */
  readonly onHold: (hold: boolean) => void;
  /** Names the order asked for: another one lets go of several selected cells. */
  readonly order: string;
  readonly copy: (range: CellRange) => string;
  /** Undefined where the reader may not edit. */
  readonly acts: CellActs | undefined;
}

function allChecked(rows: readonly EventRow[], checked: ReadonlySet<string>): AllChecked {
  if (checked.size === 0) return "none";
  const some = rows.some((row) => checked.has(row.id));
  return some && rows.every((row) => checked.has(row.id)) ? "all" : some ? "some" : "none";
}

/** Whether what stands in a column can be filled into the rows below: names are one of a kind. */
function canFill(column: GridColumn | undefined): boolean {
  return column !== undefined && column.editing !== "none" && column.key !== "name";
}

/** The rows in sight and one more. */
function withRow(rows: number[], row: number, { count }: Range): number[] {
  if (row >= count || rows.includes(row)) return rows;
  return [...rows, row].sort((a, b) => a - b);
}

/** The plan's events as an ARIA grid: only the rows in sight are on the page, so that thousands stay quick. */
export function EventGrid(props: EventGridProps) {
  const t = useText("plan");
  const { rows, columns, words, acts, onRange, onHold, order } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const active = useRef(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    initialRect: { width: 1100, height: 640 },
    scrollPaddingStart: ROW_HEIGHT,
    // The row that has the focus stays on the page however far one scrolls, with what is typed in it.
    rangeExtractor: (sight) => withRow(defaultRangeExtractor(sight), active.current, sight),
  });
  const tracks = useMemo(() => gridTracks(columns), [columns]);
  const extent = { rows: rows.length, columns: columns.length };
  const selection = useCellSelection(scroller, { rows, columns }, (row) => virtualizer.scrollToIndex(row));
  const { at, range, editing, collapse } = selection;
  active.current = at.row;
  const { top, bottom, left, right } = range;
  const many = top !== bottom || left !== right;
  useEffect(() => onRange({ top, bottom, left, right }), [onRange, top, bottom, left, right]);
  useEffect(() => onHold(editing || many), [onHold, editing, many]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever asks for another order asks for other neighbours.
  useEffect(collapse, [collapse, order]);
  const source = useRef(range);
  // Let go within what is chosen, the handle has nothing to fill.
  const fillTo =
    acts &&
    ((row: number) => {
      const { bottom: from } = source.current;
      if (row > from) acts.fill({ ...source.current, top: from, bottom: row });
    });
  const pointer = useCellPointer(selection, fillTo);
  // One cell that is chosen has the handle too, in its own column.
  const handle = acts === undefined || editing ? -1 : many ? right : canFill(columns[at.column]) ? at.column : -1;

  function onCell(event: { target: EventTarget }): boolean {
    return !editing && (event.target as HTMLElement).matches('[role="gridcell"]');
  }
  function keyDown(event: KeyboardEvent) {
    const row = rows[at.row];
    const column = columns[at.column];
    if (!row || !column || !onCell(event) || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 640) / ROW_HEIGHT) - 2);
    const to = movedBy(event, at, { ...extent, page });
    const act = to ? () => selection.moveTo(to, event.shiftKey) : actOf(event, row, column);
    if (!act) return;
    event.preventDefault();
    act();
  }
  function actOf(event: KeyboardEvent, row: EventRow, column: GridColumn): (() => void) | undefined {
    const command = event.ctrlKey || event.metaKey;
    const open = () => props.onOpen(row.id);
    switch (event.key) {
      case " ":
        return event.shiftKey ? () => props.onCheck(row.id, false) : open;
      case "Enter":
      case "F2":
        return command || !acts || column.editing === "none" ? open : selection.edit;
      case "Escape":
        return many ? collapse : undefined;
      case "Delete":
      case "Backspace":
        return acts && !command ? () => acts.empty(range) : undefined;
      case "a":
      case "A":
        return command && !event.shiftKey ? props.onCheckAll : undefined;
      case "d":
      case "D":
        return command && acts ? () => acts.fill(range) : undefined;
      default:
        return undefined;
    }
  }
  function clipboard(event: ClipboardEvent, act: (data: DataTransfer) => void) {
    if (!onCell(event)) return;
    event.preventDefault();
    act(event.clipboardData);
  }
  function commit(row: EventRow, column: GridColumn, text: string | undefined, then: AfterEdit) {
    if (text !== undefined && text !== readCell(row, column.key, words)) acts?.edit(row, column.key, text);
    if (then === "leave") return selection.endEdit();
    const step = then === "next" ? 1 : then === "previous" ? -1 : 0;
    selection.moveTo({ row: at.row, column: Math.max(0, Math.min(columns.length - 1, at.column + step)) });
  }
  // The rows are given functions that never change, so that only rows whose event changed are drawn again.
  const latest = useRef({ commit, cancel: () => selection.moveTo(at) });
  latest.current = { commit, cancel: () => selection.moveTo(at) };
  const commitCell = useCallback((...args: Parameters<typeof commit>) => latest.current.commit(...args), []);
  const cancelCell = useCallback(() => latest.current.cancel(), []);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto border-t">
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid of thousands of rows cannot be a table element. */}
      <div
        role="grid"
        aria-label={t("grid.label")}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-readonly={acts === undefined}
        tabIndex={-1}
        onKeyDown={keyDown}
        onCopy={(event) => clipboard(event, (data) => data.setData("text/plain", props.copy(range)))}
        onCut={(event) =>
          clipboard(event, (data) => {
            data.setData("text/plain", props.copy(range));
            acts?.empty(range);
          })
        }
        onPaste={(event) => clipboard(event, (data) => acts?.paste(clipboardText(data), range))}
        onPointerDown={(event) => {
          source.current = range;
          pointer.onPointerDown(event);
        }}
        onPointerMove={pointer.onPointerMove}
        onPointerUp={pointer.onPointerUp}
        style={{ minWidth: tracks.least }}
        className="select-none outline-none"
      >
        <GridHeader
          columns={columns}
          template={tracks.template}
          sort={props.sort}
          down={props.down}
          onSort={props.onSort}
          checked={allChecked(rows, props.checked)}
          onCheckAll={props.onCheckAll}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div role="rowgroup" tabIndex={-1} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const here = item.index === at.row;
            const inRange = many && item.index >= top && item.index <= bottom;
            return (
              <GridRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                template={tracks.template}
                columns={columns}
                words={words}
                active={here ? at.column : undefined}
                editing={here && editing}
                from={inRange ? left : -1}
                to={inRange ? right : -1}
                handle={item.index === bottom ? handle : -1}
                checked={props.checked.has(row.id)}
                opened={row.id === props.opened}
                editable={acts !== undefined}
                onActivate={selection.activate}
                onOpen={props.onOpen}
                onCheck={props.onCheck}
                commit={commitCell}
                cancel={cancelCell}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
