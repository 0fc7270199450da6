"use client";

import { Keyboard, Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { SavedView } from "../../../../../../lib/plan/store-view.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { type KeepSingleKeys, useShortcuts } from "../../../../../_ui/shortcuts.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { StartFromTemplate } from "../templates/start-from-template.tsx";
import { usePlanHref } from "../use-plan-href.ts";
import { CreateEvent, type CreateEventAction } from "./create-event.tsx";
import { EventGrid } from "./event-grid.tsx";
import type { EventRow } from "./event-row.ts";
import { FilterBar } from "./filter-bar.tsx";
import { columnsOf } from "./grid-column.ts";
import { GridFoot } from "./grid-foot.tsx";
import { type CellRange, sizeOf } from "./grid-position.ts";
import { LazyBulkBar, LazyPasteDialog, LazyShortcutHelp } from "./lazy-parts.ts";
import { filterChoices, filterRows } from "./row-filter.ts";
import { sortRows } from "./sort-rows.ts";
import { type CreateEventsAction, useCellActs } from "./use-cell-acts.ts";
import { useCellWords } from "./use-cell-words.ts";
import { useGridView } from "./use-grid-view.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { useRowChecks } from "./use-row-checks.ts";
import { type SetRows, useRowEdits } from "./use-row-edits.ts";
import { useViews, type ViewActions } from "./use-views.ts";
import { ViewsMenu } from "./views-menu.tsx";

export interface GridActions {
  readonly create: CreateEventAction;
  readonly createEvents: CreateEventsAction;
  readonly views: ViewActions;
  readonly keepSingleKeys: KeepSingleKeys;
}

/** What the grid knows of who looks at it. */
export interface GridPerson {
  readonly singleKeys: boolean;
  readonly views: readonly SavedView[];
}

interface GridDeskProps {
  readonly rows: readonly EventRow[];
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onRows: SetRows;
  /** How often one has added or removed something oneself: rows that were held are let go then. */
  readonly reshaped: number;
  readonly person: GridPerson;
  readonly actions: GridActions;
}

/** Whether the dialog of a new event is open; an address may ask for it (`?new=event`). */
function useCreating(): readonly [boolean, (open: boolean) => void] {
  const { editable } = usePlanEditing();
  const [asked, setAsked] = useQueryState(
    "new",
    parseAsStringLiteral(["event"]).withOptions({ history: "replace", shallow: true }),
  );
  return [editable && asked === "event", (open) => void setAsked(open ? "event" : null)];
}

const ONE_CELL: CellRange = { top: 0, bottom: 0, left: 0, right: 0 };

/** The grid with all that stands around it: filters, views, what can be done with what is selected. */
export function GridDesk(props: GridDeskProps) {
  const { editable, slug } = usePlanEditing();
  const grid = useGridView();
  const words = useCellWords();
  const search = useRef<HTMLInputElement>(null);
  const [creating, setCreating] = useCreating();
  const [range, setRange] = useState(ONE_CELL);
  const { rows, actions, reshaped } = props;
  const choices = useMemo(() => filterChoices(rows), [rows]);
  // What is typed is shown at once; the rows follow when there is time for them.
  const asked = useDeferredValue(grid.filter);
  const filtered = useMemo(() => filterRows(rows, asked), [rows, asked]);
  const sorted = useMemo(
    () => sortRows(filtered, grid.sort, grid.down, words),
    [filtered, grid.sort, grid.down, words],
  );
  const [hold, setHold] = useState(false);
  const order = useMemo(
    () => JSON.stringify([grid.filter, grid.sort, grid.down, reshaped]),
    [grid.filter, grid.sort, grid.down, reshaped],
  );
  const shown = useHeldRows(sorted, rows, order, hold);
  const columns = useMemo(() => columnsOf(grid.columns), [grid.columns]);
  const categories = words.references.category;
  const checks = useRowChecks(rows, shown);
  const views = useViews(slug, props.person.views, actions.views);
  const apply = useRowEdits(props.onRows);
  const cells = useCellActs({
    ...{ rows: shown, all: rows, columns: columns.map((column) => column.key), words, apply },
    createEvents: actions.createEvents,
  });
  const shortcuts = useShortcuts(
    { "/": () => search.current?.focus(), c: () => editable && setCreating(true) },
    { singleKeys: props.person.singleKeys, keep: actions.keepSingleKeys },
  );
  const checked = useMemo(() => rows.filter((row) => checks.checked.has(row.id)), [rows, checks.checked]);
  // Going from one cell to the next changes nothing around the grid.
  const selectRange = useCallback(
    (next: CellRange) => setRange((before) => (sizeOf(before) === 1 && sizeOf(next) === 1 ? before : next)),
    [],
  );
  const create = <CreateDialog {...props} open={creating} onOpenChange={setCreating} />;
  if (rows.length === 0)
    return (
      <div className="min-w-0 flex-1">
        <NoEvents onCreate={() => setCreating(true)} />
        {create}
      </div>
    );
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <FilterBar view={grid} choices={choices} categories={categories} search={search}>
        <ViewsMenu grid={grid} views={views} mayShare={editable} />
      </FilterBar>
      {shown.length === 0 ? (
        <NothingLeft onClear={grid.clearFilter} />
      ) : (
        <EventGrid
          rows={shown}
          columns={columns}
          words={words}
          sort={grid.sort}
          down={grid.down}
          onSort={grid.sortBy}
          opened={props.opened}
          onOpen={props.onOpen}
          checked={checks.checked}
          onCheck={checks.check}
          onCheckAll={checks.checkAll}
          onRange={selectRange}
          onHold={setHold}
          order={order}
          copy={cells.copy}
          acts={editable ? cells.acts : undefined}
        />
      )}
      {checked.length > 0 && (
        <LazyBulkBar
          rows={checked}
          hidden={checked.length - shown.filter((row) => checks.checked.has(row.id)).length}
          editable={editable}
          apply={apply}
          onClear={checks.clear}
        />
      )}
      <GridFoot
        view={grid}
        shown={shown.length}
        total={rows.length}
        cells={shown.length > 0 ? sizeOf(range) : 0}
        onFill={editable && range.top !== range.bottom ? () => cells.acts.fill(range) : undefined}
      >
        <FootActs editable={editable} onCreate={() => setCreating(true)} onHelp={() => shortcuts.setHelpOpen(true)} />
      </GridFoot>
      {create}
      {shortcuts.helpOpen && <LazyShortcutHelp {...shortcuts} />}
      {cells.pasting && (
        <LazyPasteDialog
          plan={cells.pasting.plan}
          rows={cells.pasting.rows}
          onApply={cells.applyPaste}
          onClose={cells.endPaste}
        />
      )}
    </div>
  );
}

