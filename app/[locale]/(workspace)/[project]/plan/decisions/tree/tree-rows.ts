/** The lines of the tree as they stand below each other, and which of them are open. */

import type { KpiNode } from "../../../../../../../lib/plan/kpi-tree.ts";

export interface TreeRow {
  readonly node: KpiNode;
  /** 1 at the top. */
  readonly level: number;
  readonly parent: TreeRow | undefined;
  /** From 1, among those beside it. */
  readonly position: number;
  readonly beside: readonly KpiNode[];
  readonly open: boolean;
}

export const EXPANDED = ["some", "all", "none"] as const;
type Expanded = (typeof EXPANDED)[number];

interface Openness {
  /** What is open by itself: all but events, everything, or nothing. */
  readonly expand: Expanded;
  /** Keys of what somebody opened or closed otherwise. */
  readonly turned: ReadonlySet<string>;
  readonly searched: boolean;
}

function opensItself({ kind }: KpiNode, { expand, searched }: Openness): boolean {
  return expand === "some" ? searched || kind !== "event" : expand === "all";
}

/** The lines that are to be seen. */
export function treeRows(nodes: readonly KpiNode[], openness: Openness, parent?: TreeRow): readonly TreeRow[] {
  return nodes.flatMap((node, index) => {
    const open = node.children.length > 0 && opensItself(node, openness) !== openness.turned.has(node.key);
    const row: TreeRow = { node, level: (parent?.level ?? 0) + 1, parent, position: index + 1, beside: nodes, open };
    return open ? [row, ...treeRows(node.children, openness, row)] : [row];
  });
}

const TURNED_MAX = 100;

/** The keys with one turned over; of very many the oldest are let go, for the sake of the address. */
export function turnedOver(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key].slice(-TURNED_MAX);
}

/** The metric that stands just above among its siblings, which a metric can become a part of. */
export function metricBefore({ node, beside, position }: TreeRow): KpiNode | undefined {
  if (node.kind !== "metric") return undefined;
  return beside.slice(0, position - 1).findLast(({ kind }) => kind === "metric");
}

/** The decision a line stands under. */
export function decisionAbove(row: TreeRow): string | undefined {
  const top = row.parent === undefined ? row : topOf(row.parent);
  return top.node.kind === "decision" ? top.node.id : undefined;
}

function topOf(row: TreeRow): TreeRow {
  return row.parent === undefined ? row : topOf(row.parent);
}
