import type { ReactNode } from "react";
import { COHORT_TEMPLATES } from "../../../../../../lib/analysis/cohort/templates.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../_ui/badge.tsx";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="px-4 pt-5">
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** What a template holds: decisions first, then the events by category, then what they are used for. */
export function TemplateContents({ plan, language }: { plan: Plan; language: Language }) {
  const t = translator(language, "template");
  return (
    <>
      <Section title={t("decisions")}>
        <ul className="flex max-w-reading list-disc flex-col gap-1 pl-5">
          {plan.decisions.map((decision) => (
            <li key={decision.id}>
              {decision.name[language]} <span className="text-grey-7">{decision.description[language]}</span>
              <span className="block text-grid text-grey-8">
                {plan.metrics
                  .filter(({ decisions }) => decisions.includes(decision.id))
                  .map((metric) => metric.name[language])
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("events")}>
        <div className="flex flex-col gap-3">
          {plan.categories.map((category) => (
            <div key={category.id}>
              <h3 className="text-grey-7 text-grid">{category.description[language]}</h3>
              <ul>
                {plan.events
                  .filter((event) => event.category === category.id)
                  .map((event) => (
                    <li key={event.id} className="border-b py-1.5">
                      <span className="font-medium">{event.displayName[language]}</span>{" "}
                      <span className="font-mono text-grey-7 text-grid">{event.name}</span>{" "}
                      {event.critical && <Badge tone="accent">{t("critical")}</Badge>}
                      <span className="block text-grid">{event.description[language]}</span>
                      <span className="block text-grey-7 text-grid">{event.trigger[language]}</span>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t("journeys")}>
        <ul className="flex flex-col gap-1">
          {plan.journeys.map((journey) => (
            <li key={journey.id}>
              {journey.name[language]}{" "}
              <span className="text-grey-7 text-grid">
                {journey.steps.map((step) => step.name[language]).join(" → ")}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("people")}>
        <p className="max-w-reading">
          {[...plan.userProperties, ...plan.groupTypes.flatMap(({ properties }) => properties)]
            .map((property) => property.displayName[language])
            .join(" · ")}
        </p>
      </Section>
      <Section title={t("cohorts")}>
        <p className="max-w-reading">{COHORT_TEMPLATES.map((cohort) => cohort.name[language]).join(" · ")}</p>
      </Section>
    </>
  );
}
