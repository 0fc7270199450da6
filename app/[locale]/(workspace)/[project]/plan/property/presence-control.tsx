"use client";

import type { PlanEvent, Property } from "../../../../../../lib/plan/plan.ts";
import { exceptionsOf, generalPresence, notFilledIn, presenceKey } from "../../../../../../lib/plan/presence.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { type PlanEditing, usePlanEditing } from "../editing/editing-context.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { useAhead } from "../editing/use-ahead.ts";
import { fieldEdits, type Subject, subjectPath } from "../field-edits.ts";
import { PRESENCE_FIELDS } from "../fields.ts";
import { WithHistory } from "../history/field-history.tsx";

/** Sources from which the event fires, and those that it makes an exception for all the same. */
function sourcesOf(event: PlanEvent, property: Property, { sources }: PlanEditing["facts"]): readonly string[] {
  const named = exceptionsOf(event, property.id).map(({ source }) => source);
  return [...new Set([...(event.sources.length > 0 ? event.sources : sources), ...named])];
}

/** How each source sends a property of an event: as the property says, or otherwise. */
export function PresenceControl({ event, property }: { event: PlanEvent; property: Property }) {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  const sources = sourcesOf(event, property, facts);
  const left = notFilledIn(event, property);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-grid">{t("presence.title")}</legend>
      {sources.length === 0 ? (
        <p className="text-grey-7 text-grid">{t("presence.noSource")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {sources.map((source) => (
            <li key={source}>
              <SourceRow event={event} property={property} source={source} />
            </li>
          ))}
        </ul>
      )}
      {left && <p className="mt-1 text-grey-7 text-grid">{t(`presence.${left}`)}</p>}
    </fieldset>
  );
}

function SourceRow({ event, property, source }: { event: PlanEvent; property: Property; source: string }) {
  const t = useText("plan");
  const { editable, commit } = usePlanEditing();
  const subject: Subject = { kind: "presence", event: event.id, property: property.id, source };
  const value = exceptionsOf(event, property.id).find((one) => one.source === source)?.presence;
  const [shown, choose] = useAhead(value, (next) => commit(fieldEdits(subject, "presence", value, next)));
  const id = `presence-${event.id}-${presenceKey({ property: property.id, source })}`;
  const general = t(`option.presence.${generalPresence(property)}`);
  return (
    <WithHistory
      subject={subject}
      field="presence"
      label={t("presence.from", { name: property.name, source })}
      value={value}
      optional
      inLine
    >
      <div className="flex min-h-8 items-center gap-2 pr-14 max-sm:flex-col max-sm:items-stretch max-sm:gap-1 max-sm:pr-0">
        <label htmlFor={id} className="min-w-0 flex-1 truncate font-mono text-grid max-sm:py-1">
          {source}
        </label>
        <Select
          id={id}
          disabled={!editable}
          value={shown ?? ""}
          options={[
            { value: "", label: t("presence.general", { presence: general }) },
            ...(PRESENCE_FIELDS.presence.options ?? []).map((one) => ({
              value: one,
              label: t(`option.presence.${one}` as "option.presence.never"),
            })),
          ]}
          onChange={(change) => choose((change.target.value || undefined) as typeof value)}
          className="w-56 max-sm:w-full"
        />
      </div>
      <FieldNotes path={subjectPath(subject)} within />
    </WithHistory>
  );
}

/** Says in a row that sources send the property otherwise; nothing where none does. */
export function PresenceMark({ event, property }: { event: PlanEvent; property: Property }) {
  const t = useText("plan");
  const own = exceptionsOf(event, property.id);
  if (own.length === 0) return null;
  const told = own.map(({ source, presence }) => `${source}: ${t(`option.presence.${presence}`)}`).join("\n");
  return (
    <span title={told} className="shrink-0">
      <Badge>{t("presence.count", { count: own.length })}</Badge>
    </span>
  );
}
