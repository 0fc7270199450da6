"use client";

import { Ellipsis } from "lucide-react";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { className } from "../../../../../_ui/class-name.ts";
import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { Menu, MenuItem } from "../../../../../_ui/menu.tsx";
import { SidePanel } from "../../../../../_ui/side-panel.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { FollowButton } from "../../notifications/follow-button.tsx";
import { CommentsTab } from "../comments/comments-tab.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { EventRow } from "../grid/event-row.ts";
import { STATUS_TONE } from "../grid/grid-cell.tsx";
import type { EventView } from "../view.ts";
import { CodeDock } from "./code-dock.tsx";
import { CodeTab } from "./code-tab.tsx";
import { DefinitionTab } from "./definition-tab.tsx";
import { HistoryTab, type LoadHistory } from "./history-tab.tsx";
import { LiveTab, type LoadLive } from "./live-tab.tsx";
import { PropertiesTab } from "./properties-tab.tsx";
import type { ReadSchema } from "./schema-editor.tsx";

export const PANEL_TABS = ["definition", "properties", "code", "live", "comments", "history"] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** Tabs where the event is edited: what that makes of its code can be looked at below. */
const EDITED: readonly PanelTab[] = ["definition", "properties"];

export interface PanelActions {
  readonly live: LoadLive;
  readonly history: LoadHistory;
  readonly schema: ReadSchema;
}

/** One event beside the grid. Tab, property and the panel itself are in the address. */
export function EventPanel(props: {
  view: EventView | undefined;
  row: EventRow | undefined;
  tab: PanelTab;
  property: string | undefined;
  onTab: (tab: PanelTab) => void;
  onProperty: (id: string | undefined) => void;
  onClose: () => void;
  actions: PanelActions;
}) {
  const t = useText("plan");
  const { view, row } = props;
  const event = view?.event;
  const status = event?.status ?? row?.status;
  const name = event?.name ?? row?.name ?? t("loading");
  return (
    <SidePanel
      title={
        <bdi title={name} className="line-clamp-3 font-mono">
          {name}
        </bdi>
      }
      subtitle={
        <p className="flex flex-wrap items-center gap-1 pt-1">
          <Badge code>{event?.callType ?? row?.callType}</Badge>
          {status && <Badge tone={STATUS_TONE[status]}>{t(`status.${status}`)}</Badge>}
          {(event?.critical ?? row?.critical) && <Badge tone="accent">{t("event.critical")}</Badge>}
        </p>
      }
      actions={event && <PanelMenu view={view} onClose={props.onClose} />}
      onClose={props.onClose}
      footer={view && EDITED.includes(props.tab) && <CodeDock key={view.event.id} view={view} />}
      tabs={<PanelTabs current={props.tab} count={row?.propertyCount} onTab={props.onTab} />}
    >
      {view ? <TabBody {...props} view={view} /> : <PanelSkeleton />}
    </SidePanel>
  );
}

function TabBody(props: Parameters<typeof EventPanel>[0] & { view: EventView }) {
  const { event, bundles } = props.view;
  switch (props.tab) {
    case "definition":
      return <DefinitionTab event={event} />;
    case "properties":
      return <PropertiesTab event={event} bundles={bundles} open={props.property} onOpen={props.onProperty} />;
    case "code":
      return <CodeTab key={event.id} view={props.view} read={props.actions.schema} />;
    case "live":
      return <LiveTab eventId={event.id} load={props.actions.live} />;
    case "comments":
      return <CommentsTab event={event} />;
    case "history":
      return <HistoryTab eventId={event.id} load={props.actions.history} />;
  }
}

function PanelTabs(props: { current: PanelTab; count: number | undefined; onTab: (tab: PanelTab) => void }) {
  const t = useText("plan");
  const format = useFormatter();
  return (
    <nav aria-label={t("panel.tabs")} className="overflow-x-auto border-b px-2">
      <ul className="flex gap-1">
        {PANEL_TABS.map((tab) => (
          <li key={tab}>
            <button
              type="button"
              aria-current={tab === props.current ? "page" : undefined}
              onClick={() => props.onTab(tab)}
              className={className(
                "-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 px-2 outline-offset-[-2px]",
                tab === props.current
                  ? "border-accent-7 font-medium"
                  : "border-transparent text-grey-7 hover:text-grey-10",
              )}
            >
              {t(`panel.${tab}`)}
              {tab === "properties" && props.count !== undefined && (
                <span className="text-grey-7 text-label">{format.number(props.count)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PanelMenu({ view, onClose }: { view: EventView; onClose: () => void }) {
  const t = useText("plan");
  const { editable, commit, facts, slug } = usePlanEditing();
  const { event } = view;
  const next = facts.events[facts.events.findIndex((one) => one.id === event.id) + 1]?.id ?? null;
  async function remove() {
    const removed = await commit([{ command: "removeObject", kind: "event", id: event.id }], {
      done: {
        text: t("event.removed", { name: event.name }),
        undo: [{ command: "addObject", entry: { kind: "event", object: event as never }, before: next }],
      },
    });
    if (removed) onClose();
  }
  return (
    <>
      <FollowButton key={event.id} slug={slug} kind="event" target={event.id} name={event.name} />
      <CopyButton text={event.name} size="small-icon" label={t("event.copyName")} />
      {editable && (
        <Menu
          align="end"
          trigger={
            <Button tone="quiet" size="icon" aria-label={t("event.actions", { name: event.name })}>
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          <MenuItem tone="danger" onSelect={() => void remove()}>
            {t("event.remove")}
          </MenuItem>
        </Menu>
      )}
    </>
  );
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      {[40, 100, 60, 100, 100].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move.
        <Skeleton key={index} className={width === 100 ? "h-8 w-full" : "h-4 w-40"} />
      ))}
    </div>
  );
}
