"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { ShownFinding } from "../editing/editing-context.tsx";
import { EditingProvider } from "../editing/editing-provider.tsx";
import { EventPanel, PANEL_TABS, type PanelActions } from "../panel/event-panel.tsx";
import type {
  BranchView,
  Changes,
  CommitAction,
  EventView,
  FindingsAction,
  PreviewAction,
  UndoAction,
} from "../view.ts";
import type { EventRow } from "./event-row.ts";
import { type GridActions, GridDesk, type GridPerson } from "./grid-desk.tsx";
import { useEventFindings } from "./use-event-findings.ts";

export interface DeskActions extends PanelActions, GridActions {
  readonly commit: CommitAction;
  readonly preview: PreviewAction;
  readonly undo: UndoAction;
  readonly findings: FindingsAction;
  readonly open: (slug: string, branch: string, id: string) => Promise<EventView | undefined>;
}

export interface DeskProps {
  readonly view: BranchView;
  /** JSON text of the events' lines (`EventRow`). */
  readonly rows: string;
  /** The event of the address, so that a link opens on it at once. */
  readonly opened: EventView | undefined;
  /** Its findings, where they are known already: what comes later moves what stands below. */
  readonly found: readonly ShownFinding[] | undefined;
  readonly person: GridPerson;
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

/** The same saving, with how often it has added or removed something. */
function useReshaping(save: CommitAction): { readonly commit: CommitAction; readonly reshaped: number } {
  const [reshaped, setReshaped] = useState(0);
  const commit = useCallback<CommitAction>(
    async (...request) => {
      const answer = await save(...request);
      const [, , , edits] = request;
      const reshapes = edits.some(({ command }) => command === "addObject" || command === "removeObject");
      if (answer.ok && reshapes) setReshaped((count) => count + 1);
      return answer;
    },
    [save],
  );
  return { commit, reshaped };
}

/** The plan's events: grid, filters and the panel of one event. Everything is in memory; only saving asks the server. */
export function PlanDesk(props: DeskProps) {
  const { view, actions } = props;
  const given = useMemo(() => JSON.parse(props.rows) as readonly EventRow[], [props.rows]);
  const [rows, setRows] = useState(given);
  const [opened, setOpened] = useState(props.opened);
  const [address, setAddress] = useQueryStates(
    { event: parseAsString, tab: parseAsStringLiteral(PANEL_TABS).withDefault("definition"), property: parseAsString },
    { history: "push", shallow: true },
  );
  useEffect(() => setRows(given), [given]);
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

  const findings = useEventFindings({
    view,
    load: actions.findings,
    focus: wanted ?? undefined,
    found: props.found,
    onCounts: setRows,
  });
  const refresh = findings.refresh;
  const onChanges = useCallback(
    (changes: Changes) => {
      setRows((list) => merged(list, changes));
      if (changes.view) setOpened(changes.view);
      refresh(changes.rows.map((row) => row.id));
    },
    [refresh],
  );
  const { commit, reshaped } = useReshaping(actions.commit);
  const open = useCallback((id: string) => void setAddress({ event: id, property: null }), [setAddress]);
  return (
    <EditingProvider
      view={view}
      findings={findings.focus}
      commit={commit}
      preview={actions.preview}
      undo={actions.undo}
      focus={wanted ?? undefined}
      onChanges={onChanges}
    >
      <div className="flex min-h-0 flex-1">
        <GridDesk
          rows={rows}
          opened={wanted ?? undefined}
          onOpen={open}
          onRows={setRows}
          reshaped={reshaped}
          person={props.person}
          actions={actions}
        />
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
