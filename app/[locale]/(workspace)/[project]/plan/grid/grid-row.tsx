"use client";

import { memo } from "react";
import { STATUSES } from "../../../../../../lib/plan/plan.ts";
import { className } from "../../../../../_ui/class-name.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { CellEditor } from "./cell-editor.tsx";
import type { EventRow } from "./event-row.ts";
import { cellText, GridCell } from "./grid-cell.tsx";
import { type GridColumn, ROW_HEIGHT } from "./grid-column.ts";

interface GridRowProps {
  readonly row: EventRow;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly columns: readonly GridColumn[];
  readonly categories: ReadonlyMap<string, string>;
  readonly owners: readonly string[];
  /** The column that holds the focus of the grid, if it is in this row. */
  readonly active: number | undefined;
  readonly editing: boolean;
  readonly selected: boolean;
  readonly editable: boolean;
  readonly onActivate: (row: number, column: number, edit: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly commit: (
    row: EventRow,
    column: GridColumn,
    text: string,
    then: "stay" | "next" | "previous" | "leave",
  ) => void;
  readonly cancel: () => void;
}

/** One event. Clicking its name opens the panel; clicking elsewhere puts the focus there, twice edits. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, columns } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid of thousands of rows cannot be a table element.
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      style={{ gridTemplateColumns: props.template, height: ROW_HEIGHT, transform: `translateY(${props.top}px)` }}
      className={className(
        "group absolute inset-x-0 top-0 grid border-b text-grid",
        props.selected ? "bg-accent-2" : "bg-grey-1 hover:bg-grey-2",
      )}
    >
      {columns.map((column, index) => {
        const editing = props.editing && props.active === index;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          <div
            key={column.key}
            role="gridcell"
            aria-colindex={index + 1}
            aria-readonly={!props.editable || column.editing === "none"}
            tabIndex={props.active === index ? 0 : -1}
            onFocus={() => props.active !== index && props.onActivate(props.index, index, false)}
            onClick={() => index === 0 && !editing && props.onOpen(row.id)}
            onKeyDown={() => undefined}
            onDoubleClick={() => {
              if (props.editable && column.editing !== "none" && index > 0) props.onActivate(props.index, index, true);
            }}
            className={className(
              "relative flex min-w-0 items-center px-2 outline-offset-[-2px]",
              column.align === "end" && "justify-end pr-4",
              index === 0 && "sticky left-0 z-10 cursor-pointer bg-inherit pl-4 group-hover:underline",
            )}
          >
            {editing ? (
              <RowCellEditor {...props} column={column} />
            ) : (
              <GridCell row={row} column={column.key} categoryNames={props.categories} />
            )}
          </div>
        );
      })}
    </div>
  );
});

function RowCellEditor(props: GridRowProps & { column: GridColumn }) {
  const t = useText("plan");
  const language = useLanguage();
  const { row, column } = props;
  const shared = {
    label: t("grid.edit", { column: t(`column.${column.key}`), name: row.name }),
    commit: (value: string, then: "stay" | "next" | "previous" | "leave") => props.commit(row, column, value, then),
    cancel: props.cancel,
  };
  const value = cellText(row, column.key, language, props.categories);
  if (column.key === "status")
    return (
      <CellEditor
        {...shared}
        value={value}
        choices={STATUSES.map((one) => ({ value: one, label: t(`status.${one}`) }))}
      />
    );
  if (column.key === "category") {
    const choices = [...props.categories.values()].map((name) => ({ value: name, label: name }));
    return <CellEditor {...shared} value={value} choices={[{ value: "", label: t("event.noCategory") }, ...choices]} />;
  }
  return (
    <CellEditor
      {...shared}
      value={value}
      code={column.key === "name"}
      {...(column.key === "owner" ? { suggestions: props.owners } : {})}
    />
  );
}
