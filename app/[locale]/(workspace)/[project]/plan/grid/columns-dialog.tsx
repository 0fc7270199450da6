"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { COLUMN_KEYS, type ColumnKey, DEFAULT_COLUMNS, movedColumn } from "./grid-column.ts";

/** Which columns are shown, and in what order. Takes effect at once. */
export function ColumnsDialog(props: {
  columns: readonly ColumnKey[];
  onChange: (columns: readonly ColumnKey[]) => void;
  onClose: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const { columns, onChange } = props;
  // Those that are not shown stand below, so that nothing jumps about while one ticks.
  const [order, setOrder] = useState<readonly ColumnKey[]>([
    ...new Set<ColumnKey>(["name", ...columns, ...COLUMN_KEYS]),
  ]);
  function put(next: readonly ColumnKey[], shown: ReadonlySet<ColumnKey>) {
    setOrder(next);
    onChange(next.filter((key) => key === "name" || shown.has(key)));
  }
  const shown = new Set<ColumnKey>(["name", ...columns]);
  function toggle(key: ColumnKey) {
    const next = new Set(shown);
    if (!next.delete(key)) next.add(key);
    put(order, next);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={g("columns.order")}
      description={g("columns.text")}
      footer={
        <Button
          onClick={() => {
            setOrder([...new Set<ColumnKey>([...DEFAULT_COLUMNS, ...COLUMN_KEYS])]);
            onChange(DEFAULT_COLUMNS);
          }}
        >
          {g("columns.reset")}
        </Button>
      }
    >
      <ol className="flex flex-col">
        {order.map((key, index) => {
          const label = t(`column.${key}`);
          return (
            <li key={key} className="flex min-h-8 items-center gap-2">
              <Checkbox
                label={label}
                className="flex-1 items-center"
                checked={shown.has(key)}
                disabled={key === "name"}
                onChange={() => toggle(key)}
              />
              {key !== "name" && (
                <>
                  <Button
                    tone="quiet"
                    size="small-icon"
                    aria-label={g("columns.up", { column: label })}
                    disabled={index <= 1}
                    onClick={() => put(movedColumn(order, key, -1), shown)}
                  >
                    <ArrowUp aria-hidden />
                  </Button>
                  <Button
                    tone="quiet"
                    size="small-icon"
                    aria-label={g("columns.down", { column: label })}
                    disabled={index === order.length - 1}
                    onClick={() => put(movedColumn(order, key, 1), shown)}
                  >
                    <ArrowDown aria-hidden />
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
