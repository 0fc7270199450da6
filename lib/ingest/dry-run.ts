/**
 * What other settings of a source would have made of what came from it lately. Only what broke a plan is judged, under the
 * version that judged it on arrival: what conforms, or does so as the plan transforms it, is in analysis whatever the settings.
 * Nothing is stored or changed.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import type { EnforcementRule, Mode, Strip } from "../plan/enforcement.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Environment } from "./disposition.ts";
import {
  type ArrivedRow,
  arrivedCounts,
  brokenRows,
  brokenUids,
  type ConformantRow,
  conformantCounts,
  type DryRunScope,
} from "./dry-run.sql.ts";
import { type DryRunJob, type DryRunJudged, type Standing, shownName } from "./dry-run-judging.ts";
import {
  DRY_RUN_DAYS,
  DRY_RUN_EVENTS,
  DRY_RUN_STEP_MS,
  type DryRun,
  type DryRunEvent,
  joinedEvents,
  noFates,
} from "./dry-run-result.ts";
import type { SourceEnforcement } from "./enforce.ts";
import { findPublished } from "./plan-registry.ts";
import { dryRunPlace } from "./rejudging-place.ts";
import { runningIngest } from "./running-ingest.ts";
import { runsOf } from "./uid-runs.ts";
import type { UnplannedRule } from "./validate.ts";

/** Events that break a plan and are judged at most; older ones are left out, and counted. */
const MOST = 50_000;
/** Events read at once. */
const RUN = 1_000;
/** So few are judged before a thread has begun. */
const FEW = 200;
const LONG = { maxSeconds: 120 } as const;

/** What is absent is as the source is set today. */
type DryRunChoice = Partial<SourceEnforcement>;

interface DryRunRange {
  /** Epoch milliseconds, `until` excluded; never more than the last seven days. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

async function sourceOf({ projectId }: AuthorizedProject, slug: string): Promise<Standing> {
  const row = await planDb().source.findUnique({ where: { projectId_slug: { projectId, slug } } });
  if (row === null) throw new UserError("not_found");
  return {
    ...{ number: row.number, slug },
    environment: row.environment as Environment,
    mode: row.mode as Mode,
    strip: row.strip as Strip,
    rules: row.rules as unknown as readonly EnforcementRule[],
    unplanned: row.unplanned as UnplannedRule,
  };
}

function conformantEvent({ call_type, event_id, event_name, n }: ConformantRow): DryRunEvent {
  return {
    ...(event_id === "" ? {} : { eventId: event_id }),
    callType: call_type,
    name: shownName(event_name),
    conformant: Number(n),
    before: noFates(),
    after: noFates(),
  };
}

interface DryRunWork {
  readonly job: DryRunJob;
  readonly projectId: string;
  readonly scope: DryRunScope;
  /** Events that break a plan. */
  readonly broken: number;
  readonly signal: AbortSignal | undefined;
}

/** Judges the latest events that break a plan: elsewhere, so that this thread only reads and hands on. */
async function judgeRows({ job, projectId, scope, broken, signal }: DryRunWork): Promise<DryRunJudged> {
  const place = (broken > FEW ? dryRunPlace.open : dryRunPlace.here)(job);
  const known = new Set<number>();
  let pending: Promise<void> | undefined;
  try {
    const numbers = await eventDb().lines("ingest.dry run uids", brokenUids(scope, MOST), LONG);
    for (const run of runsOf(numbers, RUN)) {
      for (const version of run.versions) {
        if (known.has(version)) continue;
        known.add(version);
        const published = await findPublished(projectId, version);
        if (published !== undefined) await place.know(published);
      }
      const rows = await eventDb().jsonLines("ingest.dry run rows", brokenRows(scope, run), LONG);
      await pending;
      signal?.throwIfAborted();
      pending = place.add(rows);
      // Whoever waits for it next says what failed.
      pending.catch(() => undefined);
    }
    await pending;
    signal?.throwIfAborted();
    return await place.result();
  } finally {
    await place.stop();
  }
}

/**
 * What other settings would have made of what came from a source, as it was judged on arrival. Viewers and above.
 * `signal`: stops it. @throws UserError `not_found`
 */
export async function dryRunEnforcement(
  project: AuthorizedProject,
  slug: string,
  choice: DryRunChoice,
  { from, until }: DryRunRange = {},
  signal?: AbortSignal,
): Promise<DryRun> {
  const source = await sourceOf(project, slug);
  const { mode = source.mode, strip = source.strip, rules = source.rules } = choice;
  await runningIngest()?.settled();
  const now = Date.now() + 1;
  const earliest = now - DRY_RUN_DAYS * DRY_RUN_STEP_MS;
  const start = Math.min(now, Math.max(earliest, from ?? earliest));
  const end = Math.max(start, Math.min(now, until ?? now));
  const scope = { project: project.number, source: source.number, from: start, until: end };
  const [[counted], names, latest] = await Promise.all([
    eventDb().query<ArrivedRow>("ingest.dry run counts", arrivedCounts(scope), LONG),
    eventDb().query<ConformantRow>("ingest.dry run conformant", conformantCounts(scope, DRY_RUN_EVENTS), LONG),
    latestVersion(project.projectId),
  ]);
  const broken = Number(counted?.broken ?? 0);
  const wanted = { mode, strip, rules };
  const job = { source, wanted, ...(latest === undefined ? {} : { plan: latest.plan }) };
  const judged = await judgeRows({ job, projectId: project.projectId, scope, broken, signal });
  return {
    from: start,
    until: end,
    received: Number(counted?.received ?? 0),
    conformant: Number(counted?.conformant ?? 0),
    leftOut: Math.max(0, broken - MOST),
    ...judged,
    events: joinedEvents([...judged.events, ...names.map(conformantEvent)]),
  };
}
