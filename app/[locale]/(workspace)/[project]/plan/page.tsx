import type { Metadata } from "next";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import {
  commitPlanAction,
  eventFindingsAction,
  newEventAction,
  openEventAction,
  previewPlanAction,
} from "./actions.ts";
import { oneOf, openPlanPage, type PlanPageProps } from "./branch-view.ts";
import { eventRows, eventView } from "./event-view.ts";
import { PlanDesk } from "./grid/plan-desk.tsx";
import { LockedNotice } from "./locked-notice.tsx";
import { eventCodeAction, eventHistoryAction, eventLiveAction } from "./panel/actions.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "plan")("title") };
}

const ACTIONS = {
  commit: commitPlanAction,
  preview: previewPlanAction,
  findings: eventFindingsAction,
  open: openEventAction,
  create: newEventAction,
  code: eventCodeAction,
  live: eventLiveAction,
  history: eventHistoryAction,
};

export default async function PlanPage(props: PlanPageProps) {
  const { language, plan, view, locked } = await openPlanPage(props);
  const opened = eventView(plan, oneOf((await props.searchParams).event));
  return (
    <>
      <h1 className="sr-only">{translator(language, "plan")("title")}</h1>
      <LockedNotice language={language} locked={locked} />
      <div className="flex min-h-0 flex-1 flex-col pt-2">
        <PlanDesk key={view.branch} view={view} rows={eventRows(plan)} opened={opened} actions={ACTIONS} />
      </div>
    </>
  );
}
