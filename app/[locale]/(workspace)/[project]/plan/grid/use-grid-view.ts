"use client";

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { COLUMN_KEYS, type ColumnKey, GRID_COLUMNS } from "./grid-column.ts";
import type { RowFilter } from "./row-filter.ts";

const list = parseAsArrayOf(parseAsString, ",").withDefault([]);

const DEFAULT_HIDDEN = GRID_COLUMNS.filter((column) => column.optional).map((column) => column.key);

const PARSERS = {
  q: parseAsString.withDefault(""),
  category: list,
  status: list,
  owner: list,
  tag: list,
  source: list,
  call: list,
  critical: parseAsBoolean.withDefault(false),
  findings: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(COLUMN_KEYS),
  down: parseAsBoolean.withDefault(false),
  hidden: parseAsArrayOf(parseAsStringLiteral(COLUMN_KEYS), ",").withDefault([...DEFAULT_HIDDEN]),
};

export interface GridView {
  readonly filter: RowFilter;
  readonly sort: ColumnKey | null;
  readonly down: boolean;
  readonly hidden: readonly ColumnKey[];
  readonly setFilter: (change: Partial<RowFilter>) => void;
  readonly clearFilter: () => void;
  readonly sortBy: (key: ColumnKey) => void;
  readonly toggleColumn: (key: ColumnKey) => void;
}

/** Search, filters, order and columns of the grid. They live in the address, so a link shows what its sender saw. */
export function useGridView(): GridView {
  const [state, setState] = useQueryStates(PARSERS, { history: "replace", shallow: true, throttleMs: 150 });
  const { sort, down, hidden, q, category, status, owner, tag, source, call, critical, findings } = state;
  const filter = useMemo(
    () => ({ q, category, status, owner, tag, source, call, critical, findings }),
    [q, category, status, owner, tag, source, call, critical, findings],
  );
  const setFilter = useCallback(
    (change: Partial<RowFilter>) => void setState(change as Parameters<typeof setState>[0]),
    [setState],
  );
  return {
    filter,
    sort,
    down,
    hidden,
    setFilter,
    clearFilter: () =>
      void setState({
        q: null,
        category: null,
        status: null,
        owner: null,
        tag: null,
        source: null,
        call: null,
        critical: null,
        findings: null,
      }),
    sortBy: (key) => {
      if (sort !== key) void setState({ sort: key, down: null });
      else if (!down) void setState({ down: true });
      else void setState({ sort: null, down: null });
    },
    toggleColumn: (key) =>
      void setState({ hidden: hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key] }),
  };
}
