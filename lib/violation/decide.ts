/** Deciding upon violations, one or many at once, and what was decided before: every decision can be taken back. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { isFingerprint } from "./fingerprint.ts";
import { changeTo, decided, type Triage, type ViolationChange, type ViolationState } from "./state.ts";

/** Decisions of one call. */
export const DECISIONS_MAX = 500;
const NOTE_MAX = 2_000;
const TIMEOUT_MS = 30_000;

export interface ViolationDecision {
  readonly fingerprint: string;
  readonly change: ViolationChange;
  /** Absent: the note stays. */
  readonly note?: string;
}

/** What stood before, as decisions that bring it back. */
export type FormerDecision = Pick<ViolationDecision, "fingerprint" | "change">;

interface Row {
  readonly state: string;
  readonly assigneeId: string | null;
  readonly ignoredUntil: Date | null;
  readonly resolvedInRelease: string | null;
  readonly resolvedAt: Date | null;
}

function triageOf(row: Row): Triage {
  return {
    state: row.state as ViolationState,
    ...(row.assigneeId === null ? {} : { assigneeId: row.assigneeId }),
    ...(row.ignoredUntil === null ? {} : { ignoredUntil: row.ignoredUntil }),
    ...(row.resolvedInRelease === null ? {} : { resolvedInRelease: row.resolvedInRelease }),
    ...(row.resolvedAt === null ? {} : { resolvedAt: row.resolvedAt }),
  };
}

async function requireMembers(db: Prisma.TransactionClient, project: AuthorizedProject, people: ReadonlySet<string>) {
  if (people.size === 0) return;
  const found = await db.membership.count({
    where: {
      workspaceId: project.workspaceId,
      personId: { in: [...people] },
      person: { disabledAt: null },
      ...inForce(),
    },
  });
  if (found === people.size) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "/assignee",
        en: "This person is not a member of the workspace.",
        fr: "Cette personne n’est pas membre de l’espace de travail.",
      },
    ],
  });
}

async function decide(
  db: Prisma.TransactionClient,
  project: AuthorizedProject,
  { fingerprint, change, note }: ViolationDecision,
  now: Date,
): Promise<void> {
  const triage = decided(change, now);
  const data = {
    state: triage.state,
    assigneeId: triage.assigneeId ?? null,
    ignoredUntil: triage.ignoredUntil ?? null,
    resolvedInRelease: triage.resolvedInRelease ?? null,
    resolvedAt: triage.resolvedAt ?? null,
    changedById: project.actor.kind === "system" ? null : project.actor.id,
    changedAt: now,
    ...(note === undefined ? {} : { note: note.slice(0, NOTE_MAX) }),
  };
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
}

/**
 * Decides upon violations, all or none, and gives back what stood before. Editors and above; each is kept in the audit log.
 * `tell` writes what follows from it in the same transaction.
 * @throws UserError `not_found` (no fingerprint), `invalid_input` (too many, or assigned to nobody of the workspace)
 */
export async function decideViolations(
  project: AuthorizedProject,
  decisions: readonly ViolationDecision[],
  tell: (db: Prisma.TransactionClient) => Promise<void> = async () => undefined,
): Promise<readonly FormerDecision[]> {
  requireRole(project, "editor");
  if (decisions.some(({ fingerprint }) => !isFingerprint(fingerprint))) throw new UserError("not_found");
  if (decisions.length > DECISIONS_MAX) throw new UserError("invalid_input");
  const now = new Date();
  const { projectId } = project;
  // In one order, so that two who decide upon the same ones wait for each other instead of blocking each other.
  const sorted = [...decisions].sort((a, b) => a.fingerprint.localeCompare(b.fingerprint));
  return planDb().$transaction(
    async (db) => {
      const assignees = decisions.flatMap(({ change }) => (change.to === "assigned" ? change.assigneeId : []));
      await requireMembers(db, project, new Set(assignees));
      const fingerprints = decisions.map(({ fingerprint }) => fingerprint);
      const rows = await db.violationTriage.findMany({ where: { projectId, fingerprint: { in: fingerprints } } });
      const before = new Map(rows.map((row) => [row.fingerprint, triageOf(row)]));
      for (const decision of sorted) await decide(db, project, decision, now);
      await tell(db);
      return fingerprints.map((fingerprint) => ({ fingerprint, change: changeTo(before.get(fingerprint)) }));
    },
    { timeout: TIMEOUT_MS },
  );
}
