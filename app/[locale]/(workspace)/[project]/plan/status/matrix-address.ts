/** The address of the matrix: every filter stands in it. */

import { MATRIX_SORTS, MATRIX_STATES, type MatrixFilter } from "../../../../../../lib/plan/code-matrix.ts";

export interface MatrixAddress extends MatrixFilter {
  /** Of the source; empty for the latest. */
  readonly release: string;
  readonly page: number;
}

export function readMatrixAddress(asked: Readonly<Record<string, string | undefined>>): MatrixAddress {
  const source = asked.source ?? "";
  return {
    search: asked.search ?? "",
    source,
    release: source === "" ? "" : (asked.release ?? ""),
    state: MATRIX_STATES.find((state) => state === asked.state) ?? "",
    sort: MATRIX_SORTS.find((sort) => sort === asked.sort) ?? "state",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

/** The query that leads to an address, defaults left out; of another branch than main it stays there. */
export function matrixQuery(address: MatrixAddress, branch: string): string {
  const query = new URLSearchParams();
  if (branch !== "main") query.set("branch", branch);
  const defaults: Readonly<Record<string, unknown>> = { ...readMatrixAddress({}) };
  for (const [key, value] of Object.entries(address)) if (value !== defaults[key]) query.set(key, String(value));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
