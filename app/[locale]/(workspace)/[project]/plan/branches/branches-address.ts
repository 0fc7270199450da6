/** What the list of branches shows, as its address says it. */

import { BRANCH_SORTS, BRANCH_STATES, type BranchSearch } from "../../../../../../lib/plan/store-branch.ts";
import { oneOf } from "../branch-view.ts";

export const LISTED_STATES = ["going", ...BRANCH_STATES, "any"] as const;

export interface BranchesAddress {
  readonly search: string;
  readonly state: (typeof LISTED_STATES)[number];
  readonly sort: NonNullable<BranchSearch["sort"]>;
  readonly page: number;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Whatever an address says, in bounds: what is being worked on, latest change first, unless told otherwise. */
export function readBranchesAddress(query: Query): BranchesAddress {
  const page = Number(oneOf(query.page));
  return {
    search: (oneOf(query.search) ?? "").slice(0, 200),
    state: LISTED_STATES.find((state) => state === oneOf(query.state)) ?? "going",
    sort: BRANCH_SORTS.find((sort) => sort === oneOf(query.sort)) ?? "changed",
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

export function branchesQuery({ search, state, sort, page }: BranchesAddress): string {
  const params = new URLSearchParams();
  if (search) params.set("search", search);
  if (state !== "going") params.set("state", state);
  if (sort !== "changed") params.set("sort", sort);
  if (page > 1) params.set("page", String(page));
  const query = params.toString();
  return query ? `?${query}` : "";
}

/** Whether something may be hidden that a wider filter would show. */
export function isFiltered({ search, state, page }: BranchesAddress): boolean {
  return search !== "" || (state !== "any" && state !== "going") || page > 1;
}
