"use client";

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { COLUMN_KEYS, type ColumnKey, DEFAULT_COLUMNS } from "./grid-column.ts";
import type { RowFilter } from "./row-filter.ts";
import type { ViewState } from "./view-state.ts";

const list = parseAsArrayOf(parseAsString, ",").withDefault([]);

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
  columns: parseAsArrayOf(parseAsStringLiteral(COLUMN_KEYS), ",").withDefault([...DEFAULT_COLUMNS]),
  /** The saved view it began as. */
  view: parseAsString,
};

export interface GridView {
  readonly filter: RowFilter;
  readonly sort: ColumnKey | null;
  readonly down: boolean;
  /** Those shown, in their order. */
  readonly columns: readonly ColumnKey[];
  readonly view: string | null;
  readonly setFilter: (change: Partial<RowFilter>) => void;
  readonly clearFilter: () => void;
  readonly sortBy: (key: ColumnKey) => void;
  readonly setColumns: (columns: readonly ColumnKey[]) => void;
  /** Shows a saved view, or with none the grid as at the beginning. */
  readonly show: (view: { readonly id: string; readonly view: ViewState } | undefined) => void;
  readonly setView: (id: string | null) => void;
}

/** Search, filters, order and columns of the grid. They live in the address, so a link shows what its sender saw. */
export function useGridView(): GridView {
  const [state, setState] = useQueryStates(PARSERS, { history: "replace", shallow: true, throttleMs: 150 });
  const { sort, down, columns, view, q, category, status, owner, tag, source, call, critical, findings } = state;
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
    columns,
    view,
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
    setColumns: (next) => void setState({ columns: [...next] }),
    setView: (id) => void setState({ view: id }),
    show: (saved) => void setState(saved ? { ...stateOf(saved.view), view: saved.id } : null),
  };
}

type State = Parameters<ReturnType<typeof useQueryStates<typeof PARSERS>>[1]>[0];

/** The whole state of the address that shows a saved view: what it does not name goes back to the beginning. */
function stateOf({ filter, sort, down, columns }: ViewState): Exclude<State, null | ((...args: never[]) => unknown)> {
  const { q = null, category, status, owner, tag, source, call, critical = null, findings = null } = filter;
  const list = (values: readonly string[] | undefined) => (values && values.length > 0 ? [...values] : null);
  return {
    ...{ q, critical, findings, sort: sort ?? null, down: down || null },
    ...{ category: list(category), status: list(status), owner: list(owner) },
    ...{ tag: list(tag), source: list(source), call: list(call) },
    columns: columns ? [...columns] : null,
  };
}
