"use client";

import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { EVENT_FIELDS, fieldsIn } from "../fields.ts";
import { RenewalButton } from "./renewal-button.tsx";
import { TriggersEditor } from "./triggers-editor.tsx";

const SECTIONS = ["naming", "meaning", "ownership", "privacy", "lifecycle"] as const;

/** What the event is called, what it means, whose it is and how long it lives. */
export function DefinitionTab({ event }: { event: PlanEvent }) {
  const t = useText("plan");
  const subject = { kind: "event", id: event.id } as const;
  return (
    <div className="flex flex-col gap-6">
      <FieldNotes path={`event/${event.id}`} />
      {SECTIONS.map((section) => (
        <section key={section} aria-label={t(`section.${section}`)} className="flex flex-col gap-4">
          <h3 className="border-b pb-1 font-semibold">{t(`section.${section}`)}</h3>
          {fieldsIn(EVENT_FIELDS, section).map((field) => (
            <FieldControl
              key={`${event.id} ${field}`}
              subject={subject}
              field={field}
              spec={EVENT_FIELDS[field]}
              value={event[field]}
            />
          ))}
          {section === "meaning" && <TriggersEditor event={event} />}
          {section === "lifecycle" && event.expiresOn !== undefined && (
            <div>
              <RenewalButton path={`event/${event.id}`} />
            </div>
          )}
        </section>
      ))}
      <p className="break-all text-grey-7 text-label">{t("idOf", { id: event.id })}</p>
    </div>
  );
}
