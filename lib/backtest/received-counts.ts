/** How many received calls a breaking change would refuse: valid before, refused after at the change's own place. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { type ChangeMark, changeMark } from "../plan/change-mark.ts";
import type { Change } from "../plan/diff.ts";
import type { Plan, PublishedPlan } from "../plan/plan.ts";
import { judgeTraffic } from "./run.ts";
import { judgingSources } from "./run-backtest.ts";
import type { TrafficScope } from "./traffic.sql.ts";

export interface ReceivedCount {
  readonly last7Days: number;
  readonly last30Days: number;
  /** Not everything received was looked at: there may be more. */
  readonly atLeast: boolean;
}

const DAY_MS = 86_400_000;
/** Calls looked at: some seconds of one thread. */
const MOST = 200_000;

/** What people send under the names of the events concerned. */
function callsOf(marks: readonly ChangeMark[], plan: Plan): TrafficScope["calls"] {
  const ids = new Set(marks.flatMap(({ events }) => events));
  const named = plan.events
    .filter(({ id }) => ids.has(id))
    .flatMap(({ callType, name, formerNames }) => [name, ...formerNames].map((each) => ({ callType, name: each })));
  const traits = (["identify", "group"] as const)
    .filter((call) => marks.some((mark) => mark.call === call))
    .map((call) => ({ callType: call, name: "" }));
  return [...named, ...traits];
}

function asVersion(plan: Plan): PublishedPlan {
  return { version: 1, hash: "", plan, eventVersions: {} };
}

/**
 * For each change, in their order, what production sent in the last 7 and 30 days that it would refuse; nothing for changes
 * that refuse nothing. The latest 200,000 calls under the names concerned are looked at. Rejects when the signal aborts.
 */
export async function countReceived(
  project: AuthorizedProject,
  plans: { readonly before: Plan; readonly after: Plan },
  changes: readonly Change[],
  signal: AbortSignal = new AbortController().signal,
): Promise<(ReceivedCount | undefined)[]> {
  const { before, after } = plans;
  const marked = changes.map((change) => changeMark(change, before, after));
  const marks = marked.filter((mark) => mark !== undefined);
  if (marks.length === 0) return changes.map(() => undefined);
  const until = systemClock.now();
  const sources = await judgingSources(project.projectId);
  const job = { before: asVersion(before), after: asVersion(after), sources, marks, recent: until - 7 * DAY_MS };
  const calls = callsOf(marks, before) ?? [];
  const scope = { project: project.number, environment: "production", from: until - 30 * DAY_MS, until, calls };
  const { tally, leftOut } = await judgeTraffic({ job, scope, most: MOST, signal });
  const counts = new Map(marks.map((mark, index) => [mark, tally.marked[index]]));
  return marked.map((mark) => {
    const count = mark === undefined ? undefined : counts.get(mark);
    return count === undefined ? undefined : { last7Days: count.recent, last30Days: count.all, atLeast: leftOut > 0 };
  });
}

/** What a change is found by among those counted together. */
export function changeKey({ code, path }: Change): string {
  return `${code} ${path}`;
}

export type ReceivedByChange = ReadonlyMap<string, ReceivedCount>;

/** The counts by `changeKey`; undefined when they could not be had. For pages, which show the rest all the same. */
export async function receivedByChange(
  project: AuthorizedProject,
  plans: { readonly before: Plan; readonly after: Plan },
  changes: readonly Change[],
): Promise<ReceivedByChange | undefined> {
  try {
    const counts = await countReceived(project, plans, changes);
    return new Map(
      changes.flatMap((change, index) => {
        const count = counts[index];
        return count === undefined ? [] : [[changeKey(change), count] as const];
      }),
    );
  } catch (error) {
    log().warn({ reason: error instanceof Error ? error.message : "" }, "received calls could not be counted");
    return undefined;
  }
}
