"use client";

import { newJourney } from "../../../../../../lib/plan/new-object.ts";
import type { Journey } from "../../../../../../lib/plan/plan-journey.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { JOURNEY_FIELDS } from "../fields.ts";
import { JourneyMap } from "../journeys/journey-map.tsx";
import { newPlanId } from "../new-plan-id.ts";
import { ObjectDesk } from "./object-desk.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { RemoveObject } from "./remove-object.tsx";
import { StepsEditor } from "./steps-editor.tsx";

/** What people go through, step by step, and the events that fire there. */
export function JourneyDesk(props: { journeys: readonly Journey[]; published: readonly string[] }) {
  const { journeys } = props;
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="journey"
      label={t("nav.journeys")}
      newLabel={t("journey.new")}
      items={journeys.map((journey) => ({
        id: journey.id,
        title: localizedText(journey.name, language, journey.id),
        detail: localizedText(journey.description, language),
        count: t("count.steps", { count: journey.steps.length }),
      }))}
      create={(name) => {
        const object = newJourney({ id: newPlanId("jny"), name: { [language]: name } });
        return {
          id: object.id,
          edits: [{ command: "addObject", entry: { kind: "journey", object: object as never } }],
        };
      }}
      empty={{ title: t("journey.emptyTitle"), text: t("journey.emptyText"), example: t("journey.emptyExample") }}
      panelActions={(id, close) => {
        const journey = journeys.find((one) => one.id === id);
        const name = journey && localizedText(journey.name, language, journey.id);
        return journey && <RemoveObject kind="journey" object={journey} name={name ?? ""} onRemoved={close} />;
      }}
      panel={(id) => {
        const journey = journeys.find((one) => one.id === id);
        return (
          journey && (
            <div className="flex flex-col gap-6">
              <JourneyMap journey={journey} published={new Set(props.published)} />
              <ObjectFields subject={{ kind: "journey", id }} object={journey} table={JOURNEY_FIELDS}>
                <StepsEditor journey={journey} />
              </ObjectFields>
            </div>
          )
        );
      }}
    />
  );
}
