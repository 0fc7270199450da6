"use client";

import { Plus } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { EditingProvider } from "../editing/editing-provider.tsx";
import { fieldEdits } from "../field-edits.ts";
import { EventPanel, PANEL_TABS, type PanelActions } from "../panel/event-panel.tsx";
import { usePlanHref } from "../use-plan-href.ts";
import type { BranchView, Changes, CommitAction, EventView, FindingsAction, PreviewAction } from "../view.ts";
import { CreateEvent, type CreateEventAction } from "./create-event.tsx";
import { EventGrid } from "./event-grid.tsx";
import type { EventRow } from "./event-row.ts";
import { FilterBar } from "./filter-bar.tsx";
import { type ColumnKey, GRID_COLUMNS } from "./grid-column.ts";
import { GridFoot } from "./grid-foot.tsx";
import { filterChoices, filterRows } from "./row-filter.ts";
import { ShortcutHelp, useShortcuts } from "./shortcuts.tsx";
import { useEventFindings } from "./use-event-findings.ts";
import { useGridView } from "./use-grid-view.ts";

export interface DeskActions extends PanelActions {
  readonly commit: CommitAction;
  readonly preview: PreviewAction;
  readonly findings: FindingsAction;
  readonly open: (slug: string, branch: string, id: string) => Promise<EventView | undefined>;
  readonly create: CreateEventAction;
}

export interface DeskProps {
  readonly view: BranchView;
  readonly rows: readonly EventRow[];
  /** The event of the address, so that a link opens on it at once. */
  readonly opened: EventView | undefined;
  readonly actions: DeskActions;
}

/** The rows with those that changed in their places, new ones at the end. Findings stay until they are known anew. */
function merged(rows: readonly EventRow[], changes: Changes): readonly EventRow[] {
  if (changes.whole) {
    const known = new Map(rows.map((row) => [row.id, row]));
    return changes.rows.map((row) => ({ ...row, findings: known.get(row.id)?.findings ?? row.findings }));
  }
  const fresh = new Map(changes.rows.map((row) => [row.id, row]));
  const put = (row: EventRow): EventRow => {
    const next = fresh.get(row.id);
    return next ? { ...next, findings: row.findings } : row;
  };
  const kept = rows.filter((row) => !changes.removed.includes(row.id)).map(put);
  const known = new Set(rows.map((row) => row.id));
  return [...kept, ...changes.rows.filter((row) => !known.has(row.id))];
}

/** The plan's events: grid, filters and the panel of one event. Everything is in memory; only saving asks the server. */
export function PlanDesk(props: DeskProps) {
  const { view, actions } = props;
  const [rows, setRows] = useState(props.rows);
  const [opened, setOpened] = useState(props.opened);
  const [address, setAddress] = useQueryStates(
    { event: parseAsString, tab: parseAsStringLiteral(PANEL_TABS).withDefault("definition"), property: parseAsString },
    { history: "push", shallow: true },
  );
  useEffect(() => setRows(props.rows), [props.rows]);
  useEffect(() => {
    if (props.opened) setOpened(props.opened);
  }, [props.opened]);

  const wanted = address.event;
  const shown = opened?.event.id === wanted ? opened : undefined;
  useEffect(() => {
    if (!wanted || opened?.event.id === wanted) return;
    let current = true;
    void actions.open(view.slug, view.branch, wanted).then((found) => {
      if (!current) return;
      if (found) setOpened(found);
      else void setAddress({ event: null, tab: null, property: null }, { history: "replace" });
    });
    return () => {
      current = false;
    };
  }, [wanted, opened, actions, view.slug, view.branch, setAddress]);

  const findings = useEventFindings({ view, load: actions.findings, focus: wanted ?? undefined, onCounts: setRows });
  const refresh = findings.refresh;
  const onChanges = useCallback(
    (changes: Changes) => {
      setRows((list) => merged(list, changes));
      if (changes.view) setOpened(changes.view);
      refresh(changes.rows.map((row) => row.id));
    },
    [refresh],
  );
  const open = useCallback((id: string) => void setAddress({ event: id, property: null }), [setAddress]);
  return (
    <EditingProvider
      view={view}
      findings={findings.focus}
      commit={actions.commit}
      preview={actions.preview}
      focus={wanted ?? undefined}
      onChanges={onChanges}
    >
      <div className="flex min-h-0 flex-1">
        <DeskGrid rows={rows} selected={wanted ?? undefined} onOpen={open} onRows={setRows} create={actions.create} />
        {wanted && (
          <EventPanel
            key={wanted}
            view={shown}
            row={rows.find((row) => row.id === wanted)}
            tab={address.tab}
            property={address.property ?? undefined}
            onTab={(tab) => void setAddress({ tab, property: null })}
            onProperty={(property) => void setAddress({ tab: "properties", property: property ?? null })}
            onClose={() => void setAddress({ event: null, tab: null, property: null })}
            actions={actions}
          />
        )}
      </div>
    </EditingProvider>
  );
}

