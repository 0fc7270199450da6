/** What stands before `main`, and what a change of a draft does to its review: the one place every write goes through. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { invariant, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { inForce } from "../store/membership-in-force.ts";
import type { PlanBranch, Prisma } from "../store/prisma-client/client.ts";
import { type ManagedFrom, sameRepository } from "./repository.ts";
import type { Transaction } from "./store-rows.ts";

/** Proof that a change may reach `main`. Only this file makes one, and no change of `main` is written without it. */
export interface MainPermit {
  readonly projectId: string;
}

const permits = new WeakSet<MainPermit>();

function permit(projectId: string): MainPermit {
  const made = Object.freeze({ projectId });
  permits.add(made);
  return made;
}

export const PROTECTED = {
  path: "branch",
  en: "main of this project changes only by merging reviewed branches. Make a branch, change it there, and ask for a review.",
  fr: "La branche main de ce projet ne change que par la fusion de branches relues. Créez une branche, faites-y le changement et demandez une relecture.",
};

/** Whether `main` changes only by merging. */
export async function isMainProtected(db: Transaction, projectId: string): Promise<boolean> {
  const row = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { mainProtected: true } });
  return row.mainProtected;
}

/** For a change made on `main` itself. Refused with `conflict` (`data.protected`) where main is protected. */
export async function permitDirectChange(db: Transaction, projectId: string): Promise<MainPermit> {
  if (await isMainProtected(db, projectId)) {
    throw new UserError("conflict", { fields: [PROTECTED], data: { protected: true } });
  }
  return permit(projectId);
}

/** The repository the plan of a project is kept in; undefined where screens change it. */
export async function readManaged(db: Prisma.TransactionClient, projectId: string): Promise<ManagedFrom | undefined> {
  const select = { managedRepository: true, managedBranch: true, managedPath: true } as const;
  const row = await db.project.findUniqueOrThrow({ where: { id: projectId }, select });
  const { managedRepository: repository, managedBranch: branch, managedPath: path } = row;
  if (repository === null) return undefined;
  return { repository, ...(branch === null ? {} : { branch }), ...(path === null ? {} : { path }) };
}

export function managedRefusal({ repository }: ManagedFrom) {
  return {
    path: "branch",
    en: `The plan of this project is managed from ${repository}: change it there.`,
    fr: `Le plan de ce projet est géré depuis ${repository} : modifiez-le là-bas.`,
  };
}

/**
 * Before any change of any branch. Where the plan is kept in a repository, only a push from there may make one: a token that
 * names that repository. Refused with `conflict` (`data.managedFrom`) else, whatever the role.
 */
export async function requireRepository(
  db: Transaction,
  { projectId, actor }: AuthorizedProject,
  pushedFrom: string | undefined,
): Promise<void> {
  const managed = await readManaged(db, projectId);
  if (managed === undefined) return;
  const isPush = actor.kind === "token" && pushedFrom !== undefined && sameRepository(pushedFrom, managed.repository);
  if (isPush) return;
  throw new UserError("conflict", { fields: [managedRefusal(managed)], data: { managedFrom: managed.repository } });
}

/**
 * Before a merge: where screens change the plan, or `main` is protected: what a repository pushes has no other way to it then
 * than a reviewed branch.
 */
export async function requireMergeable(db: Transaction, project: AuthorizedProject): Promise<void> {
  if (!(await isMainProtected(db, project.projectId))) await requireRepository(db, project, undefined);
}

/** For a merge: `check` throws when the draft may not be merged. */
export async function permitMerge(projectId: string, check: () => Promise<void>): Promise<MainPermit> {
  await check();
  return permit(projectId);
}

/** Throws unless a change of `main` comes with its permit: a fault of ours, never of the caller. */
export function requirePermit(projectId: string, given: MainPermit | undefined): void {
  invariant(given !== undefined && permits.has(given) && given.projectId === projectId, "main changes with a permit");
}

/** Why a verdict no longer counts. Requests for changes once ended when another look was asked for: `asked_again`. */
export type VoidCause = "edit" | "rebase" | "replaced" | "asked_again" | "withdrawn" | "closed" | "dismissed";

interface Ended {
  readonly cause: VoidCause;
  /** The edit that did it. */
  readonly revision: number;
}

/** People who are still of the workspace, and not locked out: whoever else is told of nothing. */
export async function presentPeople(
  db: Transaction,
  workspaceId: string,
  people: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.membership.findMany({
    where: { workspaceId, personId: { in: [...people] }, person: { disabledAt: null }, ...inForce() },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}

/**
 * Ends the approvals that stand on a draft and keeps them in its history; whoever gave them is told. A request for changes
 * stands until whoever made it looks again, or an admin dismisses it: no edit, withdrawal or closing takes it away.
 */
export async function voidApprovals(
  db: Transaction,
  project: AuthorizedProject,
  branch: PlanBranch,
  { cause, revision }: Ended,
): Promise<void> {
  const standing = await db.reviewVerdict.findMany({
    where: { branchId: branch.id, voidedAt: null, verdict: "approve" },
  });
  if (standing.length === 0) return;
  const { actor } = project;
  await db.reviewVerdict.updateMany({
    where: { id: { in: standing.map(({ id }) => id) } },
    data: { voidedAt: new Date(), voidedBy: actor.name, voidedRevision: revision, voidedCause: cause },
  });
  await db.review.updateMany({ where: { branchId: branch.id, state: "approved" }, data: { state: "ready" } });
  const people = standing.map(({ personName }) => personName);
  await recordBranchEvent(db, project, branch.id, "voided", { cause, revision, people });
  if (cause !== "edit" && cause !== "rebase") return;
  const others = standing.map(({ personId }) => personId).filter((personId) => personId !== actor.id);
  const told = await presentPeople(db, project.workspaceId, others);
  await db.notification.createMany({
    data: told.map((personId) => ({
      id: newId("ntf"),
      personId,
      projectId: project.projectId,
      kind: "voided",
      payload: { branch: branch.name, by: actor.name, cause },
      mailNextAt: new Date(),
    })),
  });
}

export type BranchEventKind =
  | "ready"
  | "withdrawn"
  | "approved"
  | "changes_requested"
  | "voided"
  | "rebased"
  | "merged"
  | "closed"
  | "reopened";

/** One line of a branch's past besides its edits. */
export async function recordBranchEvent(
  db: Transaction,
  { actor }: AuthorizedProject,
  branchId: string,
  kind: BranchEventKind,
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  const actorId = actor.kind === "system" ? null : actor.id;
  await db.branchEvent.create({ data: { branchId, kind, actorId, actorName: actor.name, detail } });
}
