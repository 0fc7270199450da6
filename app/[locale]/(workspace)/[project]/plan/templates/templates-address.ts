/** What the list of templates shows, as its address says it. */

import { HOUSE_SORTS } from "../../../../../../lib/template/store-house.ts";
import type { PageQuery } from "../../../../../_access/page-query.ts";

export interface TemplatesAddress {
  readonly search: string;
  readonly sort: (typeof HOUSE_SORTS)[number];
  readonly page: number;
}

export function readTemplatesAddress({ search = "", sort, page }: PageQuery): TemplatesAddress {
  const number = Number(page);
  return {
    search: search.slice(0, 200),
    sort: HOUSE_SORTS.find((one) => one === sort) ?? "changed",
    page: Number.isInteger(number) && number >= 1 && number <= 10_000 ? number : 1,
  };
}

/** Only what differs from the usual. */
export function templatesQuery({ search, sort, page }: TemplatesAddress): Readonly<Record<string, string>> {
  return {
    ...(search === "" ? {} : { search }),
    ...(sort === "changed" ? {} : { sort }),
    ...(page === 1 ? {} : { page: String(page) }),
  };
}
