/** Violations of a project as people work on them: grouped, searched, decided upon. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, LocalizedText, Plan } from "../plan/plan.ts";
import type { Resolution } from "../plan/version-rule.ts";
import { eventDb } from "../store/event-db.ts";
import { definitionsNaming, definitionsOfTraits, type SavedDefinition } from "./affected.ts";
import { isFingerprint } from "./fingerprint.ts";
import { decisionsOf, groupOf, impactOf, type Sources, sourcesOf, type ViolationGroup } from "./group.ts";
import { maskCall } from "./mask.ts";
import { judgedAs, storedRule } from "./resolution.ts";
import { type ViolationState, WAITING_STATES } from "./state.ts";
import {
  type SampleRow,
  type TrendRow,
  type ViolationGroupRow,
  type ViolationScope,
  violationGroups,
  violationSamples,
  violationTrend,
} from "./violation.sql.ts";
import type { Verdict, Violation, ViolationCode } from "./violation.ts";
import { violationMessage } from "./violation-table.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const PAGE_SIZE = 50;

export interface ViolationFilter {
  /** Default: the last 30 days. */
  readonly from?: Date;
  readonly to?: Date;
  readonly environment?: "development" | "staging" | "production";
  /** Slugs of sources. */
  readonly sources?: readonly string[];
  readonly codes?: readonly ViolationCode[];
  readonly eventIds?: readonly string[];
  readonly search?: string;
  /** Default: those that wait for somebody. */
  readonly states?: readonly ViolationState[];
  /** Default: impact, which is the people it is about, times one and the saved cohorts and reports that read it. */
  readonly sort?: "impact" | "users" | "events" | "last_seen" | "first_seen";
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
  /** False leaves the trends out, which take a statement of their own. */
  readonly trends?: boolean;
}

