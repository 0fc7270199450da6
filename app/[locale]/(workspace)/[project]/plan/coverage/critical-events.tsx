"use client";

import { Star } from "lucide-react";
import { CRITICAL_MOST, criticalFault } from "../../../../../../lib/plan/critical.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { usePlanHref } from "../use-plan-href.ts";

interface NamedEvent {
  readonly id: string;
  readonly name: string;
}

/** The five to ten events the business cannot do without, and those that could be among them. */
export function CriticalEvents(props: {
  critical: readonly NamedEvent[];
  candidates: readonly NamedEvent[];
  /** How many events there are. */
  events: number;
}) {
  const t = useText("coverage");
  const { critical, candidates } = props;
  const count = critical.length;
  const advice = criticalFault(count, props.events) ?? "right";
  return (
    <section id="coverage-critical" className="pt-6">
      <h2 className="font-semibold text-title">{t("critical.title")}</h2>
      <p className="max-w-reading pb-2 text-grey-7">{t(`critical.${advice}`, { count })}</p>
      <Marked events={critical} to={false} />
      {count < CRITICAL_MOST && candidates.length > 0 && (
        <>
          <h3 className="pt-3 pb-1 font-medium">{t("critical.candidates")}</h3>
          <Marked events={candidates} to />
        </>
      )}
    </section>
  );
}

function Marked({ events, to }: { events: readonly NamedEvent[]; to: boolean }) {
  const t = useText("coverage");
  const href = usePlanHref();
  const { commit, editable, saving } = usePlanEditing();
  if (events.length === 0) return null;
  return (
    <ul className="max-w-2xl border-t">
      {events.map(({ id, name }) => (
        <li key={id} className="flex min-h-9 flex-wrap items-center gap-2 border-b px-2 py-1 text-grid">
          {!to && <Star aria-hidden className="size-3.5 text-grey-7" />}
          <TextLink className="min-w-0 flex-1 break-words font-mono" href={href("", { event: id, tab: "definition" })}>
            {name}
          </TextLink>
          {editable && (
            <Button
              size="small"
              disabled={saving}
              aria-label={t(to ? "critical.markLabel" : "critical.unmarkLabel", { name })}
              onClick={() => void commit([{ command: "updateEvent", id, changes: { critical: to } }])}
            >
              {t(to ? "critical.mark" : "critical.unmark")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
