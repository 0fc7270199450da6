/**
 * What other settings of a source would have made of what came from it lately. Only what broke a plan is judged, under the
 * version that judged it on arrival: what conforms, or does so as the plan transforms it, is in analysis whatever the settings.
 * Nothing is stored or changed.
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { storableText } from "../base/storable.ts";
import type { EnforcementRule, Mode, Strip } from "../plan/enforcement.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { maskCall } from "../violation/mask.ts";
import type { Judgement, Verdict, Violation } from "../violation/violation.ts";
import type { Call, CallKind } from "./call.ts";
import { type Environment, outcomeOf, receivedAs } from "./disposition.ts";
import {
  type ArrivedRow,
  arrivedCounts,
  type BrokenRow,
  type BrokenUidRow,
  brokenRows,
  brokenUids,
  type ConformantRow,
  conformantCounts,
  type DryRunScope,
} from "./dry-run.sql.ts";
import {
  DRY_RUN_DAYS,
  DRY_RUN_EVENTS,
  DRY_RUN_STEP_MS,
  type DryRun,
  type DryRunEvent,
  type DryRunSample,
  type Fate,
  fewSamples,
  joinedEvents,
  noFates,
} from "./dry-run-result.ts";
import { enforce, type SourceEnforcement } from "./enforce.ts";
import { findPublished } from "./plan-registry.ts";
import { readCall } from "./read-call.ts";
import { type SourceRule, storedJudgeAgain, withHandled } from "./rejudge.ts";
import { runningIngest } from "./running-ingest.ts";
import { sampleCall } from "./sample-call.ts";
import { PlanValidators, type UnplannedRule } from "./validate.ts";

/** Events that break a plan and are judged at most; older ones are left out, and counted. */
const MOST = 50_000;
/** Numbers of events fetched at once, and events read at once: neither holds up what arrives meanwhile. */
const PAGE = 5_000;
const RUN = 200;
/** Judging so long, the process turns to something else: what arrives meanwhile waits no longer. */
const TURN_MS = 8;
const LONGEST_SAMPLE = 4_000;
const LONGEST_NAME = 200;
const LONG = { maxSeconds: 120 } as const;

/** What is absent is as the source is set today. */
type DryRunChoice = Partial<SourceEnforcement>;

interface DryRunRange {
  /** Epoch milliseconds, `until` excluded; never more than the last seven days. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** A source as it is set today. */
interface Standing extends SourceEnforcement, SourceRule {
  /** The source's number in the event store. */
  readonly number: number;
  readonly environment: Environment;
}

interface Settings {
  readonly source: Standing;
  readonly wanted: SourceEnforcement;
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

/** The versions that judged, compiled once each. */
class Versions {
  readonly #projectId: string;
  readonly #known = new Map<number, Promise<PlanValidators | undefined>>();

  constructor(projectId: string) {
    this.#projectId = projectId;
  }

  find(version: number): Promise<PlanValidators | undefined> {
    const known = this.#known.get(version);
    if (known !== undefined) return known;
    const found = this.#compiled(version);
    this.#known.set(version, found);
    return found;
  }

  async #compiled(version: number): Promise<PlanValidators | undefined> {
    const published = await findPublished(this.#projectId, version);
    if (published === undefined) return undefined;
    const validators = new PlanValidators(published);
    for (const _ of validators.prepare()) await nextTurn();
    return validators;
  }
}

function arrived({ verdict, event_id, plan_version, violations }: BrokenRow): Judgement {
  return {
    verdict: verdict as Verdict,
    planVersion: plan_version,
    violations: violations === "" ? [] : (JSON.parse(violations) as readonly Violation[]),
    ...(event_id === "" ? {} : { eventId: event_id }),
  };
}

interface Fated {
  readonly fate: Fate;
  readonly stripped: readonly string[];
}

/** One event under both settings. */
class Trial {
  readonly #settings: Settings;
  readonly #plan: Plan | undefined;
  readonly #events: DryRunEvent[] = [];
  readonly #samples: DryRunSample[] = [];
  readonly before = noFates();
  readonly after = noFates();
  judged = 0;

  constructor(settings: Settings, plan: Plan | undefined) {
    this.#settings = settings;
    this.#plan = plan;
  }

