"use client";

import type { ReactNode } from "react";
import type { LocalizedText } from "../../../../../../lib/plan/plan.ts";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { LineField, SaidField } from "./said-field.tsx";
import { focusNext } from "./step-of-path.ts";
import { useWorkshop } from "./workshop-context.tsx";
import { nameSteps } from "./workshop-edits.ts";

export interface TemplateName {
  readonly key: string;
  readonly name: LocalizedText;
}

/** A list in which Enter adds what is typed; where nothing is, it leads on to the next one, as the lines of later steps do. */
function LeadingOn({ path, children }: { path: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pressed is pressed in the field inside
    <div
      data-path={path}
      data-adds
      onKeyDown={(event) => {
        const { key, defaultPrevented, nativeEvent, target, currentTarget } = event;
        if (key !== "Enter" || defaultPrevented || nativeEvent.repeat || !(target instanceof HTMLInputElement)) return;
        event.preventDefault();
        focusNext(currentTarget);
      }}
    >
      {children}
    </div>
  );
}

/** Who is there and when, what people go through, and what identifies them. */
export function MeetingStep({ templates }: { templates: readonly TemplateName[] }) {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, readOnly, keyOf, change, remove } = useWorkshop();
  const { journey } = workshop;
  const stepNames = journey.steps.map(({ id, name }) => localizedText(name, language, id));
  // A step goes with what stands on it: that can be undone.
  const putSteps = (names: readonly string[]) => {
    const gone = stepNames.filter((name) => !names.includes(name));
    if (gone.length > 0) remove(gone.join(", "), nameSteps(names, language));
    else change(nameSteps(names, language));
  };
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="flex flex-wrap gap-3">
        <LineField
          label={t("meeting.title")}
          path="workshop/title"
          maxLength={WORKSHOP_LIMITS.title}
          value={workshop.title}
          onChange={(title) => title.trim() !== "" && change((at) => ({ ...at, title }))}
        />
        <Field label={t("meeting.day")} className="w-44">
          {(control) => (
            <Input
              {...control}
              type="date"
              readOnly={readOnly}
              value={workshop.heldOn}
              onChange={({ target: { value } }) => value !== "" && change((at) => ({ ...at, heldOn: value }))}
            />
          )}
        </Field>
      </div>
      <LeadingOn path="workshop/present">
        <Field label={t("meeting.present")} hint={t("meeting.presentHint")}>
          {(control) => (
            <ListInput
              {...control}
              label={t("meeting.present")}
              disabled={readOnly}
              values={workshop.present}
              onChange={(present) => change((at) => ({ ...at, present }))}
            />
          )}
        </Field>
      </LeadingOn>
      <Field label={t("meeting.template")} hint={t("meeting.templateHint")} className="max-w-sm">
        {(control) => (
          <Select
            {...control}
            disabled={readOnly}
            value={workshop.template ?? ""}
            onChange={({ target: { value } }) =>
              change(({ template: _, ...at }) => (value === "" ? at : { ...at, template: value }))
            }
            options={[
              { value: "", label: t("meeting.noTemplate") },
              ...templates.map(({ key, name }) => ({ value: key, label: localizedText(name, language, key) })),
            ]}
          />
        )}
      </Field>
      <Checkbox
        label={t("meeting.bilingual")}
        hint={t("meeting.bilingualHint")}
        disabled={readOnly}
        checked={workshop.bilingual}
        onChange={({ target: { checked } }) => change((at) => ({ ...at, bilingual: checked }))}
      />
      <div data-path={`journey/${journey.id}`} className="flex flex-col gap-3">
        <SaidField
          label={t("meeting.journey")}
          path={`journey/${journey.id}/name`}
          placeholder={t("meeting.journeyExample")}
          value={journey.name}
          onChange={(name) => change((at) => ({ ...at, journey: { ...at.journey, name } }))}
        />
        <LeadingOn path={`journey/${journey.id}/steps`}>
          <Field label={t("meeting.steps")} hint={t("meeting.stepsHint")}>
            {(control) => (
              <ListInput
                {...control}
                label={t("meeting.steps")}
                disabled={readOnly}
                values={stepNames}
                onChange={putSteps}
              />
            )}
          </Field>
        </LeadingOn>
        {workshop.bilingual &&
          journey.steps.map((step) => (
            <SaidField
              key={keyOf(step.id)}
              label={t("meeting.step")}
              path={`journey/${journey.id}/steps/${step.id}/name`}
              value={step.name}
              onChange={(name) =>
                (name.en || name.fr) &&
                change((at) => ({
                  ...at,
                  journey: {
                    ...at.journey,
                    steps: at.journey.steps.map((one) => (one.id === step.id ? { ...one, name } : one)),
                  },
                }))
              }
            />
          ))}
      </div>
      <LineField
        label={t("meeting.person")}
        hint={t("meeting.personHint")}
        path="plan/settings/canonicalUserId"
        value={workshop.canonicalUserId ?? ""}
        onChange={(text) =>
          change(({ canonicalUserId: _, ...at }) => (text === "" ? at : { ...at, canonicalUserId: text }))
        }
      />
    </div>
  );
}
