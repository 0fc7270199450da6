"use server";

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { getBranch, loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { type ValuesAround, valuesAround } from "../../../../../../lib/plan/store-field-history.ts";
import { type HistoryEntry, objectHistory } from "../../../../../../lib/plan/store-history.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { liveOf } from "./event-live.ts";
import { historyLines } from "./history-lines.ts";
import type { HistoryLine } from "./history-tab.tsx";
import type { EventLive } from "./live-tab.tsx";

/** The last payloads of the event and how they were judged. */
export async function eventLiveAction(slug: string, branch: string, id: string): Promise<EventLive> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  return liveOf(project, plan, id, await requestLanguage());
}

/** Branches whose own changes are told with their values: the merges that stand first. */
const BRANCHES_MAX = 20;

async function valuesOnBranches(
  project: AuthorizedProject,
  entries: readonly HistoryEntry[],
): Promise<ReadonlyMap<string, ValuesAround>> {
  const found = new Map<string, ValuesAround>();
  for (const { merged, written = [] } of entries) {
    if (merged === undefined || found.size >= BRANCHES_MAX) continue;
    found.set(merged, await valuesAround(project, written, merged));
  }
  return found;
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
    const branchValues = await valuesOnBranches(project, entries);
    return historyLines(entries, language, { plan, id, values, branchValues, onMain: until !== undefined });
  };
  const own = await linesOn(branch);
  return branch === MAIN
    ? own
    : [...own, ...(await linesOn(MAIN, (await getBranch(project.projectId, branch)).createdAt))];
}
