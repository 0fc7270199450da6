"use client";

import { Printer } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { startTransition, useEffect, useId, useMemo, useState } from "react";
import { countGaps, filterTree, type KpiNode } from "../../../../../../../lib/plan/kpi-tree.ts";
import type { Decision, Metric } from "../../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../../_ui/checkbox.tsx";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { Input } from "../../../../../../_ui/input.tsx";
import { SidePanel } from "../../../../../../_ui/side-panel.tsx";
import { useText } from "../../../../../../_ui/text.tsx";
import { usePlanEditing } from "../../editing/editing-context.tsx";
import { DECISION_FIELDS, METRIC_FIELDS } from "../../fields.ts";
import { ObjectFields } from "../../objects/object-fields.tsx";
import { usePlanHref } from "../../use-plan-href.ts";
import { KpiRow, useNodeName } from "./kpi-row.tsx";
import { MoveMetric } from "./move-metric.tsx";
import { decisionAbove, EXPANDED, type TreeRow, treeRows, turnedOver } from "./tree-rows.ts";
import { readTree } from "./tree-text.ts";
import { useMetricMoves } from "./use-metric-moves.ts";
import { useTreeKeys } from "./use-tree-keys.ts";

const SHALLOW = { shallow: true, throttleMs: 300 } as const;

interface Props {
  /** As a text (`treeText`). */
  readonly tree: string;
  readonly decisions: readonly Decision[];
  readonly metrics: readonly Metric[];
}

/** What of the tree is looked at, kept in the address. */
function useTreeState(tree: readonly KpiNode[]) {
  const [search, setSearch] = useQueryState("q", parseAsString.withDefault("").withOptions(SHALLOW));
  const [gaps, setGaps] = useQueryState("gaps", parseAsBoolean.withDefault(false).withOptions(SHALLOW));
  const [turned, setTurned] = useQueryState(
    "turned",
    parseAsArrayOf(parseAsString).withDefault([]).withOptions(SHALLOW),
  );
  const [expand, setExpand] = useQueryState(
    "expand",
    parseAsStringLiteral(EXPANDED).withDefault("some").withOptions(SHALLOW),
  );
  const searched = search.trim() !== "";
  const shown = filterTree(tree, { search, gaps });
  const rows = treeRows(shown, { expand, turned: new Set(turned), searched });
  const turn = ({ node }: TreeRow) =>
    node.children.length > 0 && void setTurned((keys) => [...turnedOver(keys, node.key)]);
  const turnAll = (to: "all" | "none") => {
    void setExpand(to);
    void setTurned(null);
  };
  const showAll = () => {
    void setSearch(null);
    void setGaps(null);
  };
  return { search, setSearch, gaps, setGaps, rows, turn, turnAll, showAll };
}

/** Lines that come with the page: more than a window holds. */
const FIRST_LINES = 100;

/** The first lines, then all once the page is there: of a large plan there are thousands, each many times its text. */
function useDrawn(rows: readonly TreeRow[]): readonly TreeRow[] {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole ? rows : rows.slice(0, FIRST_LINES);
}

/** Decisions, the metrics below them, and what serves those; the panel of a decision or metric opens beside it. */
export function KpiTreeView({ tree: text, decisions, metrics }: Props) {
  const t = useText("kpi");
  const router = useRouter();
  const href = usePlanHref();
  const hint = useId();
  const { editable } = usePlanEditing();
  const nameOf = useNodeName();
  const tree = useMemo(() => readTree(text), [text]);
  const state = useTreeState(tree);
  const { rows, turn } = state;
  const drawn = useDrawn(rows);
  const [open, setOpen] = useQueryState("open", parseAsString.withOptions({ history: "push", shallow: true }));
  const [moving, setMoving] = useState<TreeRow>();
  const { moveTo, shift } = useMetricMoves(metrics);

  function openRow({ node }: TreeRow) {
    if (node.kind === "decision" || node.kind === "metric") return void setOpen(node.id);
    if (node.kind === "event") return router.push(href("", { event: node.id, tab: "definition" }));
    if (node.kind !== "property") return;
    if (node.event === undefined) return router.push(href("user-properties", { property: node.id }));
    router.push(href("", { event: node.event, tab: "properties", property: node.id }));
  }
  const keys = useTreeKeys(rows, { turn, open: openRow, shift, rowText: ({ node }) => nameOf(node) });
  const moved = moving && metrics.find(({ id }) => id === moving.node.id);
  const decision = decisions.find(({ id }) => id === open);
  const metric = metrics.find(({ id }) => id === open);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 print:block">
      <section
        aria-label={t("title")}
        className="flex min-w-0 flex-1 flex-col overflow-y-auto px-4 pb-4 print:overflow-visible"
      >
        <div className="flex flex-wrap items-center gap-2 pb-2 print:hidden">
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={state.search}
            onChange={(event) => void state.setSearch(event.target.value || null)}
            className="w-64"
          />
          <Checkbox
            label={t("gapsOnly")}
            checked={state.gaps}
            onChange={(event) => void state.setGaps(event.target.checked || null)}
          />
          <span className="ml-auto flex flex-wrap gap-2">
            <Button onClick={() => state.turnAll("all")}>{t("expand")}</Button>
            <Button onClick={() => state.turnAll("none")}>{t("collapse")}</Button>
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              {t("print")}
            </Button>
          </span>
        </div>
        <p role="status" className="pb-2 text-grey-7 text-grid">
          {t("gapCount", { count: countGaps(tree) })}
        </p>
        {rows.length === 0 ? (
          <EmptyState
            title={t("nothing")}
            text={t("nothingText")}
            action={<Button onClick={state.showAll}>{t("showAll")}</Button>}
            className="px-0 py-4"
          />
        ) : (
          <div role="tree" aria-label={t("title")} aria-describedby={hint} className="border-t">
            {drawn.map((row) => (
              <KpiRow
                key={row.node.key}
                row={row}
                line={keys.line(row)}
                acts={{
                  turn: () => turn(row),
                  open: () => openRow(row),
                  ...(editable && row.node.kind === "metric" ? { moveUnder: () => setMoving(row) } : {}),
                  ...(row.parent?.node.kind === "metric" ? { moveOut: () => shift(row, "out") } : {}),
                }}
              />
            ))}
          </div>
        )}
        <p id={hint} className="max-w-reading pt-3 text-grey-7 text-grid print:hidden">
          {t("keys")}
        </p>
      </section>
      {decision && (
        <SidePanel key={decision.id} title={nameOf({ ...BARE, ...decision })} onClose={() => void setOpen(null)}>
          <ObjectFields subject={{ kind: "decision", id: decision.id }} object={decision} table={DECISION_FIELDS} />
        </SidePanel>
      )}
      {metric && (
        <SidePanel key={metric.id} title={nameOf({ ...BARE, ...metric })} onClose={() => void setOpen(null)}>
          <ObjectFields subject={{ kind: "metric", id: metric.id }} object={metric} table={METRIC_FIELDS} />
        </SidePanel>
      )}
      {moved && (
        <MoveMetric
          metric={moved}
          metrics={metrics}
          onMove={(parent) => moveTo(moved, parent, decisionAbove(moving))}
          onClose={() => {
            keys.focus(moving.node.key);
            setMoving(undefined);
          }}
        />
      )}
    </div>
  );
}

const BARE = { key: "", kind: "metric", gaps: [], children: [] } as const;
