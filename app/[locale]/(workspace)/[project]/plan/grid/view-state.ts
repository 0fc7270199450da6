/** What a saved view keeps of the grid: absent means as at the beginning. */

import { type ColumnKey, DEFAULT_COLUMNS } from "./grid-column.ts";
import { NO_FILTER, type RowFilter } from "./row-filter.ts";

export interface ViewState {
  readonly filter: Partial<RowFilter>;
  readonly sort?: ColumnKey;
  readonly down?: boolean;
  readonly columns?: readonly ColumnKey[];
}

interface Shown {
  readonly filter: RowFilter;
  readonly sort: ColumnKey | null;
  readonly down: boolean;
  readonly columns: readonly ColumnKey[];
}

/** The state to be saved of what the grid shows. */
export function viewState({ filter, sort, down, columns }: Shown): ViewState {
  const chosen = Object.entries(filter).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(NO_FILTER[key as keyof RowFilter]),
  );
  return {
    filter: Object.fromEntries(chosen),
    ...(sort ? { sort } : {}),
    ...(down ? { down } : {}),
    ...(columns.join() === DEFAULT_COLUMNS.join() ? {} : { columns }),
  };
}

/** True when a saved view would show the same. */
export function isSameView(a: ViewState, b: ViewState): boolean {
  const ordered = ({ filter, sort, down, columns }: ViewState) =>
    JSON.stringify([Object.entries(filter).sort(([one], [other]) => one.localeCompare(other)), sort, down, columns]);
  return ordered(a) === ordered(b);
}
