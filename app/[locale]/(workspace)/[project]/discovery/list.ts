/** The rows of a view of discovery, searched and sorted as its address says. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import {
  type Came,
  type Discovered,
  loadDiscovered,
  loadUnplannedProperties,
  type MissingEvent,
  type PropertiesRead,
  type SilentEvent,
  type UnplannedProperty,
} from "../../../../../lib/discovery/discovery.ts";
import { type DiscoveryAddress, filterOf, type Sort } from "./page-of.ts";

export interface Listed {
  readonly discovered: Discovered;
  /** Read for the view of properties alone: it takes longest. */
  readonly read?: PropertiesRead<UnplannedProperty>;
  readonly events: readonly Came[];
  readonly properties: readonly UnplannedProperty[];
  readonly missing: readonly MissingEvent[];
  readonly silent: readonly SilentEvent[];
}

interface Sortable {
  readonly name: string;
  readonly property?: string;
  readonly events?: number;
  readonly users?: number;
  readonly share?: number;
  readonly lastSeen?: Date;
  readonly silence?: number;
}

function measure(row: Sortable, sort: Sort): number | string {
  switch (sort) {
    case "name":
      return `${row.name} ${row.property ?? ""}`.toLowerCase();
    case "last":
      return row.lastSeen?.getTime() ?? 0;
    default:
      return row[sort] ?? 0;
  }
}

function listed<Row extends Sortable>(rows: readonly Row[], { search, sort, order }: DiscoveryAddress): readonly Row[] {
  const needle = search.trim().toLowerCase();
  const sign = order === "ascending" ? 1 : -1;
  return rows
    .filter((row) => `${row.name} ${row.property ?? ""}`.toLowerCase().includes(needle))
    .toSorted((a, b) => {
      const [one, other] = [measure(a, sort), measure(b, sort)];
      return one === other ? 0 : one < other ? -sign : sign;
    });
}

export async function loadList(project: AuthorizedProject, address: DiscoveryAddress): Promise<Listed> {
  const filter = filterOf(address);
  const [discovered, read] = await Promise.all([
    loadDiscovered(project, filter, address.factor),
    address.view === "properties" ? loadUnplannedProperties(project, filter) : undefined,
  ]);
  return {
    discovered,
    ...(read === undefined ? {} : { read }),
    events: listed(discovered.unplanned, address),
    properties: listed(read?.items ?? [], address),
    missing: listed(discovered.missing, address),
    silent: listed(discovered.silent, address),
  };
}
