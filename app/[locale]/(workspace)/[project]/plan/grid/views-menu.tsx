"use client";

import { Bookmark, ChevronDown } from "lucide-react";
import { useState } from "react";
import type { SavedView } from "../../../../../../lib/plan/store-view.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../../../../../_ui/menu.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { LazyViewDialog } from "./lazy-parts.ts";
import type { GridView } from "./use-grid-view.ts";
import type { Views } from "./use-views.ts";
import { isSameView, type ViewState, viewState } from "./view-state.ts";

/** Saved views of the grid: shown at a click, kept under a name, shared with the project. */
export function ViewsMenu(props: { grid: GridView; views: Views; mayShare: boolean }) {
  const g = useText("grid");
  const { grid, views } = props;
  const [asking, setAsking] = useState<"new" | "edit">();
  const current = views.list.find(({ id }) => id === grid.view);
  const now = viewState(grid);
  const changed = current !== undefined && !isSameView(current.view as ViewState, now);
  async function save(name: string, shared: boolean): Promise<boolean> {
    const change = { name, shared };
    const id =
      asking === "edit" && current
        ? await views.update(current, change)
        : await views.create({ ...change, view: state() });
    if (id === undefined) return false;
    grid.setView(id);
    toast({ text: g("view.saved", { name }) });
    return true;
  }
  const state = () => JSON.parse(JSON.stringify(now)) as SavedView["view"];
  async function update() {
    if (current && (await views.update(current, { view: state() })) !== undefined)
      toast({ text: g("view.saved", { name: current.name }) });
  }
  const item = (view: SavedView) => (
    <MenuItem key={view.id} onSelect={() => grid.show({ id: view.id, view: view.view as ViewState })}>
      <span className="min-w-0 break-words">
        {view.name}
        {!view.own && (
          <span className="block text-grey-7 text-label">{g("view.sharedBy", { name: view.ownerName })}</span>
        )}
      </span>
    </MenuItem>
  );
  const shared = views.list.filter((view) => view.shared);
  const own = views.list.filter((view) => !view.shared);
  return (
    <>
      <Menu
        trigger={
          <Button size="small" tone={current ? "primary" : "plain"} className="min-w-0 max-w-44">
            <Bookmark aria-hidden />
            <span className="truncate">
              {current?.name ?? g("view.menu")}
              {changed && " *"}
            </span>
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => grid.show(undefined)}>{g("view.all")}</MenuItem>
        {own.length > 0 && <MenuLabel>{g("view.mine")}</MenuLabel>}
        {own.map(item)}
        {shared.length > 0 && <MenuLabel>{g("view.shared")}</MenuLabel>}
        {shared.map(item)}
        {views.list.length === 0 && <MenuLabel>{g("view.none")}</MenuLabel>}
        <MenuSeparator />
        {current?.editable && changed && (
          <MenuItem onSelect={() => void update()}>{g("view.update", { name: current.name })}</MenuItem>
        )}
        <MenuItem onSelect={() => setAsking("new")}>{g("view.save")}</MenuItem>
        {current?.editable && (
          <>
            <MenuItem onSelect={() => setAsking("edit")}>{g("view.edit", { name: current.name })}</MenuItem>
            <MenuItem
              tone="danger"
              onSelect={() => {
                grid.setView(null);
                void views.remove(current);
              }}
            >
              {g("view.remove", { name: current.name })}
            </MenuItem>
          </>
        )}
      </Menu>
      {asking && (
        <LazyViewDialog
          title={asking === "edit" && current ? g("view.edit", { name: current.name }) : g("view.save")}
          name={asking === "edit" ? (current?.name ?? "") : ""}
          shared={asking === "edit" ? (current?.shared ?? false) : false}
          mayShare={props.mayShare}
          onSave={save}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
