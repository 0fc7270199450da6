"use client";

import { createSortedRowModel, rowSortingFeature, sortFn_text, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { EventRow } from "./event-row.ts";
import { cellText } from "./grid-cell.tsx";
import { type ColumnKey, type GridColumn, gridTracks, ROW_HEIGHT } from "./grid-column.ts";
import { movedBy, type Position } from "./grid-position.ts";
import { GridRow } from "./grid-row.tsx";

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text },
});

const STATUS_ORDER = { draft: 0, active: 1, deprecated: 2 };

/** What each column sorts by. */
function sortValue(
  row: EventRow,
  key: ColumnKey,
  language: "en" | "fr",
  categories: ReadonlyMap<string, string>,
): string | number {
  if (key === "properties") return row.propertyCount;
  if (key === "findings") return row.findings.count;
  if (key === "status") return STATUS_ORDER[row.status];
  if (key === "displayName" || key === "description") return localizedText(row[key], language).toLowerCase();
  return cellText(row, key, language, categories).toLowerCase();
}

/** The plan's events as an ARIA grid: only the rows in sight are on the page, so that thousands stay quick. */
export function EventGrid(props: {
  rows: readonly EventRow[];
  total: number;
  columns: readonly GridColumn[];
  sort: ColumnKey | null;
  down: boolean;
  onSort: (key: ColumnKey) => void;
  categories: ReadonlyMap<string, string>;
  owners: readonly string[];
  selected: string | undefined;
  onOpen: (id: string) => void;
  /** Undefined where the reader may not edit. */
  onEdit: ((row: EventRow, column: ColumnKey, text: string) => void) | undefined;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const { columns, categories } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [editing, setEditing] = useState(false);
  const focusWanted = useRef(false);

  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: (row: EventRow) => sortValue(row, column.key, language, categories),
        ...(["properties", "findings", "status"].includes(column.key) ? {} : { sortFn: "text" as const }),
      })),
    [columns, language, categories],
  );
  const sorting = useMemo(() => (props.sort ? [{ id: props.sort, desc: props.down }] : []), [props.sort, props.down]);
  const table = useTable({
    features,
    columns: definitions,
    data: props.rows as EventRow[],
    getRowId: (row) => row.id,
    state: { sorting },
  });
  const rows = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    initialRect: { width: 1100, height: 640 },
    scrollPaddingStart: ROW_HEIGHT,
  });
  const tracks = useMemo(() => gridTracks(columns), [columns]);
  const at: Position = {
    row: Math.min(active.row, Math.max(0, rows.length - 1)),
    column: Math.min(active.column, columns.length - 1),
  };

  function moveTo(position: Position) {
    setActive(position);
    setEditing(false);
    focusWanted.current = true;
    virtualizer.scrollToIndex(position.row);
  }
  useEffect(() => {
    if (!focusWanted.current || editing) return;
    const cell = scroller.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    if (!cell) return;
    focusWanted.current = false;
    cell.focus({ preventScroll: false });
  });

  function keyDown(event: KeyboardEvent) {
    const row = rows[at.row]?.original;
    const column = columns[at.column];
    if (!row || !column || editing || !(event.target as HTMLElement).matches('[role="gridcell"]')) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 640) / ROW_HEIGHT) - 2);
    const to = movedBy(event, at, { rows: rows.length, columns: columns.length, page });
    if (to) {
      event.preventDefault();
      moveTo(to);
    } else if (event.key === " " || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      props.onOpen(row.id);
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      if (props.onEdit && column.editing !== "none") setEditing(true);
      else props.onOpen(row.id);
    } else if (event.key === "c" && (event.ctrlKey || event.metaKey)) {
      void navigator.clipboard?.writeText(cellText(row, column.key, language, categories));
    }
  }
  function commit(row: EventRow, column: GridColumn, text: string, then: "stay" | "next" | "previous" | "leave") {
    setEditing(false);
    if (text !== cellText(row, column.key, language, categories)) props.onEdit?.(row, column.key, text);
    if (then === "leave") return;
    const step = then === "next" ? 1 : then === "previous" ? -1 : 0;
    moveTo({ row: at.row, column: Math.max(0, Math.min(columns.length - 1, at.column + step)) });
  }
  // The rows are given functions that never change, so that only rows whose event changed are drawn again.
  const latest = useRef({ commit, cancel: () => moveTo(at) });
  latest.current = { commit, cancel: () => moveTo(at) };
  const activate = useCallback((row: number, column: number, edit: boolean) => {
    setActive({ row, column });
    setEditing(edit);
  }, []);
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
        aria-readonly={props.onEdit === undefined}
        tabIndex={-1}
        onKeyDown={keyDown}
        style={{ minWidth: tracks.least }}
        className="outline-none"
      >
        <HeaderRow
          columns={columns}
          template={tracks.template}
          sort={props.sort}
          down={props.down}
          onSort={props.onSort}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div role="rowgroup" tabIndex={-1} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]?.original;
            if (!row) return null;
            const here = item.index === at.row;
            return (
              <GridRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                template={tracks.template}
                columns={columns}
                categories={categories}
                owners={props.owners}
                active={here ? at.column : undefined}
                editing={here && editing}
                selected={row.id === props.selected}
                editable={props.onEdit !== undefined}
                onActivate={activate}
                onOpen={props.onOpen}
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

function HeaderRow(props: {
  columns: readonly GridColumn[];
  template: string;
  sort: ColumnKey | null;
  down: boolean;
  onSort: (key: ColumnKey) => void;
}) {
  const t = useText("plan");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid of thousands of rows cannot be a table element.
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={1}
      style={{ gridTemplateColumns: props.template }}
      className="sticky top-0 z-20 grid h-8 border-b bg-grey-2"
    >
      {props.columns.map((column, index) => {
        const sorted = props.sort === column.key ? (props.down ? "descending" : "ascending") : undefined;
        const Arrow = props.down ? ArrowDown : ArrowUp;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          <div
            key={column.key}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={index + 1}
            aria-sort={sorted ?? "none"}
            className={className("flex min-w-0", index === 0 && "sticky left-0 z-10 bg-grey-2 pl-2")}
          >
            <button
              type="button"
              onClick={() => props.onSort(column.key)}
              className={className(
                "flex min-w-0 flex-1 items-center gap-1 px-2 font-medium text-grey-7 text-grid outline-offset-[-2px] hover:text-grey-10",
                column.align === "end" && "justify-end pr-4",
              )}
            >
              <span className="truncate">{t(`column.${column.key}`)}</span>
              {sorted && <Arrow aria-hidden className="size-3.5 shrink-0" />}
            </button>
          </div>
        );
      })}
    </div>
  );
}
