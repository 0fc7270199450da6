"use client";

import Link from "next/link";
import { useText } from "../../../../../_ui/text.tsx";
import type { Choice } from "../editing/editing-context.tsx";
import { usePlanHref } from "../use-plan-href.ts";

/** Events that an object is about, each with the way to it. */
export function EventLinks(props: { title: string; empty: string; events: readonly Choice[]; tab?: "properties" }) {
  const { title, empty, events, tab } = props;
  const href = usePlanHref();
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium text-grid">{title}</h3>
      {events.length === 0 ? (
        <p className="text-grey-7 text-grid">{empty}</p>
      ) : (
        <ul className="text-grid">
          {events.map(({ id, label }) => (
            <li key={id}>
              <Link
                href={href("", { event: id, ...(tab && { tab }) })}
                className="inline-flex min-h-6 items-center font-mono text-accent-7 underline underline-offset-2"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The events that serve a decision or a metric. */
export function ServedBy({ events }: { events: readonly Choice[] }) {
  const t = useText("plan");
  return <EventLinks title={t("decision.servedBy")} empty={t("decision.servedByNone")} events={events} />;
}
