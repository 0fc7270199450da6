"use client";

import type { Edit } from "../../../../../../../lib/plan/edit.ts";
import { wouldLoop } from "../../../../../../../lib/plan/kpi-tree.ts";
import type { Metric } from "../../../../../../../lib/plan/plan.ts";
import { localizedText } from "../../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../../_ui/text.tsx";
import { toast } from "../../../../../../_ui/toast.tsx";
import { usePlanEditing } from "../../editing/editing-context.tsx";
import { decisionAbove, metricBefore, type TreeRow } from "./tree-rows.ts";

/** Moving a metric in the tree: each way saves at once, says what happened, and can be taken back. */
export function useMetricMoves(metrics: readonly Metric[]) {
  const t = useText("kpi");
  const language = useLanguage();
  const { commit, editable } = usePlanEditing();
  const find = (id: string | undefined) => metrics.find((metric) => metric.id === id);
  const nameOf = (metric: Metric) => localizedText(metric.name, language, metric.id);
  const refuse = (text: string) => toast({ text, tone: "danger" });

  /** `decision` keeps it below the decision it stood under when it is a part of nothing any more. */
  function moveTo(metric: Metric, parent: string | null, decision?: string): void {
    const above = find(parent ?? undefined);
    if (above && wouldLoop(metrics, metric.id, above.id)) {
      refuse(t("move.loop", { parent: nameOf(above), name: nameOf(metric) }));
      return;
    }
    if ((metric.parent ?? null) === parent) return;
    const joins = parent === null && decision !== undefined && !metric.decisions.includes(decision);
    const edit = (to: string | null, decisions: object): Edit => ({
      command: "updateMetric",
      id: metric.id,
      changes: { parent: to, ...decisions },
    });
    const undo = edit(metric.parent ?? null, joins ? { decisions: { remove: [decision] } } : {});
    const text = above
      ? t("move.done", { name: nameOf(metric), parent: nameOf(above) })
      : t("move.doneOut", { name: nameOf(metric) });
    void commit([edit(parent, joins ? { decisions: { add: [decision] } } : {})], { done: { text, undo: [undo] } });
  }

  /** A part of the metric above it among its siblings, or out of the metric it is a part of. */
  function shift(row: TreeRow, to: "in" | "out"): void {
    const metric = row.node.kind === "metric" ? find(row.node.id) : undefined;
    if (!editable || metric === undefined) return;
    if (to === "in") {
      const before = metricBefore(row);
      if (before) moveTo(metric, before.id);
      else refuse(t("move.noSibling", { name: nameOf(metric) }));
      return;
    }
    const whole = find(metric.parent);
    if (whole) moveTo(metric, whole.parent ?? null, decisionAbove(row));
    else refuse(t("move.notPart", { name: nameOf(metric) }));
  }
  return { moveTo, shift };
}
