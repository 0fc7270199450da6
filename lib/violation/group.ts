/** One violation as people see it: every event that breaks the same rule at the same place. */

import type { Json, LocalizedText } from "../plan/plan.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import { compareReleases, type LastSeen, stateNow, type Triage, type ViolationState } from "./state.ts";
import type { ViolationGroupRow } from "./violation.sql.ts";
import type { Violation, ViolationCode } from "./violation.ts";
import { violationMessage } from "./violation-table.ts";

export interface ViolationGroup {
  readonly fingerprint: string;
  readonly code: ViolationCode;
  readonly eventName: string;
  readonly eventId?: string;
  readonly path: string;
  readonly keyword?: string;
  /** What is wrong, as one sentence. */
  readonly message: Required<LocalizedText>;
  /** Events in the range; of them, those still kept out of analysis, and the distinct people these are about. */
  readonly events: number;
  readonly held: number;
  readonly users: number;
  /** Saved cohorts and reports that read it; 0 where the list was not asked for with any. */
  readonly moves: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly sources: readonly { readonly number: number; readonly slug: string; readonly name: string }[];
  /** Newest first; "" stands for events that name none. */
  readonly appVersions: readonly string[];
  readonly planVersions: readonly number[];
  readonly state: ViolationState;
  /** Of `assigned`. */
  readonly assignee?: { readonly personId: string; readonly name: string };
  readonly ignoredUntil?: Date;
  readonly resolvedInRelease?: string;
  readonly note: string;
  /** Events per local day, oldest first, days without any left out. */
  readonly trend: readonly { readonly at: Date; readonly events: number }[];
}

/** What the list ranks by: the people it is about, times one and the saved definitions that read it. */
export function impactOf({ users, moves }: Pick<ViolationGroup, "users" | "moves">): number {
  return users * (1 + moves);
}

export interface Sources {
  readonly byNumber: ReadonlyMap<number, { readonly number: number; readonly slug: string; readonly name: string }>;
  readonly numbersOf: (slugs: readonly string[]) => number[];
}

export async function sourcesOf(projectId: string): Promise<Sources> {
  const rows = await planDb().source.findMany({
    where: { projectId },
    select: { number: true, slug: true, name: true },
  });
  return {
    byNumber: new Map(rows.map((row) => [row.number, row])),
    numbersOf: (slugs) => rows.filter(({ slug }) => slugs.includes(slug)).map(({ number }) => number),
  };
}

export interface Decision extends Triage {
  readonly note: string;
  /** The name of whom it is assigned to. */
  readonly assigneeName?: string;
}

/** The names of those of the people who are let into the project's workspace. */
async function namesOf(projectId: string, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const rows = await planDb().membership.findMany({
    where: { workspace: { projects: { some: { id: projectId } } }, personId: { in: [...people] }, ...inForce() },
    select: { person: { select: { id: true, name: true, email: true } } },
  });
  return new Map(rows.map(({ person }) => [person.id, person.name || person.email]));
}

export async function decisionsOf(projectId: string): Promise<Map<string, Decision>> {
  const rows = await planDb().violationTriage.findMany({ where: { projectId } });
  const names = await namesOf(projectId, [...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? []))]);
  return new Map(
    rows.map((row) => [
      row.fingerprint,
      {
        ...assignment(row, names),
        note: row.note,
        ...(row.ignoredUntil === null ? {} : { ignoredUntil: row.ignoredUntil }),
        ...(row.resolvedInRelease === null ? {} : { resolvedInRelease: row.resolvedInRelease }),
        ...(row.resolvedAt === null ? {} : { resolvedAt: row.resolvedAt }),
      },
    ]),
  );
}

/** What was assigned to somebody who has left is open again. */
function assignment(
  { state, assigneeId }: { readonly state: string; readonly assigneeId: string | null },
  names: ReadonlyMap<string, string>,
): Pick<Decision, "state" | "assigneeId" | "assigneeName"> {
  if (state !== "assigned") return { state: state as ViolationState };
  const assigneeName = assigneeId === null ? undefined : names.get(assigneeId);
  return assigneeId === null || assigneeName === undefined
    ? { state: "open" }
    : { state: "assigned", assigneeId, assigneeName };
}

function jsonOf(text: string): Json | undefined {
  return text === "" ? undefined : (JSON.parse(text) as Json);
}

type ViolationParts = Pick<ViolationGroupRow, "code" | "path" | "keyword" | "expected" | "received">;

export function violationOf(row: ViolationParts): Violation {
  const expected = jsonOf(row.expected);
  const received = jsonOf(row.received);
  return {
    code: row.code as ViolationCode,
    path: row.path,
    ...(row.keyword === "" ? {} : { keyword: row.keyword }),
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
  };
}

function lastSeenOf({ versions, version_seen }: ViolationGroupRow): LastSeen {
  return new Map(versions.map((version, index) => [version, new Date(Number(version_seen[index]))]));
}

function assigneeOf({ assigneeId, assigneeName }: Partial<Decision> = {}): Pick<ViolationGroup, "assignee"> {
  return assigneeId === undefined || assigneeName === undefined
    ? {}
    : { assignee: { personId: assigneeId, name: assigneeName } };
}

export function groupOf(
  row: ViolationGroupRow,
  sources: Sources,
  decision: Decision | undefined,
  now: Date,
): ViolationGroup {
  const lastSeen = lastSeenOf(row);
  const violation = violationOf(row);
  return {
    fingerprint: row.fingerprint,
    code: violation.code,
    eventName: row.event_name,
    ...(row.event_id === "" ? {} : { eventId: row.event_id }),
    path: row.path,
    ...(row.keyword === "" ? {} : { keyword: row.keyword }),
    message: violationMessage(violation),
    events: Number(row.events),
    held: Number(row.held),
    users: Number(row.users),
    moves: 0,
    firstSeen: new Date(Number(row.first_seen)),
    lastSeen: new Date(Number(row.last_seen)),
    sources: row.sources.flatMap((number) => sources.byNumber.get(number) ?? []),
    appVersions: [...row.versions].sort((a, b) => compareReleases(b, a)),
    planVersions: [...row.plan_versions].sort((a, b) => b - a),
    state: stateNow(decision, lastSeen, now),
    ...assigneeOf(decision),
    ...(decision?.ignoredUntil === undefined ? {} : { ignoredUntil: decision.ignoredUntil }),
    ...(decision?.resolvedInRelease === undefined ? {} : { resolvedInRelease: decision.resolvedInRelease }),
    note: decision?.note ?? "",
    trend: [],
  };
}
