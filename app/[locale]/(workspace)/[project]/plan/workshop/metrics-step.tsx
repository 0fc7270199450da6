"use client";

import { wouldLoop } from "../../../../../../lib/plan/kpi-tree.ts";
import type { Metric } from "../../../../../../lib/plan/plan.ts";
import type { WorkshopDecision } from "../../../../../../lib/plan/workshop.ts";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { AddLine } from "./add-line.tsx";
import { SaidCard } from "./said-card.tsx";
import { SaidField } from "./said-field.tsx";
import { useWorkshop } from "./workshop-context.tsx";
import { addMetric, changeMetric, ideasFor, isNamed, removeMetric } from "./workshop-edits.ts";

/** For each decision, the numbers that would make one decide otherwise. */
export function MetricsStep() {
  const t = useText("workshop");
  const { workshop, keyOf } = useWorkshop();
  if (workshop.decisions.length === 0) return <p className="text-grey-7">{t("metric.noDecision")}</p>;
  return (
    <div className="flex flex-col gap-6">
      {workshop.decisions.map((decision) => (
        <OfDecision key={keyOf(decision.id)} decision={decision} />
      ))}
    </div>
  );
}

function OfDecision({ decision }: { decision: WorkshopDecision }) {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, ideas, keyOf, change, goTo } = useWorkshop();
  const question = localizedText(decision.name, language, decision.id);
  const own = workshop.metrics.filter(({ decisions }) => decisions.includes(decision.id));
  const free = ideasFor(workshop, ideas).metrics(decision);

  function add(text: string) {
    const known = workshop.metrics.find(({ name }) => isNamed(name, text));
    if (known) {
      const decisions = [...new Set([...known.decisions, decision.id])];
      change(changeMetric(known.id, { decisions }));
      return goTo(`metric/${known.id}/formula`);
    }
    const idea = free.find(({ name }) => isNamed(name, text));
    const { owner: _, ...told } = idea ?? {};
    const added = addMetric(idea?.name ?? { [language]: text }, decision.id, told);
    change(added.change);
    goTo(`metric/${added.id}/formula`);
  }
  return (
    <section aria-label={question} className="flex flex-col gap-3">
      <h2 className="font-semibold">{question}</h2>
      {own.map((metric) => (
        <OneMetric key={keyOf(metric.id)} metric={metric} />
      ))}
      <AddLine
        label={t("metric.add")}
        full={workshop.metrics.length >= WORKSHOP_LIMITS.metrics}
        path={`decision/${decision.id}/metrics`}
        suggestions={free.map(({ name, id }) => localizedText(name, language, id))}
        onAdd={add}
      />
    </section>
  );
}

function OneMetric({ metric }: { metric: Metric }) {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, readOnly, change, remove } = useWorkshop();
  const nameOf = (one: Metric) => localizedText(one.name, language, one.id);
  const name = nameOf(metric);
  const put = (changes: Partial<Metric>) => change(changeMetric(metric.id, changes));
  const above = workshop.metrics.filter((one) => one !== metric && !wouldLoop(workshop.metrics, metric.id, one.id));
  return (
    <SaidCard
      path={`metric/${metric.id}`}
      title={name}
      onRemove={() => remove(name, removeMetric(metric.id))}
      removeLabel={t("remove", { name })}
    >
      <div className="flex flex-wrap gap-3">
        <SaidField
          label={t("metric.name")}
          path={`metric/${metric.id}/name`}
          value={metric.name}
          onChange={(value) => (value.en || value.fr) && put({ name: value })}
        />
        <SaidField
          label={t("metric.formula")}
          path={`metric/${metric.id}/formula`}
          placeholder={t("metric.formulaExample")}
          value={metric.formula}
          onChange={(formula) => put({ formula })}
        />
        {above.length > 0 && (
          <Field label={t("metric.parent")} className="w-56">
            {(control) => (
              <Select
                {...control}
                disabled={readOnly}
                value={metric.parent ?? ""}
                onChange={({ target: { value } }) => put({ parent: value })}
                options={[
                  { value: "", label: t("metric.noParent") },
                  ...above.map((one) => ({ value: one.id, label: nameOf(one) })),
                ]}
              />
            )}
          </Field>
        )}
      </div>
    </SaidCard>
  );
}
