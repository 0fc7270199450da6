"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useMemo, useRef, useState } from "react";
import type { EventRow } from "./event-row.ts";
import { readChecks, toggled, toggledAll, writeChecks } from "./row-checks.ts";

export interface RowChecks {
  readonly checked: ReadonlySet<string>;
  /** With `upTo`, all rows from the one checked last. */
  readonly check: (id: string, upTo: boolean) => void;
  readonly checkAll: () => void;
  readonly clear: () => void;
}

/** Which events are checked. The address names them as long as they are few enough, or all that are shown. */
export function useRowChecks(rows: readonly EventRow[], shown: readonly EventRow[]): RowChecks {
  const [named, setNamed] = useQueryState("rows", parseAsString.withOptions({ history: "replace", shallow: true }));
  const all = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  const ids = useMemo(() => shown.map((row) => row.id), [shown]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => readChecks(named, ids, all));
  const last = useRef<string>(undefined);
  const checked = useMemo(() => new Set([...chosen].filter((id) => all.has(id))), [chosen, all]);
  const latest = useRef({ checked, ids });
  latest.current = { checked, ids };
  const put = useCallback(
    (next: ReadonlySet<string>) => {
      setChosen(next);
      void setNamed(writeChecks(next, latest.current.ids) ?? null);
    },
    [setNamed],
  );
  const check = useCallback(
    (id: string, upTo: boolean) => {
      put(toggled(latest.current.checked, latest.current.ids, id, upTo ? last.current : undefined));
      last.current = id;
    },
    [put],
  );
  const checkAll = useCallback(() => put(toggledAll(latest.current.checked, latest.current.ids)), [put]);
  const clear = useCallback(() => put(new Set()), [put]);
  return { checked, check, checkAll, clear };
}