function FootActs(props: { editable: boolean; onCreate: () => void; onHelp: () => void }) {
  const t = useText("plan");
  return (
    <>
      {props.editable && (
        <Button size="small" tone="quiet" onClick={props.onCreate} aria-keyshortcuts="c">
          <Plus aria-hidden />
          {t("create.open")}
        </Button>
      )}
      <Button size="small" tone="quiet" onClick={props.onHelp} aria-keyshortcuts="?">
        <Keyboard aria-hidden />
        {t("shortcut.title")}
      </Button>
    </>
  );
}

function NothingLeft({ onClear }: { onClear: () => void }) {
  const t = useText("plan");
  return (
    <EmptyState
      className="border-t"
      title={t("filter.nothing")}
      action={<Button onClick={onClear}>{t("filter.clear")}</Button>}
    />
  );
}

function CreateDialog(props: GridDeskProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useText("plan");
  return (
    <CreateEvent
      open={props.open}
      onOpenChange={props.onOpenChange}
      create={props.actions.create}
      onCreated={(id, name) => {
        toast({ text: t("create.done", { name }) });
        props.onOpen(id);
      }}
    />
  );
}

function NoEvents({ onCreate }: { onCreate: () => void }) {
  const t = useText("plan");
  const { editable } = usePlanEditing();
  const href = usePlanHref();
  return (
    <EmptyState
      title={t("grid.emptyTitle")}
      text={t("grid.emptyText")}
      example={t("grid.emptyExample")}
      action={
        editable && (
          <>
            <Button tone="primary" onClick={onCreate}>
              <Plus aria-hidden />
              {t("create.open")}
            </Button>
            <LinkButton href={href("workshop")}>{t("import.workshop")}</LinkButton>
            <StartFromTemplate />
            <LinkButton href={href("import")}>{t("import.open")}</LinkButton>
          </>
        )
      }
    />
  );
}
