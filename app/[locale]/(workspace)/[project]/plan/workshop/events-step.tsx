"use client";

import type { Metric } from "../../../../../../lib/plan/plan.ts";
import { inCase } from "../../../../../../lib/plan/rules/naming.ts";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { AddLine } from "./add-line.tsx";
import { EventCard } from "./event-card.tsx";
import { useWorkshop } from "./workshop-context.tsx";
import { addEvent, ideasFor } from "./workshop-edits.ts";

/** For each metric, the events it is counted from. */
export function EventsStep() {
  const t = useText("workshop");
  const { workshop, keyOf } = useWorkshop();
  if (workshop.metrics.length === 0) return <p className="text-grey-7">{t("event.noMetric")}</p>;
  const shown = new Set<string>();
  return (
    <div data-path="plan/critical" className="flex flex-col gap-6">
      {workshop.metrics.map((metric) => {
        const own = workshop.events.filter(({ serves }) => serves.metrics.includes(metric.id)).map(({ id }) => id);
        // An event that serves several metrics is spoken of once, where it is met first.
        const here = own.filter((id) => !shown.has(id));
        for (const id of here) shown.add(id);
        return (
          <OfMetric
            key={keyOf(metric.id)}
            metric={metric}
            own={here}
            elsewhere={own.filter((id) => !here.includes(id))}
          />
        );
      })}
    </div>
  );
}

function OfMetric(props: { metric: Metric; own: readonly string[]; elsewhere: readonly string[] }) {
  const { metric } = props;
  const t = useText("workshop");
  const language = useLanguage();
  const { facts } = usePlanEditing();
  const { workshop, ideas, keyOf, change, goTo } = useWorkshop();
  const name = localizedText(metric.name, language, metric.id);
  const free = ideasFor(workshop, ideas).events(metric);
  const naming = facts.settings.standards.naming.event;
  const find = (id: string) => workshop.events.find((event) => event.id === id);

  function add(text: string) {
    const idea = free.find((event) => event.name.toLowerCase() === text.toLowerCase());
    const cased = idea?.name ?? inCase(text, naming.case, naming.acronyms) ?? text;
    const added = addEvent(workshop, metric.id, cased, idea);
    change(added.change);
    goTo(`event/${added.id}/${idea ? "owner" : "description"}`);
  }
  return (
    <section data-path={`metric/${metric.id}`} aria-label={name} className="flex flex-col gap-3">
      <h2 className="font-semibold">{name}</h2>
      {props.own.map((id) => {
        const event = find(id);
        return event && <EventCard key={keyOf(id)} event={event} metric={metric.id} />;
      })}
      {props.elsewhere.length > 0 && (
        <p className="text-grey-7 text-grid">
          {t("event.elsewhere", { names: props.elsewhere.map((id) => find(id)?.name ?? id).join(", ") })}
        </p>
      )}
      <AddLine
        label={t("event.add")}
        full={workshop.events.length >= WORKSHOP_LIMITS.events}
        path={`metric/${metric.id}/events`}
        suggestions={free.map((event) => event.name)}
        onAdd={add}
        code
      />
    </section>
  );
}
