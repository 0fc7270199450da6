"use client";

import { type MouseEvent, memo } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { useText } from "../../../../../_ui/text.tsx";
import type { AfterEdit } from "./cell-editor.tsx";
import type { CellWords } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import { GridCell } from "./grid-cell.tsx";
import { type ColumnKey, type GridColumn, ROW_HEIGHT } from "./grid-column.ts";
import { RowCellEditor } from "./row-cell-editor.tsx";

interface GridRowProps {
  readonly row: EventRow;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly columns: readonly GridColumn[];
  readonly words: CellWords;
  /** The column that holds the focus of the grid, if it is in this row. */
  readonly active: number | undefined;
  readonly editing: boolean;
  /** The first and last column of the selected cells in this row; -1 for none. */
  readonly from: number;
  readonly to: number;
  /** The column of the handle that fills down, if it stands in this row, the last of those selected; -1 for none. */
  readonly handle: number;
  readonly checked: boolean;
  readonly opened: boolean;
  readonly editable: boolean;
  readonly onActivate: (row: string, column: ColumnKey, edit: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onCheck: (id: string, upTo: boolean) => void;
  readonly commit: (row: EventRow, column: GridColumn, text: string | undefined, then: AfterEdit) => void;
  readonly cancel: () => void;
}

/** One event. Clicking its name opens the panel; clicking elsewhere puts the focus there, twice edits. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { columns, index, from, to } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid of thousands of rows cannot be a table element.
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={props.checked}
      aria-current={props.opened ? "true" : undefined}
      style={{
        gridTemplateColumns: props.template,
        height: ROW_HEIGHT,
        transform: `translateY(${props.top}px)`,
        // What an editor shows below its cell must not vanish behind the next rows.
        zIndex: props.editing || props.handle >= 0 ? 1 : undefined,
      }}
      className={className(
        "group absolute inset-x-0 top-0 grid border-b text-grid",
        props.opened || props.checked ? "bg-accent-2" : "bg-grey-1 hover:bg-grey-2",
      )}
    >
      {columns.map((column, at) => (
        <RowCell key={column.key} {...props} column={column} at={at} inRange={at >= from && at <= to} />
      ))}
    </div>
  );
});

function RowCell(props: GridRowProps & { column: GridColumn; at: number; inRange: boolean }) {
  const { row, column, at, inRange } = props;
  const editing = props.editing && props.active === at;
  const editable = props.editable && column.editing !== "none";
  function click(event: MouseEvent) {
    if (at === 0 && !editing && !event.shiftKey && !event.ctrlKey && !event.metaKey) props.onOpen(row.id);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid of thousands of rows cannot be a table element.
    <div
      role="gridcell"
      aria-colindex={at + 1}
      aria-readonly={!editable}
      aria-selected={inRange ? true : undefined}
      tabIndex={props.active === at ? 0 : -1}
      onFocus={() => props.active !== at && props.onActivate(row.id, column.key, false)}
      onClick={click}
      onKeyDown={() => undefined}
      onDoubleClick={() => editable && at > 0 && props.onActivate(row.id, column.key, true)}
      className={className(
        "flex min-w-0 items-center px-2 outline-offset-[-2px]",
        column.align === "end" && "justify-end pr-4",
        at === 0 ? "sticky left-0 z-10 cursor-pointer pl-2 group-hover:underline" : "relative",
        inRange ? "bg-accent-3" : at === 0 && "bg-inherit",
      )}
    >
      {at === 0 && <RowCheck row={row} checked={props.checked} onCheck={props.onCheck} />}
      {editing ? (
        <RowCellEditor row={row} column={column} words={props.words} commit={props.commit} cancel={props.cancel} />
      ) : (
        <GridCell row={row} column={column.key} words={props.words} />
      )}
      {at === props.handle && (
        <span
          data-fill-handle
          aria-hidden
          className="absolute right-0 bottom-0 z-20 size-2.5 cursor-crosshair border border-grey-1 bg-accent-7"
        />
      )}
    </div>
  );
}

/** Checks the event. The keyboard does so from any cell of the row, with Shift+Space. */
function RowCheck(props: { row: EventRow; checked: boolean; onCheck: GridRowProps["onCheck"] }) {
  const g = useText("grid");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box inside of it is what is operated; a click beside it must not open the event.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
    <span
      className="mr-1 grid size-6 shrink-0 cursor-default place-items-center"
      onClick={(event) => event.stopPropagation()}
    >
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={g("select", { name: props.row.name })}
        checked={props.checked}
        onChange={() => undefined}
        onClick={(event) => {
          event.stopPropagation();
          props.onCheck(props.row.id, event.shiftKey);
        }}
        className="size-4 accent-accent-7"
      />
    </span>
  );
}
