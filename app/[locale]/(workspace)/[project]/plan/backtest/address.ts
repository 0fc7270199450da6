/** The address of a back-test's results: run, filters, order and page stand in it. */

import type { EffectRow } from "../../../../../../lib/backtest/backtest.ts";
import type { PageQuery } from "../../../../../_access/page-query.ts";

export const SHOWN = ["changed", "failing", "passing", "all"] as const;
export const SORTS = ["failing", "passing", "conformant", "violating", "name"] as const;

export interface ResultAddress {
  readonly branch: string;
  readonly run: string;
  readonly event: string;
  readonly source: string;
  readonly show: (typeof SHOWN)[number];
  readonly sort: (typeof SORTS)[number];
  readonly page: number;
}

export function readAddress(asked: PageQuery): ResultAddress {
  return {
    branch: asked.branch || "main",
    run: asked.run ?? "",
    event: asked.event ?? "",
    source: asked.source ?? "",
    show: SHOWN.find((show) => show === asked.show) ?? "changed",
    sort: SORTS.find((sort) => sort === asked.sort) ?? "failing",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

/** The query that leads to an address, defaults left out; the branch is always named. */
export function addressQuery(address: ResultAddress): string {
  const query = new URLSearchParams({ branch: address.branch });
  const defaults = readAddress({});
  for (const key of ["run", "event", "source", "show", "sort", "page"] as const) {
    if (address[key] !== defaults[key]) query.set(key, String(address[key]));
  }
  return `?${query}`;
}

const PER_PAGE = 50;

export interface ShownRows {
  readonly rows: readonly EffectRow[];
  readonly found: number;
  readonly pages: number;
}

function isShown({ event, source, totals }: EffectRow, address: ResultAddress): boolean {
  if (address.event !== "" && event !== address.event) return false;
  if (address.source !== "" && source !== address.source) return false;
  if (address.show === "all") return true;
  if (address.show === "changed") return totals.failing + totals.passing > 0;
  return totals[address.show] > 0;
}

/** The rows an address asks for, in its order. */
export function shownRows(all: readonly EffectRow[], address: ResultAddress): ShownRows {
  const { sort } = address;
  const found = all.filter((row) => isShown(row, address));
  const ordered = found.toSorted((a, b) =>
    sort === "name" ? a.name.localeCompare(b.name) : b.totals[sort] - a.totals[sort],
  );
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const from = (Math.min(address.page, pages) - 1) * PER_PAGE;
  return { rows: ordered.slice(from, from + PER_PAGE), found: found.length, pages };
}