  #fated(
    call: Call,
    judgement: Judgement,
    settings: SourceEnforcement,
    judgeAgain: ReturnType<typeof storedJudgeAgain>,
  ): Fated {
    const enforced = enforce(call, judgement, settings, judgeAgain);
    const received = receivedAs(enforced);
    const { disposition } = outcomeOf(enforced.mode ?? settings.mode, received, this.#settings.source.environment);
    const fate = received === "repaired" ? "repaired" : disposition === "blocked" ? "blocked" : "held";
    return { fate, stripped: enforced.stripped ?? [] };
  }

  add(row: BrokenRow, validators: PlanValidators | undefined): void {
    const read = readCall(JSON.parse(row.raw) as unknown, row.call_type as CallKind);
    if (!("call" in read)) return;
    const call = withHandled(read.call, row.handled);
    const { source, wanted } = this.#settings;
    const judgement = arrived(row);
    const judgeAgain = storedJudgeAgain(row.raw, call, validators, source);
    const was = this.#fated(call, judgement, source, judgeAgain);
    const is = this.#fated(call, judgement, wanted, judgeAgain);
    this.judged += 1;
    this.before[was.fate] += 1;
    this.after[is.fate] += 1;
    const named = {
      ...(judgement.eventId === undefined ? {} : { eventId: judgement.eventId }),
      callType: call.kind,
      name: storableText(call.name.slice(0, LONGEST_NAME)),
    };
    const one = (fate: Fate) => ({ ...noFates(), [fate]: 1 });
    this.#events.push({ ...named, conformant: 0, before: one(was.fate), after: one(is.fate) });
    if (was.fate === is.fate && was.stripped.join() === is.stripped.join()) return;
    const shown = this.#shown(call, judgement.eventId);
    if (shown === undefined) return;
    const breaks = judgement.violations.slice(0, 5).map(({ code, path }) => ({ code, path }));
    this.#samples.push({ ...named, before: was.fate, after: is.fate, call: shown, stripped: is.stripped, breaks });
  }

  /** As people may see it; nothing when it is too long to read. */
  #shown(call: Call, eventId: string | undefined): Json | undefined {
    const event = this.#plan?.events.find(({ id }) => id === eventId);
    const masked = maskCall(sampleCall(call), this.#plan, event);
    return JSON.stringify(masked).length > LONGEST_SAMPLE ? undefined : masked;
  }

  /** Keeps what was counted small, however many events there are. */
  settle(): void {
    this.#events.splice(0, this.#events.length, ...joinedEvents(this.#events));
    this.#samples.splice(0, this.#samples.length, ...fewSamples(this.#samples));
  }

  events(conformant: readonly DryRunEvent[]): readonly DryRunEvent[] {
    return joinedEvents([...this.#events, ...conformant]);
  }

  get samples(): readonly DryRunSample[] {
    return this.#samples;
  }
}

function conformantEvent({ call_type, event_id, event_name, n }: ConformantRow): DryRunEvent {
  return {
    ...(event_id === "" ? {} : { eventId: event_id }),
    callType: call_type,
    name: storableText(event_name.slice(0, LONGEST_NAME)),
    conformant: Number(n),
    before: noFates(),
    after: noFates(),
  };
}

/** The latest events that break a plan, run by run. */
async function* brokenRuns(scope: DryRunScope): AsyncGenerator<readonly BrokenUidRow[]> {
  let below: string | undefined;
  for (let left = MOST; left > 0; left -= PAGE) {
    const most = Math.min(left, PAGE);
    const page = await eventDb().query<BrokenUidRow>("ingest.dry run uids", brokenUids(scope, most, below), LONG);
    for (let at = 0; at < page.length; at += RUN) yield page.slice(at, at + RUN);
    if (page.length < most) return;
    below = page.at(-1)?.uid;
  }
}

async function judgeRows(trial: Trial, scope: DryRunScope, versions: Versions, signal?: AbortSignal): Promise<void> {
  for await (const run of brokenRuns(scope)) {
    const times = run.map((row) => Number(row.at));
    const span = { ...scope, from: Math.min(...times), until: Math.max(...times) };
    const statement = brokenRows(
      span,
      run.map(({ uid }) => Number(uid)),
    );
    const rows = await eventDb().query<BrokenRow>("ingest.dry run rows", statement, LONG);
    signal?.throwIfAborted();
    let began = performance.now();
    for (const row of rows) {
      const validators = await versions.find(row.plan_version);
      if (performance.now() - began > TURN_MS) {
        await nextTurn();
        signal?.throwIfAborted();
        began = performance.now();
      }
      trial.add(row, validators);
    }
    trial.settle();
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
  const trial = new Trial({ source, wanted: { mode, strip, rules } }, latest?.plan);
  await judgeRows(trial, scope, new Versions(project.projectId), signal);
  return {
    from: start,
    until: end,
    received: Number(counted?.received ?? 0),
    conformant: Number(counted?.conformant ?? 0),
    judged: trial.judged,
    leftOut: Math.max(0, Number(counted?.broken ?? 0) - MOST),
    before: trial.before,
    after: trial.after,
    events: trial.events(names.map(conformantEvent)),
    samples: trial.samples,
  };
}
