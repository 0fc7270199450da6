"use client";

import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TRIGGER_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { ItemList } from "../objects/item-list.tsx";
import { ObjectFields } from "../objects/object-fields.tsx";

/** The places where the event fires, one by one, each with its source and its picture. */
export function TriggersEditor({ event }: { event: PlanEvent }) {
  const t = useText("plan");
  const language = useLanguage();
  const { commit } = usePlanEditing();
  return (
    <ItemList
      title={t("trigger.title")}
      items={event.triggers.map(({ id, text }) => ({ key: id, title: localizedText(text, language, id) }))}
      newLabel={t("trigger.new")}
      empty={t("trigger.none")}
      onAdd={(text) => {
        const trigger = { id: newPlanId("trg"), text: { [language]: text } };
        return commit([{ command: "addTrigger", event: event.id, trigger }]);
      }}
      onRemove={(id) => void commit([{ command: "removeTrigger", event: event.id, id }])}
      onMove={(id, before) => void commit([{ command: "moveTrigger", event: event.id, id, before }])}
    >
      {(id) => {
        const trigger = event.triggers.find((one) => one.id === id);
        const subject = { kind: "trigger", event: event.id, id } as const;
        return trigger && <ObjectFields subject={subject} object={trigger} table={TRIGGER_FIELDS} />;
      }}
    </ItemList>
  );
}
