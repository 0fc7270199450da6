"use client";

import { EVENT_ROLES, type EventRole, type PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { EVENT_ROLE_WORDS } from "../../../../../../lib/plan/role-word.ts";
import { stepOf } from "../../../../../../lib/plan/workshop.ts";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { PropertyRows } from "./property-rows.tsx";
import { SaidCard } from "./said-card.tsx";
import { LineField, SaidField } from "./said-field.tsx";
import { useWorkshop } from "./workshop-context.tsx";
import { changeEvent, putOnStep, removeEvent } from "./workshop-edits.ts";

/** What an event means, when it fires, who answers for it, where it stands, and what it carries. */
export function EventCard({ event, metric }: { event: PlanEvent; metric: string }) {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, people, readOnly, change, remove } = useWorkshop();
  const { id, name, roles } = event;
  const put = (changes: Partial<PlanEvent>) => change(changeEvent(id, changes));
  const steps = workshop.journey.steps.map((step) => ({
    value: step.id,
    label: localizedText(step.name, language, step.id),
  }));
  return (
    <SaidCard
      path={`event/${id}`}
      title={name}
      code
      onRemove={() => remove(name, removeEvent(id, metric))}
      removeLabel={t("remove", { name })}
      aside={
        <Checkbox
          label={t("event.critical")}
          disabled={readOnly}
          checked={event.critical}
          onChange={({ target: { checked } }) => put({ critical: checked })}
        />
      }
    >
      <div className="flex flex-wrap gap-3">
        <SaidField
          label={t("event.description")}
          path={`event/${id}/description`}
          placeholder={t("event.descriptionExample")}
          value={event.description}
          onChange={(description) => put({ description })}
        />
        <SaidField
          label={t("event.trigger")}
          path={`event/${id}/trigger`}
          placeholder={t("event.triggerExample")}
          value={event.trigger}
          onChange={(trigger) => put({ trigger })}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <LineField
          label={t("event.owner")}
          path={`event/${id}/owner`}
          value={event.owner ?? ""}
          suggestions={people}
          onChange={(owner) => put({ owner })}
        />
        <div data-path={`event/${id}/step`} className="min-w-0 flex-1 basis-48">
          <Field label={t("event.step")} hint={steps.length === 0 ? t("event.noSteps") : undefined}>
            {(control) => (
              <Select
                {...control}
                disabled={readOnly || steps.length === 0}
                value={stepOf(workshop, id) ?? ""}
                onChange={({ target: { value } }) => change(putOnStep(id, value))}
                options={[{ value: "", label: t("event.noStep") }, ...steps]}
              />
            )}
          </Field>
        </div>
        <Field label={t("event.role")} className="min-w-0 flex-1 basis-48">
          {(control) => (
            <Select
              {...control}
              disabled={readOnly}
              value={roles[0] ?? ""}
              onChange={({ target: { value } }) => put({ roles: value === "" ? [] : [value as EventRole] })}
              options={[
                { value: "", label: t("event.noRole") },
                ...EVENT_ROLES.map((role) => ({ value: role, label: EVENT_ROLE_WORDS[role][language] })),
              ]}
            />
          )}
        </Field>
      </div>
      <PropertyRows event={event} />
    </SaidCard>
  );
}
