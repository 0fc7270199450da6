"use client";

import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { AddLine } from "./add-line.tsx";
import { SaidCard } from "./said-card.tsx";
import { LineField, SaidField } from "./said-field.tsx";
import { useWorkshop } from "./workshop-context.tsx";
import { addDecision, changeDecision, ideasFor, isNamed, removeDecision } from "./workshop-edits.ts";

/** What is decided, by whom, and when. */
export function DecisionsStep() {
  const t = useText("workshop");
  const language = useLanguage();
  const { workshop, ideas, people, keyOf, change, remove, goTo } = useWorkshop();
  const free = ideasFor(workshop, ideas).decisions;

  function add(text: string) {
    const idea = free.find(({ name }) => isNamed(name, text));
    const { owner: _, ...told } = idea ?? {};
    const added = addDecision(idea?.name ?? { [language]: text }, told);
    change(added.change);
    goTo(`decision/${added.id}/owner`);
  }
  return (
    <div className="flex flex-col gap-3">
      {workshop.decisions.map((decision, index) => {
        const name = localizedText(decision.name, language, decision.id);
        const put = (changes: Partial<typeof decision>) => change(changeDecision(decision.id, changes));
        return (
          <SaidCard
            key={keyOf(decision.id)}
            path={`decision/${decision.id}`}
            level={2}
            title={`${index + 1}. ${name}`}
            onRemove={() => remove(name, removeDecision(decision.id))}
            removeLabel={t("remove", { name })}
          >
            <SaidField
              label={t("decision.question")}
              path={`decision/${decision.id}/name`}
              value={decision.name}
              onChange={(value) => (value.en || value.fr) && put({ name: value })}
            />
            <div className="flex flex-wrap gap-3">
              <LineField
                label={t("decision.who")}
                path={`decision/${decision.id}/owner`}
                value={decision.owner ?? ""}
                suggestions={people}
                onChange={(owner) => put({ owner })}
              />
              <SaidField
                label={t("decision.when")}
                path={`decision/${decision.id}/when`}
                placeholder={t("decision.whenExample")}
                value={decision.when}
                onChange={(when) => put({ when })}
              />
            </div>
          </SaidCard>
        );
      })}
      <AddLine
        label={t("decision.add")}
        full={workshop.decisions.length >= WORKSHOP_LIMITS.decisions}
        path="workshop/decisions"
        suggestions={free.map(({ name, id }) => localizedText(name, language, id))}
        onAdd={add}
      />
    </div>
  );
}
