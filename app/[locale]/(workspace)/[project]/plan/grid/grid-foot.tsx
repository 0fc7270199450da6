"use client";

import { Columns3 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Menu, MenuChoice } from "../../../../../_ui/menu.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { GRID_COLUMNS } from "./grid-column.ts";
import type { GridView } from "./use-grid-view.ts";

/** Below the grid: what can be done, how many events are shown, which columns. */
export function GridFoot(props: { view: GridView; shown: number; total: number; children: ReactNode }) {
  const t = useText("plan");
  const format = useFormatter();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-4 py-1">
      {props.children}
      <span className="ml-auto flex items-center gap-2">
        <span role="status" className="text-grey-7 text-grid">
          {t("filter.shown", {
            shown: format.number(props.shown),
            total: format.number(props.total),
            count: props.total,
          })}
        </span>
        <Menu
          align="end"
          trigger={
            <Button size="small" tone="quiet">
              <Columns3 aria-hidden />
              {t("filter.columns")}
            </Button>
          }
        >
          {GRID_COLUMNS.slice(1).map(({ key }) => (
            <MenuChoice
              key={key}
              keepOpen
              checked={!props.view.hidden.includes(key)}
              onSelect={() => props.view.toggleColumn(key)}
            >
              {t(`column.${key}`)}
            </MenuChoice>
          ))}
        </Menu>
      </span>
    </div>
  );
}
