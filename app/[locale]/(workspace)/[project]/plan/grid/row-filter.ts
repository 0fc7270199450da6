/** Which lines of the grid are shown: in memory, so that typing repaints at once. */

import { plainWords, searchWords } from "../../../../../../lib/base/plain-words.ts";
import { CALL_TYPES, STATUSES } from "../../../../../../lib/plan/plan.ts";
import type { EventRow } from "./event-row.ts";

export interface RowFilter {
  readonly q: string;
  readonly category: readonly string[];
  readonly status: readonly string[];
  readonly owner: readonly string[];
  readonly tag: readonly string[];
  readonly source: readonly string[];
  readonly call: readonly string[];
  readonly critical: boolean;
  readonly findings: boolean;
}

export const NO_FILTER: RowFilter = {
  q: "",
  category: [],
  status: [],
  owner: [],
  tag: [],
  source: [],
  call: [],
  critical: false,
  findings: false,
};

/** Stands for "none" in a list of choices: events without a category, an owner ... */
export const NONE = "~";

const haystacks = new WeakMap<EventRow, string>();

function haystack(row: EventRow): string {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const parts = [
    row.name,
    ...Object.values(row.displayName),
    ...Object.values(row.description),
    ...row.propertyNames,
    ...row.tags,
  ];
  const text = plainWords(parts.join("\n"));
  haystacks.set(row, text);
  return text;
}

function oneOf(chosen: readonly string[], value: string | undefined): boolean {
  return chosen.length === 0 || chosen.includes(value || NONE);
}

function anyOf(chosen: readonly string[], values: readonly string[]): boolean {
  if (chosen.length === 0) return true;
  return values.length === 0 ? chosen.includes(NONE) : values.some((value) => chosen.includes(value));
}

/** The lines that pass: every word of `q` must occur somewhere, and each list of choices must hold. */
export function filterRows(rows: readonly EventRow[], filter: RowFilter): readonly EventRow[] {
  const words = searchWords(filter.q);
  return rows.filter(
    (row) =>
      (!filter.critical || row.critical) &&
      (!filter.findings || row.findings.count > 0) &&
      oneOf(filter.category, row.category) &&
      oneOf(filter.status, row.status) &&
      oneOf(filter.owner, row.owner) &&
      oneOf(filter.call, row.callType) &&
      anyOf(filter.tag, row.tags) &&
      anyOf(filter.source, row.sources) &&
      words.every((word) => haystack(row).includes(word)),
  );
}

export type ChoiceFilter = "category" | "status" | "owner" | "tag" | "source" | "call";

/** The values each list of choices can offer, from the lines themselves, most used first. */
export function filterChoices(rows: readonly EventRow[]): Readonly<Record<ChoiceFilter, readonly string[]>> {
  const counts: Record<ChoiceFilter, Map<string, number>> = {
    category: new Map(),
    status: new Map(),
    owner: new Map(),
    tag: new Map(),
    source: new Map(),
    call: new Map(),
  };
  const count = (kind: ChoiceFilter, value: string) => counts[kind].set(value, (counts[kind].get(value) ?? 0) + 1);
  for (const row of rows) {
    count("category", row.category ?? NONE);
    count("owner", row.owner || NONE);
    for (const tag of row.tags.length > 0 ? row.tags : [NONE]) count("tag", tag);
    for (const source of row.sources.length > 0 ? row.sources : [NONE]) count("source", source);
  }
  const ranked = (kind: ChoiceFilter) =>
    [...counts[kind]]
      .sort((a, b) => Number(a[0] === NONE) - Number(b[0] === NONE) || b[1] - a[1] || a[0].localeCompare(b[0]))
      .map(([value]) => value);
  return {
    category: ranked("category"),
    owner: ranked("owner"),
    tag: ranked("tag"),
    source: ranked("source"),
    status: STATUSES,
    call: CALL_TYPES,
  };
}

/** True when anything is filtered. */
export function isFiltered(filter: RowFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
}
