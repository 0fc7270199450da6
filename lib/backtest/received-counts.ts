/** How many received calls a breaking change would refuse: valid before, refused after at the change's own place. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { contentHash } from "../plan/canonical-json.ts";
import { type ChangeMark, changeMark } from "../plan/change-mark.ts";
import type { Change } from "../plan/diff.ts";
import type { Plan, PublishedPlan } from "../plan/plan.ts";
import type { Tally } from "./backtest.ts";
import type { JudgingJob } from "./judging.ts";
import { judgeTraffic } from "./run.ts";
import { judgingSources } from "./run-backtest.ts";
import { SharedWork } from "./shared-work.ts";
import type { TrafficScope } from "./traffic.sql.ts";

export interface ReceivedCount {
  readonly last7Days: number;
  readonly last30Days: number;
  /** Not everything received was looked at: there may be more. */
  readonly atLeast: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Calls looked at: some seconds of one thread. */
const MOST = 200_000;
/** Questions of all projects that are counted or wait to be. */
const WAITING_MOST = 20;
/** What a page waits for its counts. */
const PAGE_MS = 20_000;

/** What people send under the names of the events concerned. */
function callsOf(marks: readonly ChangeMark[], plan: Plan): NonNullable<TrafficScope["calls"]> {
  const ids = new Set(marks.flatMap(({ events }) => events));
  const named = plan.events
    .filter(({ id }) => ids.has(id))
    .flatMap(({ callType, name, formerNames }) => [name, ...formerNames].map((each) => ({ callType, name: each })));
  const traits = (["identify", "group"] as const)
    .filter((call) => marks.some((mark) => mark.call === call))
    .map((call) => ({ callType: call, name: "" }));
  return [...named, ...traits];
}

/** The events that a call under one of these names may be judged as; all else of the plan is left out. */
function concerned(plan: Plan, calls: NonNullable<TrafficScope["calls"]>): PublishedPlan {
  const names = new Set(calls.map(({ callType, name }) => `${callType} ${name}`));
  const events = plan.events.filter(({ callType, name, formerNames }) =>
    [name, ...formerNames].some((each) => names.has(`${callType} ${each}`)),
  );
  return { version: 1, hash: "", plan: { ...plan, events }, eventVersions: {} };
}

interface Counts {
  readonly marked: Tally["marked"];
  readonly atLeast: boolean;
}

type Count = Pick<JudgingJob, "before" | "after" | "sources" | "marks"> & Pick<TrafficScope, "project" | "calls">;

/** One reading of recorded calls: heavy, so all who ask for the same share it, and one is done at a time. */
async function count({ project, calls, ...job }: Count, signal: AbortSignal): Promise<Counts> {
  const until = systemClock.now();
  const days = { from: until - 30 * DAY_MS, until };
  const scope = { project, environment: "production", ...days, ...(calls === undefined ? {} : { calls }) };
  const { tally, leftOut } = await judgeTraffic({
    job: { ...job, recent: until - 7 * DAY_MS },
    scope,
    most: MOST,
    signal,
  });
  return { marked: tally.marked, atLeast: leftOut > 0 };
}

/**
 * For each change, in their order, what production sent in the last 7 and 30 days that it would refuse; nothing for changes
 * that refuse nothing. The latest 200,000 calls under the names concerned are looked at, at most once an hour for the same
 * question. Rejects when the signal aborts, and when too many questions wait.
 */
export async function countReceived(
  project: AuthorizedProject,
  plans: { readonly before: Plan; readonly after: Plan },
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<(ReceivedCount | undefined)[]> {
  const { before, after } = plans;
  const marked = changes.map((change) => changeMark(change, before, after));
  const marks = marked.filter((mark) => mark !== undefined);
  if (marks.length === 0) return changes.map(() => undefined);
  const calls = callsOf(marks, before);
  const job: Count = {
    before: concerned(before, calls),
    after: concerned(after, calls),
    sources: await judgingSources(project.projectId),
    marks,
    project: project.number,
    calls,
  };
  const { marked: counted, atLeast } = await sharedCounts().get(contentHash(job), (stop) => count(job, stop), signal);
  const counts = new Map(marks.map((mark, index) => [mark, counted[index]]));
  return marked.map((mark) => {
    const own = mark === undefined ? undefined : counts.get(mark);
    return own === undefined ? undefined : { last7Days: own.recent, last30Days: own.all, atLeast };
  });
}

/** Those of every project of this process. */
function sharedCounts(): SharedWork<Counts> {
  return processState(
    "receivedCounts",
    () => new SharedWork<Counts>({ keptMs: HOUR_MS, keptMost: 500, goingMost: WAITING_MOST }),
  );
}

/** What a change is found by among those counted together. */
export function changeKey({ code, path }: Change): string {
  return `${code} ${path}`;
}

export type ReceivedByChange = ReadonlyMap<string, ReceivedCount>;

/** The counts by `changeKey`; undefined when they could not be had in time. For pages, which show the rest all the same. */
export async function receivedByChange(
  project: AuthorizedProject,
  plans: { readonly before: Plan; readonly after: Plan },
  changes: readonly Change[],
): Promise<ReceivedByChange | undefined> {
  try {
    const counts = await countReceived(project, plans, changes, AbortSignal.timeout(PAGE_MS));
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
