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

/** Open by itself: all but events, unless something is searched. */
function opensItself({ kind }: KpiNode, searched: boolean): boolean {
  return searched || kind !== "event";
}

/** `turned` holds the keys of what somebody opened or closed otherwise than it is by itself. */
export function treeRows(
  nodes: readonly KpiNode[],
  { turned, searched }: { turned: ReadonlySet<string>; searched: boolean },
  parent?: TreeRow,
): readonly TreeRow[] {
  return nodes.flatMap((node, index) => {
    const open = node.children.length > 0 && opensItself(node, searched) !== turned.has(node.key);
    const row: TreeRow = { node, level: (parent?.level ?? 0) + 1, parent, position: index + 1, beside: nodes, open };
    return open ? [row, ...treeRows(node.children, { turned, searched }, row)] : [row];
  });
}

/** What has to be turned so that everything is open, or everything closed but the top. */
export function turnedForAll(nodes: readonly KpiNode[], open: boolean, searched: boolean): readonly string[] {
  return nodes.flatMap((node) =>
    node.children.length === 0
      ? []
      : [...(opensItself(node, searched) === open ? [] : [node.key]), ...turnedForAll(node.children, open, searched)],
  );
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
