import type { Metadata } from "next";
import { readSingleKeys } from "../../../../../lib/access/preference.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../../lib/plan/store.ts";
import { listViews } from "../../../../../lib/plan/store-view.ts";
import { currentPerson, pageLanguage } from "../../../../_access/request.ts";
import {
  commitPlanAction,
  eventFindingsAction,
  newEventAction,
  newEventsAction,
  openEventAction,
  previewPlanAction,
  undoPlanAction,
} from "./actions.ts";
import { oneOf, openPlanPage, type PlanPageProps } from "./branch-view.ts";
import { eventFindings, eventRowsText, eventView } from "./event-view.ts";
import { PlanDesk } from "./grid/plan-desk.tsx";
import { createViewAction, deleteViewAction, keepSingleKeysAction, updateViewAction } from "./grid/view-actions.ts";
import { LockedNotice } from "./locked-notice.tsx";
import { eventHistoryAction, eventLiveAction } from "./panel/actions.ts";
import { readSchemaAction } from "./panel/schema-actions.ts";
import { isJudged } from "./shown-findings.ts";
import { HouseOfferLines } from "./templates/house-offer.tsx";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "plan")("title") };
}

const ACTIONS = {
  commit: commitPlanAction,
  preview: previewPlanAction,
  undo: undoPlanAction,
  findings: eventFindingsAction,
  open: openEventAction,
  create: newEventAction,
  createEvents: newEventsAction,
  views: { create: createViewAction, update: updateViewAction, remove: deleteViewAction },
  keepSingleKeys: keepSingleKeysAction,
  schema: readSchemaAction,
  live: eventLiveAction,
  history: eventHistoryAction,
};

export default async function PlanPage(props: PlanPageProps) {
  const at = await openPlanPage(props);
  const { language, project, plan, view, scope } = at;
  const [views, reader] = await Promise.all([listViews(project), currentPerson()]);
  const person = { views, singleKeys: reader ? await readSingleKeys(reader) : true };
  const opened = eventView(plan, oneOf((await props.searchParams).event));
  const found = opened && isJudged(plan, scope) ? eventFindings(plan, scope, opened.event.id) : undefined;
  return (
    <>
      <h1 className="sr-only">{translator(language, "plan")("title")}</h1>
      <LockedNotice opened={at} />
      {view.branch === MAIN && <HouseOfferLines project={project} language={language} />}
      <div className="flex min-h-0 flex-1 flex-col pt-2">
        <PlanDesk
          key={view.branch}
          view={view}
          rows={eventRowsText(plan)}
          opened={opened}
          found={found}
          person={person}
          actions={ACTIONS}
        />
      </div>
    </>
  );
}