export interface ViolationPage {
  readonly items: readonly ViolationGroup[];
  /** Groups that match, on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

function scopeOf(project: AuthorizedProject, filter: ViolationFilter, sources: Sources): ViolationScope {
  const to = filter.to?.getTime() ?? Date.now() + 1;
  return {
    project: project.number,
    from: filter.from?.getTime() ?? to - DEFAULT_DAYS * DAY_MS,
    to,
    ...(filter.environment === undefined ? {} : { environment: filter.environment }),
    ...(filter.sources === undefined ? {} : { sources: sources.numbersOf(filter.sources) }),
    ...(filter.codes === undefined ? {} : { codes: filter.codes }),
    ...(filter.eventIds === undefined ? {} : { eventIds: filter.eventIds }),
    ...(filter.search === undefined ? {} : { search: filter.search }),
  };
}

const SORTS: Readonly<Record<NonNullable<ViolationFilter["sort"]>, (group: ViolationGroup) => number>> = {
  impact: impactOf,
  users: (group) => group.users,
  events: (group) => group.events,
  last_seen: (group) => group.lastSeen.getTime(),
  first_seen: (group) => group.firstSeen.getTime(),
};

async function withTrends(
  groups: readonly ViolationGroup[],
  scope: ViolationScope,
  timeZone: string,
): Promise<ViolationGroup[]> {
  if (groups.length === 0) return [];
  const unit = scope.to - scope.from <= 2 * DAY_MS ? "hour" : "day";
  const fingerprints = groups.map(({ fingerprint }) => fingerprint);
  const rows = await eventDb().query<TrendRow>(
    "violation.store trend",
    violationTrend(scope, fingerprints, unit, timeZone),
  );
  return groups.map((group) => ({
    ...group,
    trend: rows
      .filter(({ fingerprint }) => fingerprint === group.fingerprint)
      .map(({ at, events }) => ({ at: new Date(Number(at) * 1_000), events: Number(events) })),
  }));
}

async function matching(
  project: AuthorizedProject,
  scope: ViolationScope,
  sources: Sources,
): Promise<ViolationGroup[]> {
  const [rows, decisions] = await Promise.all([
    eventDb().query<ViolationGroupRow>("violation.store list", violationGroups(scope)),
    decisionsOf(project.projectId),
  ]);
  const now = new Date();
  return rows.map((row) => groupOf(row, sources, decisions.get(row.fingerprint), now));
}

/** What violations may move: the latest published plan, and what is saved over it. */
export interface Movable {
  readonly plan?: Plan | undefined;
  readonly definitions?: readonly SavedDefinition[];
}

/** With how many definitions each one moves; asked once for what all violations of an event share. */
function withMoves(groups: readonly ViolationGroup[], { plan, definitions = [] }: Movable): readonly ViolationGroup[] {
  if (plan === undefined || definitions.length === 0) return groups;
  const known = new Map<string, number>();
  return groups.map((group) => {
    const key = group.eventId ?? `${group.eventName} ${group.path}`;
    const moves = known.get(key) ?? affectedBy(group, plan, definitions).length;
    known.set(key, moves);
    return { ...group, moves };
  });
}

interface Matched {
  readonly groups: readonly ViolationGroup[];
  readonly scope: ViolationScope;
}

async function sorted(project: AuthorizedProject, filter: ViolationFilter, movable: Movable): Promise<Matched> {
  const sources = await sourcesOf(project.projectId);
  const scope = scopeOf(project, filter, sources);
  const states = new Set(filter.states ?? WAITING_STATES);
  const weight = SORTS[filter.sort ?? "impact"];
  const found = (await matching(project, scope, sources)).filter(({ state }) => states.has(state));
  const groups = [...withMoves(found, movable)].sort(
    (a, b) => weight(b) - weight(a) || b.events - a.events || a.fingerprint.localeCompare(b.fingerprint),
  );
  return { groups, scope };
}

/** All that match, in their order, without trends. */
export async function allViolations(
  project: AuthorizedProject,
  filter: ViolationFilter,
  movable: Movable = {},
): Promise<readonly ViolationGroup[]> {
  return (await sorted(project, filter, movable)).groups;
}

/** Violations grouped by what is wrong, worst first. */
export async function listViolations(
  project: AuthorizedProject,
  filter: ViolationFilter = {},
  movable: Movable = {},
): Promise<ViolationPage> {
  const { groups, scope } = await sorted(project, filter, movable);
  const pageSize = Math.min(Math.max(filter.pageSize ?? PAGE_SIZE, 1), 500);
  const page = Math.max(filter.page ?? 1, 1);
  const shown = groups.slice((page - 1) * pageSize, page * pageSize);
  const items = filter.trends === false ? shown : await withTrends(shown, scope, project.timeZone);
  return { items, total: groups.length, page, pageSize };
}

export interface ViolationSample {
  readonly uid: number;
  readonly receivedAt: Date;
  readonly source: string;
  readonly appVersion: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  /** How the version that judged was found; absent when none judged. */
  readonly resolved?: Resolution;
  /** The planned name, where the event came under a former one. */
  readonly plannedName?: string;
  readonly violations: readonly (Violation & { readonly message: Required<LocalizedText> })[];
  /** The call as received, private values covered; a text when it is not JSON. */
  readonly call: Json;
  /** The number of the person who sent it, where the call names one. */
  readonly person?: number;
}

function sampleOf(
  row: SampleRow,
  plan: Plan | undefined,
  eventId: string | undefined,
  sources: Sources,
): ViolationSample {
  const violations = JSON.parse(row.violations) as Violation[];
  const event = plan === undefined || eventId === undefined ? undefined : findEvent(plan, eventId);
  const stored = {
    name: row.event_name,
    declaredVersion: row.declared_version,
    planVersion: row.plan_version,
    violations,
    rule: storedRule(row.version_rule),
  };
  let call: Json;
  try {
    call = maskCall(JSON.parse(row.raw) as Json, plan, event);
  } catch {
    call = "(not JSON)";
  }
  return {
    uid: Number(row.uid),
    receivedAt: new Date(Number(row.at)),
    source: sources.byNumber.get(row.source)?.slug ?? "",
    appVersion: row.app_version,
    verdict: row.verdict as Verdict,
    planVersion: row.plan_version,
    ...judgedAs(stored, event),
    violations: violations.map((violation) => ({ ...violation, message: violationMessage(violation) })),
    call,
    ...(row.person === 0 ? {} : { person: row.person }),
  };
}

export interface ViolationDetail extends ViolationGroup {
  readonly samples: readonly ViolationSample[];
  /** Cohorts and reports that read the event, or the user or group property. */
  readonly affected: readonly SavedDefinition[];
}

export interface DetailOptions {
  /** The latest published plan: it says what is private, and which roles the event has. */
  readonly plan?: Plan;
  readonly definitions?: readonly SavedDefinition[];
  readonly from?: Date;
  readonly to?: Date;
}

const EVERYTHING_DAYS = 3_650;

/** One violation with sample payloads. @throws UserError `not_found` */
export async function loadViolation(
  project: AuthorizedProject,
  fingerprint: string,
  options: DetailOptions = {},
): Promise<ViolationDetail> {
  if (!isFingerprint(fingerprint)) throw new UserError("not_found");
  const sources = await sourcesOf(project.projectId);
  const to = options.to?.getTime() ?? Date.now() + 1;
  const from = options.from?.getTime() ?? to - EVERYTHING_DAYS * DAY_MS;
  const scope: ViolationScope = { project: project.number, from, to, fingerprints: [fingerprint] };
  const group = (await matching(project, scope, sources))[0];
  if (group === undefined) throw new UserError("not_found");
  const [[withTrend], rows] = await Promise.all([
    withTrends([group], { ...scope, from: Math.max(from, to - DEFAULT_DAYS * DAY_MS) }, project.timeZone),
    eventDb().query<SampleRow>("violation.store samples", violationSamples(scope, 5)),
  ]);
  const { plan, definitions = [] } = options;
  const affected = plan === undefined ? [] : affectedBy(group, plan, definitions);
  return {
    ...(withTrend ?? group),
    moves: affected.length,
    samples: rows.map((row) => sampleOf(row, plan, group.eventId, sources)),
    affected,
  };
}

/** An event's own readers; of an identify or group call those of the traits it holds. */
function affectedBy(group: ViolationGroup, plan: Plan, definitions: readonly SavedDefinition[]): SavedDefinition[] {
  const { eventId, eventName, path } = group;
  if (eventId !== undefined) return definitionsNaming(plan, [eventId], definitions);
  if ((eventName !== "identify" && eventName !== "group") || path === "/event") return [];
  return definitionsOfTraits(plan, eventName, path, definitions);
}

/** Violations by their fingerprints, over all time, without trends; what is no fingerprint finds none. */
export async function violationsNamed(
  project: AuthorizedProject,
  fingerprints: readonly string[],
): Promise<readonly ViolationGroup[]> {
  const known = fingerprints.filter(isFingerprint);
  const to = Date.now() + 1;
  const scope = { project: project.number, from: to - EVERYTHING_DAYS * DAY_MS, to, fingerprints: known };
  return matching(project, scope, await sourcesOf(project.projectId));
}

/** The latest calls of one violation as they were received, private values and all: never shown. */
export async function receivedCalls(project: AuthorizedProject, fingerprint: string, limit: number): Promise<Json[]> {
  const to = Date.now() + 1;
  const scope = { project: project.number, from: to - EVERYTHING_DAYS * DAY_MS, to, fingerprints: [fingerprint] };
  const rows = await eventDb().query<SampleRow>("violation.store calls", violationSamples(scope, limit));
  return rows.flatMap(({ raw }) => {
    try {
      return [JSON.parse(raw) as Json];
    } catch {
      return [];
    }
  });
}
