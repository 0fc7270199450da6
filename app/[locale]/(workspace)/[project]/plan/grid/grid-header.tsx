"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { useText } from "../../../../../_ui/text.tsx";
import type { ColumnKey, GridColumn } from "./grid-column.ts";

/** How many of the lines shown are checked. */
export type AllChecked = "none" | "some" | "all";

/** The names of the columns, which sort; the first also checks every line shown. */
export function GridHeader(props: {
  columns: readonly GridColumn[];
  template: string;
  sort: ColumnKey | null;
  down: boolean;
  onSort: (key: ColumnKey) => void;
  checked: AllChecked;
  onCheckAll: () => void;
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
            className={className("flex min-w-0 items-center", index === 0 && "sticky left-0 z-10 bg-grey-2 pl-2")}
          >
            {index === 0 && <CheckAll checked={props.checked} onCheckAll={props.onCheckAll} />}
            <button
              type="button"
              onClick={() => props.onSort(column.key)}
              className={className(
                "flex h-full min-w-0 flex-1 items-center gap-1 px-2 font-medium text-grey-7 text-grid outline-offset-[-2px] hover:text-grey-10",
                index === 0 && "pl-1",
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

function CheckAll({ checked, onCheckAll }: { checked: AllChecked; onCheckAll: () => void }) {
  const g = useText("grid");
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === "some";
  }, [checked]);
  return (
    <span className="grid size-6 shrink-0 place-items-center">
      <input
        ref={box}
        type="checkbox"
        aria-label={g("selectAll")}
        checked={checked === "all"}
        onChange={onCheckAll}
        className="size-4 accent-accent-7"
      />
    </span>
  );
}
