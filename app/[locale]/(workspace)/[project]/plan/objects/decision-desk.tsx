"use client";

import { newMetric } from "../../../../../../lib/plan/new-object.ts";
import type { Decision, Metric } from "../../../../../../lib/plan/plan.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { Choice } from "../editing/editing-context.tsx";
import { DECISION_FIELDS, METRIC_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { ServedBy } from "./event-links.tsx";
import { ObjectDesk } from "./object-desk.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { RemoveObject } from "./remove-object.tsx";

interface ServedProps {
  /** Per id of a decision or metric: the events that serve it. */
  readonly servedBy: Readonly<Record<string, readonly Choice[]>>;
}

/** What one decides on. Everything tracked should serve one of these, or a metric that informs one. */
export function DecisionDesk(props: ServedProps & { decisions: readonly Decision[]; metrics: readonly Metric[] }) {
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="decision"
      label={t("decision.title")}
      newLabel={t("decision.new")}
      items={props.decisions.map((decision) => ({
        id: decision.id,
        title: localizedText(decision.name, language, decision.id),
        detail: localizedText(decision.description, language),
        count: t("count.events", { count: props.servedBy[decision.id]?.length ?? 0 }),
      }))}
      create={(name) => {
        const object = { id: newPlanId("dec"), name: { [language]: name }, description: {} };
        return { id: object.id, edits: [{ command: "addObject", entry: { kind: "decision", object } }] };
      }}
      empty={{ title: t("decision.emptyTitle"), text: t("decision.emptyText"), example: t("decision.emptyExample") }}
      panelActions={(id, close) => {
        const decision = props.decisions.find((one) => one.id === id);
        return (
          decision && (
            <RemoveObject
              kind="decision"
              object={decision}
              name={localizedText(decision.name, language)}
              onRemoved={close}
            />
          )
        );
      }}
      panel={(id) => {
        const decision = props.decisions.find((one) => one.id === id);
        if (!decision) return null;
        const informed = props.metrics.filter((metric) => metric.decisions.includes(id));
        return (
          <ObjectFields subject={{ kind: "decision", id }} object={decision} table={DECISION_FIELDS}>
            <Named
              title={t("decision.metrics")}
              names={informed.map((metric) => localizedText(metric.name, language, metric.id))}
              empty={t("decision.noMetrics")}
            />
            <ServedBy events={props.servedBy[id] ?? []} />
          </ObjectFields>
        );
      }}
    />
  );
}

/** What is measured, and which decisions it informs. */
export function MetricDesk(props: ServedProps & { metrics: readonly Metric[] }) {
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="metric"
      label={t("metric.title")}
      newLabel={t("metric.new")}
      items={props.metrics.map((metric) => ({
        id: metric.id,
        title: localizedText(metric.name, language, metric.id),
        detail: localizedText(metric.description, language),
        count: t("count.events", { count: props.servedBy[metric.id]?.length ?? 0 }),
      }))}
      create={(name) => {
        const object = newMetric({ id: newPlanId("met"), name: { [language]: name } });
        return { id: object.id, edits: [{ command: "addObject", entry: { kind: "metric", object: object as never } }] };
      }}
      empty={{ title: t("metric.emptyTitle"), text: t("metric.emptyText"), example: t("metric.emptyExample") }}
      panelActions={(id, close) => {
        const metric = props.metrics.find((one) => one.id === id);
        return (
          metric && (
            <RemoveObject kind="metric" object={metric} name={localizedText(metric.name, language)} onRemoved={close} />
          )
        );
      }}
      panel={(id) => {
        const metric = props.metrics.find((one) => one.id === id);
        return (
          metric && (
            <ObjectFields subject={{ kind: "metric", id }} object={metric} table={METRIC_FIELDS}>
              <ServedBy events={props.servedBy[id] ?? []} />
            </ObjectFields>
          )
        );
      }}
    />
  );
}

function Named({ title, names, empty }: { title: string; names: readonly string[]; empty: string }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium text-grid">{title}</h3>
      {names.length === 0 ? (
        <p className="text-grey-7 text-grid">{empty}</p>
      ) : (
        <ul className="list-disc pl-5 text-grid">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
