import type { ReactNode } from "react";
import type { Minutes } from "../../../../../../../../lib/document/minutes.ts";
import { translator } from "../../../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../../../lib/plan/plan.ts";

/** Who was there, what is decided, what is measured, which events come of it, what is open. */
export function MinutesView({ language, minutes }: { language: Language; minutes: Minutes }) {
  const t = translator(language, "workshop");
  const { facts, decisions, events, open } = minutes;
  return (
    <article className="flex max-w-reading flex-col gap-6 px-4">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {facts.map(({ term, text }) => (
          <div key={term} className="contents">
            <dt className="text-grey-7">{term}</dt>
            <dd className="min-w-0 break-words">{text}</dd>
          </div>
        ))}
      </dl>
      <Part title={t("minutes.decisions", { count: decisions.length })}>
        {decisions.map((decision) => (
          <Decided key={decision.id} language={language} decision={decision} />
        ))}
      </Part>
      <Part title={t("minutes.events", { count: events.length })}>
        {events.map((event) => (
          <Planned key={event.id} language={language} event={event} />
        ))}
      </Part>
      <Part title={t("minutes.questions", { count: open.length })}>
        {open.length === 0 ? (
          <p>{t("minutes.noQuestions")}</p>
        ) : (
          <ul className="list-disc pl-5">
            {open.map((text) => (
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

function Decided({ language, decision }: { language: Language; decision: Minutes["decisions"][number] }) {
  const { title, decided, metrics, needs } = decision;
  return (
    <section className="flex flex-col gap-1 print:break-inside-avoid">
      <h3 className="font-medium">{title}</h3>
      <p>{decided}</p>
      {metrics.length > 0 && (
        <ul className="list-disc pl-5">
          {metrics.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      )}
      {needs.length > 0 && (
        <p className="text-grey-7">
          {translator(language, "workshop")("minutes.needs")}{" "}
          <span className="font-mono text-grid">{needs.join(", ")}</span>
        </p>
      )}
    </section>
  );
}

function Planned({ language, event }: { language: Language; event: Minutes["events"][number] }) {
  const { name, isCritical, description, facts, properties } = event;
  return (
    <section className="flex flex-col gap-1 print:break-inside-avoid">
      <h3 className="font-medium font-mono">
        {name}
        {isCritical && (
          <span className="pl-2 font-normal font-sans text-grey-7 text-label">
            {translator(language, "workshop")("event.critical")}
          </span>
        )}
      </h3>
      <p>{description}</p>
      <p className="text-grey-7">{facts}</p>
      {properties.length > 0 && (
        <ul className="list-disc pl-5">
          {properties.map((property) => (
            <li key={property.id}>
              <span className="font-mono text-grid">{property.name}</span> {property.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
