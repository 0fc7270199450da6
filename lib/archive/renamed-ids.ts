/** Ids of an archive in this installation: their own where they are free, else new ones, everywhere they are named. */

import type pg from "pg";
import { type IdPrefix, newId } from "../base/id.ts";
import type { InspectedArchive } from "./inspect-archive.ts";
import type { Row } from "./row-schemas.ts";

export type NewIds = ReadonlyMap<string, string>;

/** Kept once for all under the hash of their content. */
const SHARED = new Set(["PlanSnapshot"]);
const AT_ONCE = 5000;

function freshId(id: string): string {
  return newId((/^([a-z]{3})_/.exec(id)?.[1] ?? "rev") as IdPrefix);
}

/** For every id that is taken here, another. */
export async function newIdsFor(client: pg.Client, { ids }: InspectedArchive): Promise<Map<string, string>> {
  const given = new Map<string, string>();
  for (const [table, own] of ids) {
    if (SHARED.has(table)) continue;
    const all = [...own];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      const { rows } = await client.query<{ id: string }>(`select "id" from "${table}" where "id" = any($1)`, [some]);
      for (const { id } of rows) given.set(id, freshId(id));
    }
  }
  return given;
}

/** What a hash was taken of, the hash, and a template's first id are the same in every installation. */
const KEPT = new Set(["document", "hash", "origin"]);

/** The row with every id that has another put in its place, in texts that are one and in keys, but in what is kept as it is. */
export function withNewIds(row: Row, ids: NewIds): Row {
  if (ids.size === 0) return row;
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, KEPT.has(column) ? value : renamed(value, ids)]),
  );
}

function renamed(value: unknown, ids: NewIds): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [ids.get(key) ?? key, renamed(item, ids)]));
}
