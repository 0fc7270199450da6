import type { ReactNode } from "react";
import { typeText } from "../../../../../../../../lib/document/type-text.ts";
import { formatterOf } from "../../../../../../../../lib/i18n/translate.ts";
import { localized, translator } from "../../../../../../../../lib/i18n/translator.ts";
import type { Language, Metric, PlanEvent } from "../../../../../../../../lib/plan/plan.ts";
import { EVENT_ROLE_WORDS } from "../../../../../../../../lib/plan/role-word.ts";
import type { KeptWorkshop } from "../../../../../../../../lib/plan/store-workshop.ts";
import {
  decisionsOf,
  stepOf,
  type Workshop,
  type WorkshopDecision,
} from "../../../../../../../../lib/plan/workshop.ts";

interface Props {
  readonly language: Language;
  readonly kept: KeptWorkshop;
  /** What is open, in words. */
  readonly open: readonly string[];
}

/** Who was there, what is decided, what is measured, which events come of it, what is open. */
export function MinutesView({ language, kept, open }: Props) {
  const t = translator(language, "workshop");
  const { workshop, outcome } = kept;
  const day = formatterOf(language).dateTime(new Date(`${workshop.heldOn}T12:00:00Z`), { dateStyle: "full" });
  const steps = workshop.journey.steps.map(({ id, name }) => localized(name, language, id));
  const facts: readonly (readonly [string, string])[] = [
    [t("meeting.day"), day],
    [t("minutes.present"), workshop.present.join(", ") || t("minutes.unsaid")],
    [t("meeting.journey"), [localized(workshop.journey.name, language), steps.join(" → ")].filter(Boolean).join(": ")],
    [t("meeting.person"), workshop.canonicalUserId ?? t("minutes.unsaid")],
    [t("outcome.branch"), outcome?.branch ?? t("minutes.noBranch")],
  ];
  return (
    <article className="flex max-w-[75ch] flex-col gap-6 px-4">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {facts.map(([term, text]) => (
          <div key={term} className="contents">
            <dt className="text-grey-7">{term}</dt>
            <dd className="min-w-0 break-words">{text || t("minutes.unsaid")}</dd>
          </div>
        ))}
      </dl>
      <Part title={t("minutes.decisions", { count: workshop.decisions.length })}>
        {workshop.decisions.map((decision, index) => (
          <Decided key={decision.id} {...{ language, workshop, decision, number: index + 1 }} />
        ))}
      </Part>
      <Part title={t("minutes.events", { count: workshop.events.length })}>
        {workshop.events.map((event) => (
          <Planned key={event.id} {...{ language, workshop, event }} />
        ))}
      </Part>
      <Part title={t("minutes.questions", { count: workshop.questions.length + open.length })}>
        {workshop.questions.length + open.length === 0 ? (
          <p>{t("minutes.noQuestions")}</p>
        ) : (
          <ul className="list-disc pl-5">
            {[...workshop.questions, ...open].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="border-b pb-1 font-semibold text-title">{title}</h2>
      {children}
    </section>
  );
}

interface DecidedProps {
  readonly language: Language;
  readonly workshop: Workshop;
  readonly decision: WorkshopDecision;
  readonly number: number;
}

function Decided({ language, workshop, decision, number }: DecidedProps) {
  const t = translator(language, "workshop");
  const { id, name, owner, when } = decision;
  const metrics = workshop.metrics.filter((metric) => metric.decisions.includes(id));
  const events = workshop.events.filter((event) => decisionsOf(workshop, event).includes(decision));
  return (
    <section className="flex flex-col gap-1 print:break-inside-avoid">
      <h3 className="font-medium">{`${number}. ${localized(name, language, id)}`}</h3>
      <p>
        {t("minutes.decidedBy", {
          who: owner ?? t("minutes.unsaid"),
          when: localized(when, language) || t("minutes.unsaid"),
        })}
      </p>
      {metrics.length > 0 && (
        <ul className="list-disc pl-5">
          {metrics.map((metric) => (
            <li key={metric.id}>{metricLine(workshop, metric, language)}</li>
          ))}
        </ul>
      )}
      {events.length > 0 && (
        <p className="text-grey-7">
          {t("minutes.needs")} <span className="font-mono text-grid">{events.map((one) => one.name).join(", ")}</span>
        </p>
      )}
    </section>
  );
}

function metricLine({ metrics }: Workshop, metric: Metric, language: Language): string {
  const t = translator(language, "workshop");
  const whole = metrics.find(({ id }) => id === metric.parent);
  const formula = localized(metric.formula, language);
  const line = [localized(metric.name, language, metric.id), formula].filter(Boolean).join(" = ");
  return whole === undefined ? line : t("minutes.partOf", { line, whole: localized(whole.name, language, whole.id) });
}

function Planned(props: { language: Language; workshop: Workshop; event: PlanEvent }) {
  const { language, workshop, event } = props;
  const t = translator(language, "workshop");
  const at = workshop.journey.steps.find(({ id }) => id === stepOf(workshop, event.id));
  const facts: readonly (readonly [string, string])[] = [
    [t("event.trigger"), localized(event.trigger, language)],
    [t("event.owner"), event.owner ?? ""],
    [t("event.step"), at === undefined ? "" : localized(at.name, language, at.id)],
    [t("event.role"), event.roles.map((role) => EVENT_ROLE_WORDS[role][language]).join(", ")],
  ];
  return (
    <section className="flex flex-col gap-1 print:break-inside-avoid">
      <h3 className="font-medium font-mono">
        {event.name}
        {event.critical && (
          <span className="pl-2 font-normal font-sans text-grey-7 text-label">{t("event.critical")}</span>
        )}
      </h3>
      <p>{localized(event.description, language)}</p>
      <p className="text-grey-7">
        {facts
          .filter(([, text]) => text !== "")
          .map(([term, text]) => t("minutes.fact", { term, text }))
          .join(" · ")}
      </p>
      {event.properties.length > 0 && (
        <ul className="list-disc pl-5">
          {event.properties.map(({ id, name, type, description, required }) => (
            <li key={id}>
              <span className="font-mono text-grid">{name}</span>{" "}
              {[
                typeText(type, translator(language, "plan")),
                required ? t("property.required") : "",
                localized(description, language),
              ]
                .filter(Boolean)
                .join(" · ")}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
