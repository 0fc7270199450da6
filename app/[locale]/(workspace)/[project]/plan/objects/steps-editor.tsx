"use client";

import { newStep } from "../../../../../../lib/plan/new-object.ts";
import type { Journey } from "../../../../../../lib/plan/plan-journey.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { STEP_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { ItemList } from "./item-list.tsx";
import { ObjectFields } from "./object-fields.tsx";

/** The steps of a journey in their order, each with the events pinned on it. */
export function StepsEditor({ journey }: { journey: Journey }) {
  const t = useText("plan");
  const language = useLanguage();
  const { commit } = usePlanEditing();
  return (
    <ItemList
      title={t("journey.steps")}
      items={journey.steps.map(({ id, name }) => ({ key: id, title: localizedText(name, language, id) }))}
      newLabel={t("journey.newStep")}
      empty={t("journey.noSteps")}
      onAdd={(name) => {
        const step = newStep({ id: newPlanId("stp"), name: { [language]: name } });
        return commit([{ command: "addStep", journey: journey.id, step: step as never }]);
      }}
      onRemove={(id) => void commit([{ command: "removeStep", journey: journey.id, id }])}
      onMove={(id, before) => void commit([{ command: "moveStep", journey: journey.id, id, before }])}
    >
      {(id) => {
        const step = journey.steps.find((one) => one.id === id);
        const subject = { kind: "step", journey: journey.id, id } as const;
        return step && <ObjectFields subject={subject} object={step} table={STEP_FIELDS} />;
      }}
    </ItemList>
  );
}
