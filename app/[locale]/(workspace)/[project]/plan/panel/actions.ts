"use server";

import { getBranch, loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
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

/** Who changed the event, and what of it; on a branch, then what main had of it when the branch left it. */
export async function eventHistoryAction(slug: string, branch: string, id: string): Promise<readonly HistoryLine[]> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  const language = await requestLanguage();
  const linesOn = async (name: string, until?: Date) => {
    const all = await objectHistory(project, id, { branch: name });
    const entries = until === undefined ? all : all.filter(({ at }) => at <= until);
    const values = await valuesAround(project, entries, name);
    return historyLines(entries, language, { plan, id, values, onMain: until !== undefined });
  };
  const own = await linesOn(branch);
  return branch === MAIN
    ? own
    : [...own, ...(await linesOn(MAIN, (await getBranch(project.projectId, branch)).createdAt))];
}
