/** Violations of a project as people work on them: grouped, searched, decided upon. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, LocalizedText, Plan } from "../plan/plan.ts";
import { recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { definitionsNaming, definitionsOfTraits, type SavedDefinition } from "./affected.ts";
import { decisionsOf, groupOf, type Sources, sourcesOf, type ViolationGroup } from "./group.ts";
import { maskCall } from "./mask.ts";
import { decided, type ViolationChange, type ViolationState } from "./state.ts";
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
  /** Default: open and regressed. */
  readonly states?: readonly ViolationState[];
  readonly sort?: "users" | "events" | "last_seen" | "first_seen";
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

/** Violations grouped by what is wrong, worst first. */
export async function listViolations(project: AuthorizedProject, filter: ViolationFilter = {}): Promise<ViolationPage> {
  const sources = await sourcesOf(project.projectId);
  const scope = scopeOf(project, filter, sources);
  const states = new Set(filter.states ?? ["open", "regressed"]);
  const weight = SORTS[filter.sort ?? "users"];
  const groups = (await matching(project, scope, sources))
    .filter(({ state }) => states.has(state))
    .sort((a, b) => weight(b) - weight(a) || b.events - a.events || a.fingerprint.localeCompare(b.fingerprint));
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
  let call: Json;
  try {
    const event = plan === undefined || eventId === undefined ? undefined : findEvent(plan, eventId);
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
  const sources = await sourcesOf(project.projectId);
  const to = options.to?.getTime() ?? Date.now() + 1;
  const from = options.from?.getTime() ?? to - EVERYTHING_DAYS * DAY_MS;
  const scope: ViolationScope = { project: project.number, from, to, fingerprint };
  const group = (await matching(project, scope, sources))[0];
  if (group === undefined) throw new UserError("not_found");
  const [[withTrend], rows] = await Promise.all([
    withTrends([group], { ...scope, from: Math.max(from, to - DEFAULT_DAYS * DAY_MS) }, project.timeZone),
    eventDb().query<SampleRow>("violation.store samples", violationSamples(scope, 5)),
  ]);
  const { plan, definitions = [] } = options;
  return {
    ...(withTrend ?? group),
    samples: rows.map((row) => sampleOf(row, plan, group.eventId, sources)),
    affected: plan === undefined ? [] : affectedBy(group, plan, definitions),
  };
}

/** An event's own readers; of an identify or group call those of the traits it holds. */
function affectedBy(group: ViolationGroup, plan: Plan, definitions: readonly SavedDefinition[]): SavedDefinition[] {
  const { eventId, eventName, path } = group;
  if (eventId !== undefined) return definitionsNaming(plan, [eventId], definitions);
  if ((eventName !== "identify" && eventName !== "group") || path === "/event") return [];
  return definitionsOfTraits(plan, eventName, path, definitions);
}

/** Decides upon a violation. Editors and above; kept in the audit log. */
export async function setViolationState(
  project: AuthorizedProject,
  fingerprint: string,
  change: ViolationChange & { readonly note?: string },
): Promise<void> {
  requireRole(project, "editor");
  if (!/^[0-9a-f]{16}$/.test(fingerprint)) throw new UserError("not_found");
  const now = new Date();
  const triage = decided(change, now);
  const data = {
    state: triage.state,
    ignoredUntil: triage.ignoredUntil ?? null,
    resolvedInRelease: triage.resolvedInRelease ?? null,
    resolvedAt: triage.resolvedAt ?? null,
    changedById: project.actor.kind === "system" ? null : project.actor.id,
    changedAt: now,
    ...(change.note === undefined ? {} : { note: change.note.slice(0, 2_000) }),
  };
  await planDb().$transaction(async (db) => {
    await db.violationTriage.upsert({
      where: { projectId_fingerprint: { projectId: project.projectId, fingerprint } },
      create: { projectId: project.projectId, fingerprint, ...data },
      update: data,
    });
    await recordAudit(db, project, {
      action: `violation.${change.to}`,
      target: fingerprint,
      detail: {
        ...(triage.ignoredUntil === undefined ? {} : { until: triage.ignoredUntil.toISOString() }),
        ...(triage.resolvedInRelease === undefined ? {} : { release: triage.resolvedInRelease }),
      },
    });
  });
}
