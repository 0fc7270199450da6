"use server";

import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { valuesAround } from "../../../../../../lib/plan/store-field-history.ts";
import { objectHistory } from "../../../../../../lib/plan/store-history.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import type { EventCode } from "./code-tab.tsx";
import { eventCode } from "./event-code.ts";
import { liveOf } from "./event-live.ts";
import { historyLines } from "./history-lines.ts";
import type { HistoryLine } from "./history-tab.tsx";
import type { EventLive } from "./live-tab.tsx";

/** The call to paste, and what the event is judged by. */
export async function eventCodeAction(slug: string, branch: string, id: string): Promise<EventCode> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  return eventCode({ plan, id, published: await latestVersion(project.projectId), language: await requestLanguage() });
}

/** The last payloads of the event and how they were judged. */
export async function eventLiveAction(slug: string, branch: string, id: string): Promise<EventLive> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  return liveOf(project, plan, id, await requestLanguage());
}

/** Who changed the event, and what of it. */
export async function eventHistoryAction(slug: string, branch: string, id: string): Promise<readonly HistoryLine[]> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  const entries = await objectHistory(project, id, { branch });
  const values = await valuesAround(project, entries, branch);
  return historyLines(entries, await requestLanguage(), { plan, id, values });
}
