/** What the pages of discovery begin with, and their address: every filter stands in it. */

import { ENVIRONMENTS } from "../../../../../lib/access/source.ts";
import { DISCOVERY_DAYS, type DiscoveryFilter, SILENT_FACTORS } from "../../../../../lib/discovery/discovery.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

export type DiscoveryProps = ProjectPageProps;
export type Opened = OpenedPage<"discovery">;

export function openDiscovery(props: DiscoveryProps): Promise<Opened> {
  return openProjectPage(props, "discovery", "discovery");
}

export const VIEWS = ["events", "properties", "missing", "silent"] as const;
export type View = (typeof VIEWS)[number];

const SORTS = ["events", "users", "share", "name", "last", "silence"] as const;
export type Sort = (typeof SORTS)[number];

const DEFAULT_SORT: Readonly<Record<View, Sort>> = {
  events: "events",
  properties: "events",
  missing: "name",
  silent: "silence",
};

export interface DiscoveryAddress {
  readonly view: View;
  readonly search: string;
  readonly days: (typeof DISCOVERY_DAYS)[number];
  readonly environment: string;
  readonly source: string;
  readonly factor: (typeof SILENT_FACTORS)[number];
  readonly sort: Sort;
  readonly order: "ascending" | "descending";
  readonly page: number;
}

export function readAddress(asked: Readonly<Record<string, string | undefined>>): DiscoveryAddress {
  const view = VIEWS.find((one) => one === asked.view) ?? "events";
  const order = asked.order ?? (DEFAULT_SORT[view] === "name" ? "ascending" : "descending");
  return {
    view,
    search: asked.search ?? "",
    days: DISCOVERY_DAYS.find((days) => String(days) === asked.days) ?? 7,
    environment: ENVIRONMENTS.find((one) => one === asked.environment) ?? "",
    source: asked.source ?? "",
    factor: SILENT_FACTORS.find((factor) => String(factor) === asked.factor) ?? 3,
    sort: SORTS.find((sort) => sort === asked.sort) ?? DEFAULT_SORT[view],
    order: order === "ascending" ? "ascending" : "descending",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

/** The query that leads to an address, without what it would be read as anyway. */
export function addressQuery(address: Partial<DiscoveryAddress>): string {
  const defaults = readAddress(address.view === undefined ? {} : { view: address.view });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(address))
    if (key === "view" ? value !== "events" : value !== defaults[key as keyof DiscoveryAddress])
      query.set(key, String(value));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export function filterOf({ days, environment, source }: DiscoveryAddress): DiscoveryFilter {
  return {
    days,
    ...(environment === "" ? {} : { environment }),
    ...(source === "" ? {} : { source }),
  };
}
