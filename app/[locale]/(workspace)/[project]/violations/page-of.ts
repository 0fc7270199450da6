/** What the pages about violations begin with, and their address: every filter stands in it. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { readDirectory } from "../../../../../lib/review/directory.ts";
import { VIOLATION_STATES, type ViolationState } from "../../../../../lib/violation/state.ts";
import type { ViolationFilter } from "../../../../../lib/violation/store.ts";
import { VIOLATION_CODES, type ViolationCode } from "../../../../../lib/violation/violation.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

import type { Assignee } from "./decide-dialog.tsx";

export type ViolationsProps = ProjectPageProps;
export type Opened = OpenedPage<"violation">;

export function openViolations(props: ViolationsProps): Promise<Opened> {
  return openProjectPage(props, "violation", "violations");
}

/** The people a violation may be assigned to, by name. */
export async function assignees({ workspaceId }: AuthorizedProject): Promise<readonly Assignee[]> {
  const { people } = await readDirectory({ workspaceId });
  return people.map(({ personId, name, email }) => ({ personId, name: name || email }));
}

export const SORTS = ["impact", "users", "events", "last_seen", "first_seen"] as const;
export type Sort = (typeof SORTS)[number];
export const SPANS = [1, 7, 30, 90] as const;
const DAY = 86_400_000;

export interface ViolationAddress {
  readonly search: string;
  readonly source: string;
  readonly code: ViolationCode | "";
  /** Empty: those that wait for somebody, open and regressed. */
  readonly state: ViolationState | "all" | "";
  readonly days: (typeof SPANS)[number];
  readonly sort: Sort;
  readonly page: number;
}

export function readAddress(asked: Readonly<Record<string, string | undefined>>): ViolationAddress {
  const states = [...VIOLATION_STATES, "all"] as const;
  return {
    search: asked.search ?? "",
    source: asked.source ?? "",
    code: VIOLATION_CODES.find((code) => code === asked.code) ?? "",
    state: states.find((state) => state === asked.state) ?? "",
    days: SPANS.find((days) => String(days) === asked.days) ?? 30,
    sort: SORTS.find((sort) => sort === asked.sort) ?? "impact",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

/** The query that leads to an address, defaults left out. */
export function addressQuery(address: Partial<ViolationAddress>): string {
  const query = new URLSearchParams();
  const defaults = readAddress({}) as unknown as Record<string, unknown>;
  for (const [key, value] of Object.entries(address))
    if (value !== undefined && value !== defaults[key]) query.set(key, String(value));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export function filterOf(address: ViolationAddress): ViolationFilter {
  return {
    from: new Date(Date.now() - address.days * DAY),
    sort: address.sort,
    page: address.page,
    ...(address.search === "" ? {} : { search: address.search }),
    ...(address.source === "" ? {} : { sources: [address.source] }),
    ...(address.code === "" ? {} : { codes: [address.code] }),
    ...(address.state === "" ? {} : { states: address.state === "all" ? [...VIOLATION_STATES] : [address.state] }),
  };
}
