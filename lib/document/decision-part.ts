/** Decisions, the metrics that inform them and the events that serve them. */

import { type KpiNode, kpiTree } from "../plan/kpi-tree.ts";
import type { Decision, Metric } from "../plan/plan.ts";
import { type Desk, eventLink, paragraphs } from "./document.ts";
import { html, type Markup } from "./html.ts";

function metricList(desk: Desk, nodes: readonly KpiNode[], metrics: ReadonlyMap<string, Metric>): Markup | undefined {
  const { t, text } = desk;
  const items = nodes.flatMap(({ id, kind, children }) => {
    const metric = kind === "metric" ? metrics.get(id) : undefined;
    if (metric === undefined) return [];
    const formula = text(metric.formula);
    return html`<li><strong>${text(metric.name, id)}</strong>${paragraphs(text(metric.description))}${
      formula !== "" && html`<p class="quiet">${t("decision.formula")}${t("colon")} ${formula}</p>`
    }${metricList(desk, children, metrics)}</li>`;
  });
  return items.length === 0 ? undefined : html`<ul class="tree">${items}</ul>`;
}

/** The ids of the events at a place of the tree and below it. */
function eventIds({ kind, id, children }: KpiNode): readonly string[] {
  return kind === "event" ? [id] : children.flatMap(eventIds);
}

function decisionArticle(desk: Desk, decision: Decision, node: KpiNode, metrics: ReadonlyMap<string, Metric>): Markup {
  const { t, text, input } = desk;
  const list = metricList(desk, node.children, metrics);
  const events = [...new Set(eventIds(node))].flatMap((id) => desk.eventsById.get(id) ?? []);
  return html`<article><h3 id="${decision.id}">${text(decision.name, decision.id)}</h3>${paragraphs(text(decision.description))}${
    input.people &&
    decision.owner !== undefined &&
    html`<p class="quiet">${t("event.owner")}${t("colon")} ${decision.owner}</p>`
  }${list !== undefined && html`<h4>${t("decision.metrics")}</h4>${list}`}<h4>${t("decision.events")}</h4>${
    events.length === 0
      ? html`<p class="warning">${t("decision.noEvents")}</p>`
      : html`<p>${events.map((event, at) => html`${at > 0 && ", "}${eventLink(desk, event)}`)}</p>`
  }</article>`;
}

/** The KPI tree in words. */
export function decisionPart(desk: Desk): Markup {
  const { t, plan } = desk;
  const nodes = new Map(kpiTree(plan).map((node) => [node.key, node]));
  const metrics = new Map<string, Metric>(plan.metrics.map((metric) => [metric.id, metric]));
  const loose = nodes.get("loose");
  return html`${plan.decisions.length === 0 && html`<p class="quiet">${t("none.decisions")}</p>`}${plan.decisions.map(
    (decision) => {
      const node = nodes.get(decision.id);
      return node !== undefined && decisionArticle(desk, decision, node, metrics);
    },
  )}${loose !== undefined && html`<article><h3>${t("decision.loose")}</h3>${metricList(desk, loose.children, metrics)}</article>`}`;
}
