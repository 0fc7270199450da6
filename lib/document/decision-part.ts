/** Decisions, the metrics that inform them and the events that serve them. */

import { type Desk, eventLink, paragraphs } from "./document.ts";
import { html, type Markup } from "./html.ts";
import { type DecisionNode, kpiTree, type MetricNode } from "./kpi-tree.ts";

function metricList(desk: Desk, nodes: readonly MetricNode[]): Markup {
  const { t, text } = desk;
  return html`<ul class="tree">${nodes.map(({ metric, parts }) => {
    const formula = text(metric.formula);
    return html`<li><strong>${text(metric.name, metric.id)}</strong>${paragraphs(text(metric.description))}${
      formula !== "" && html`<p class="quiet">${t("decision.formula")}${t("colon")} ${formula}</p>`
    }${parts.length > 0 && metricList(desk, parts)}</li>`;
  })}</ul>`;
}

function decisionArticle(desk: Desk, { decision, metrics, events }: DecisionNode): Markup {
  const { t, text, input } = desk;
  return html`<article><h3 id="${decision.id}">${text(decision.name, decision.id)}</h3>${paragraphs(text(decision.description))}${
    input.people &&
    decision.owner !== undefined &&
    html`<p class="quiet">${t("event.owner")}${t("colon")} ${decision.owner}</p>`
  }${metrics.length > 0 && html`<h4>${t("decision.metrics")}</h4>${metricList(desk, metrics)}`}<h4>${t("decision.events")}</h4>${
    events.length === 0
      ? html`<p class="warning">${t("decision.noEvents")}</p>`
      : html`<p>${events.map((event, at) => html`${at > 0 && ", "}${eventLink(desk, event)}`)}</p>`
  }</article>`;
}

/** The KPI tree in words. */
export function decisionPart(desk: Desk): Markup {
  const { t } = desk;
  const { decisions, loose } = kpiTree(desk.plan);
  return html`${decisions.length === 0 && html`<p class="quiet">${t("none.decisions")}</p>`}${decisions.map((node) =>
    decisionArticle(desk, node),
  )}${loose.length > 0 && html`<article><h3>${t("decision.loose")}</h3>${metricList(desk, loose)}</article>`}`;
}