/** How a cell's text becomes a row and the edits that save it. */
function cellEdit(
  row: EventRow,
  column: ColumnKey,
  text: string,
  language: "en" | "fr",
  categories: ReadonlyMap<string, string>,
): { readonly field: keyof EventRow; readonly row: EventRow; readonly edits: Edit[] } | undefined {
  const subject = { kind: "event", id: row.id } as const;
  const make = (field: keyof EventRow & string, value: unknown) => ({
    field,
    row: { ...row, [field]: value } as EventRow,
    edits: fieldEdits(subject, field, row[field], value),
  });
  switch (column) {
    case "name":
      return text.trim() === "" ? undefined : make("name", text.trim());
    case "displayName":
    case "description":
      return make(column, { ...row[column], [language]: text });
    case "category":
      return make("category", [...categories].find(([, name]) => name === text)?.[0]);
    case "status":
      return make("status", text);
    case "owner":
      return make("owner", text.trim() || undefined);
    case "tags":
    case "sources":
      return make(column, [
        ...new Set(
          text
            .split(/[,;]/)
            .map((one) => one.trim())
            .filter(Boolean),
        ),
      ]);
    default:
      return undefined;
  }
}

function DeskGrid(props: {
  rows: readonly EventRow[];
  selected: string | undefined;
  onOpen: (id: string) => void;
  onRows: (change: (rows: readonly EventRow[]) => readonly EventRow[]) => void;
  create: CreateEventAction;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const { facts, editable, commit } = usePlanEditing();
  const href = usePlanHref();
  const grid = useGridView();
  const search = useRef<HTMLInputElement>(null);
  const [creating, setCreating] = useState(false);
  const categories = useMemo(() => new Map(facts.categories.map((one) => [one.id, one.label])), [facts.categories]);
  const choices = useMemo(() => filterChoices(props.rows), [props.rows]);
  const shown = useMemo(() => filterRows(props.rows, grid.filter), [props.rows, grid.filter]);
  const columns = useMemo(() => GRID_COLUMNS.filter((column) => !grid.hidden.includes(column.key)), [grid.hidden]);
  const shortcuts = useShortcuts({ "/": () => search.current?.focus(), c: () => editable && setCreating(true) });

  async function edit(row: EventRow, column: ColumnKey, text: string) {
    const change = cellEdit(row, column, text, language, categories);
    if (!change || change.edits.length === 0) return;
    const { field } = change;
    const put = (next: (now: EventRow) => EventRow) =>
      props.onRows((rows) => rows.map((one) => (one.id === row.id ? next(one) : one)));
    put((now) => ({ ...now, [field]: change.row[field] }));
    if (await commit(change.edits)) return;
    // Only what still shows the refused value goes back: after a late save the cell already holds what somebody else wrote.
    put((now) => (now[field] === change.row[field] ? { ...now, [field]: row[field] } : now));
  }
  if (props.rows.length === 0)
    return (
      <div className="min-w-0 flex-1">
        <EmptyState
          title={t("grid.emptyTitle")}
          text={t("grid.emptyText")}
          example={t("grid.emptyExample")}
          action={
            editable && (
              <>
                <Button tone="primary" onClick={() => setCreating(true)}>
                  <Plus aria-hidden />
                  {t("create.open")}
                </Button>
                <LinkButton href={href("import")}>{t("import.open")}</LinkButton>
              </>
            )
          }
        />
        <CreateEvent open={creating} onOpenChange={setCreating} create={props.create} onCreated={props.onOpen} />
      </div>
    );
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <FilterBar view={grid} choices={choices} categories={categories} search={search} />
      {shown.length === 0 ? (
        <EmptyState
          className="border-t"
          title={t("filter.nothing")}
          action={<Button onClick={grid.clearFilter}>{t("filter.clear")}</Button>}
        />
      ) : (
        <EventGrid
          rows={shown}
          total={props.rows.length}
          columns={columns}
          sort={grid.sort}
          down={grid.down}
          onSort={grid.sortBy}
          categories={categories}
          owners={facts.owners}
          selected={props.selected}
          onOpen={props.onOpen}
          onEdit={editable ? (row, column, text) => void edit(row, column, text) : undefined}
        />
      )}
      <GridFoot view={grid} shown={shown.length} total={props.rows.length}>
        {editable && (
          <Button size="small" tone="quiet" onClick={() => setCreating(true)} aria-keyshortcuts="c">
            <Plus aria-hidden />
            {t("create.open")}
          </Button>
        )}
        <ShortcutHelp {...shortcuts} />
      </GridFoot>
      <CreateEvent
        open={creating}
        onOpenChange={setCreating}
        create={props.create}
        onCreated={(id, name) => {
          toast({ text: t("create.done", { name }) });
          props.onOpen(id);
        }}
      />
    </div>
  );
}
