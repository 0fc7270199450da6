"use client";

import { ArrowDownToLine, Columns3, Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../../../../_ui/menu.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { COLUMN_KEYS, type ColumnKey } from "./grid-column.ts";
import { LazyColumnsDialog } from "./lazy-parts.ts";
import type { GridView } from "./use-grid-view.ts";

/** Below the grid: what can be done, how many events are shown, which columns. */
export function GridFoot(props: {
  view: GridView;
  shown: number;
  total: number;
  /** How many cells are selected, when they are more than one. */
  cells: number;
  onFill: (() => void) | undefined;
  children: ReactNode;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const format = useFormatter();
  const { editable } = usePlanEditing();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-4 py-1">
      {props.children}
      {editable && <UndoButtons />}
      <span role="status" className="text-grey-7 text-grid">
        {props.cells > 1 && g("cells", { count: props.cells })}
      </span>
      {props.cells > 1 && props.onFill && (
        <Button size="small" tone="quiet" aria-keyshortcuts="Control+D" onClick={props.onFill}>
          <ArrowDownToLine aria-hidden />
          {g("fillDown")}
        </Button>
      )}
      <span className="ml-auto flex items-center gap-2">
        <span role="status" className="text-grey-7 text-grid">
          {t("filter.shown", {
            shown: format.number(props.shown),
            total: format.number(props.total),
            count: props.total,
          })}
        </span>
        <ColumnsMenu columns={props.view.columns} onChange={props.view.setColumns} />
      </span>
    </div>
  );
}

function UndoButtons() {
  const g = useText("grid");
  const { undoable, redoable, undo, redo } = usePlanEditing().undoing;
  return (
    <span className="flex">
      <TurnButton
        label={undoable ? g("undo.undoWhat", { what: undoable.what }) : g("undo.undo")}
        keys="Control+Z"
        disabled={!undoable}
        onClick={undo}
      >
        <Undo2 aria-hidden />
      </TurnButton>
      <TurnButton
        label={redoable ? g("undo.redoWhat", { what: redoable.what }) : g("undo.redo")}
        keys="Control+Shift+Z Control+Y"
        disabled={!redoable}
        onClick={redo}
      >
        <Redo2 aria-hidden />
      </TurnButton>
    </span>
  );
}

function TurnButton(props: {
  label: string;
  keys: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button
      size="small-icon"
      tone="quiet"
      disabled={props.disabled}
      title={props.label}
      aria-label={props.label}
      aria-keyshortcuts={props.keys}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}

function ColumnsMenu(props: { columns: readonly ColumnKey[]; onChange: (columns: readonly ColumnKey[]) => void }) {
  const t = useText("plan");
  const g = useText("grid");
  const [ordering, setOrdering] = useState(false);
  const { columns, onChange } = props;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="small" tone="quiet">
            <Columns3 aria-hidden />
            {t("filter.columns")}
          </Button>
        }
      >
        {COLUMN_KEYS.slice(1).map((key) => (
          <MenuChoice
            key={key}
            keepOpen
            checked={columns.includes(key)}
            onSelect={() => onChange(columns.includes(key) ? columns.filter((one) => one !== key) : [...columns, key])}
          >
            {t(`column.${key}`)}
          </MenuChoice>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setOrdering(true)}>{g("columns.order")}</MenuItem>
      </Menu>
      {ordering && <LazyColumnsDialog columns={columns} onChange={onChange} onClose={() => setOrdering(false)} />}
    </>
  );
}
