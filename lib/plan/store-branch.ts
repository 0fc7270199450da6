/** Drafts beside `main`: made, listed, put away and taken out again. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { MAIN } from "./store.ts";
import { holdSnapshot } from "./store-branch-base.ts";
import { copyRows } from "./store-branch-rows.ts";
import {
  actorId,
  type BranchRow,
  changeProject,
  lockBranch,
  lockRow,
  readBranch,
  rememberBranch,
} from "./store-branch-state.ts";
import { recordBranchEvent, requireRepository, voidApprovals } from "./store-guard.ts";
import type { Transaction } from "./store-rows.ts";
import { keepSnapshot } from "./store-snapshot.ts";

/** `open` is nobody's to review yet; merged and closed drafts can be read only. `main` is always `open`. */
export const BRANCH_STATES = ["open", "ready", "changes_requested", "approved", "merged", "closed"] as const;
export type BranchState = (typeof BRANCH_STATES)[number];

export interface BranchSummary {
  readonly name: string;
  readonly title: string;
  readonly revision: number;
  readonly state: BranchState;
  readonly createdAt: Date;
  /** Of its latest edit. */
  readonly changedAt: Date;
  /** Who made it, where that is known. */
  readonly createdById: string | null;
  /** Of what a pipeline wrote: when it closes by itself, unless somebody writes there or asks for a review before. */
  readonly closesAt: Date | null;
}

type ReviewedRow = BranchRow & { readonly review: { readonly state: string } | null };
const WITH_REVIEW = { review: { select: { state: true } } } as const;

export function stateOf(row: ReviewedRow): BranchState {
  if (row.mergedAt !== null) return "merged";
  if (row.closedAt !== null) return "closed";
  return (row.review?.state ?? "open") as BranchState;
}

function summaryOf(row: ReviewedRow): BranchSummary {
  const { name, title, revision, createdAt, changedAt, createdById } = row;
  const state = stateOf(row);
  const closesAt = state === "open" ? row.closesAt : null;
  return { name, title, revision, state, createdAt, changedAt, createdById, closesAt };
}

const NOT_OVER: Prisma.PlanBranchWhereInput = { mergedAt: null, closedAt: null };

/** Every branch, or those neither merged nor closed: `main` first, then the newest. */
export async function listBranches(
  project: AuthorizedProject,
  { going = false }: { readonly going?: boolean } = {},
): Promise<BranchSummary[]> {
  const rows = await planDb().planBranch.findMany({
    where: { projectId: project.projectId, ...(going ? NOT_OVER : {}) },
    include: WITH_REVIEW,
    orderBy: { createdAt: "desc" },
  });
  const isMain = (row: BranchRow) => (row.name === MAIN ? 0 : 1);
  return rows.toSorted((a, b) => isMain(a) - isMain(b)).map(summaryOf);
}

/** Drafts that are over, of which so many are named wherever one is: people look back at what was just merged. */
const OVER_NAMED = 20;

/** `main`, every draft that is going, the newest first, and those that were over last: a project keeps hundreds of them. */
export async function branchesAtHand(project: AuthorizedProject): Promise<BranchSummary[]> {
  const [going, over] = await Promise.all([
    listBranches(project, { going: true }),
    planDb().planBranch.findMany({
      where: { projectId: project.projectId, NOT: NOT_OVER },
      include: WITH_REVIEW,
      orderBy: [{ changedAt: "desc" }, { id: "asc" }],
      take: OVER_NAMED,
    }),
  ]);
  return [...going, ...over.map(summaryOf)];
}

export const BRANCH_SORTS = ["changed", "created", "name"] as const;

export interface BranchSearch {
  /** Part of the name or the title, whatever the case. */
  readonly search?: string | undefined;
  /** A state; `going` for all that are neither merged nor closed. */
  readonly state?: BranchState | "going" | undefined;
  readonly sort?: (typeof BRANCH_SORTS)[number] | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

export const BRANCHES_PER_PAGE = 50;

function inState(state: BranchSearch["state"]): Prisma.PlanBranchWhereInput {
  if (state === undefined) return {};
  if (state === "going") return NOT_OVER;
  if (state === "merged") return { mergedAt: { not: null } };
  if (state === "closed") return { mergedAt: null, closedAt: { not: null } };
  if (state === "open") return { ...NOT_OVER, OR: [{ review: null }, { review: { state } }] };
  return { ...NOT_OVER, review: { state } };
}

/** One page of the drafts that match; `main` is not among them. */
export async function findBranches(
  project: AuthorizedProject,
  { search, state, sort = "changed", page = 1 }: BranchSearch = {},
): Promise<{ readonly items: readonly BranchSummary[]; readonly total: number }> {
  const contains = search ? { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const } : undefined;
  const where: Prisma.PlanBranchWhereInput = {
    AND: [
      { projectId: project.projectId, name: { not: MAIN } },
      inState(state),
      contains ? { OR: [{ name: contains }, { title: contains }] } : {},
    ],
  };
  const orders = { changed: { changedAt: "desc" }, created: { createdAt: "desc" }, name: { name: "asc" } } as const;
  const [rows, total] = await Promise.all([
    planDb().planBranch.findMany({
      where,
      include: WITH_REVIEW,
      orderBy: [orders[sort], { id: "asc" }],
      skip: (Math.max(page, 1) - 1) * BRANCHES_PER_PAGE,
      take: BRANCHES_PER_PAGE,
    }),
    planDb().planBranch.count({ where }),
  ]);
  return { items: rows.map(summaryOf), total };
}

/** One branch; `not_found` when there is none of that name. */
export async function getBranchSummary(project: AuthorizedProject, name: string): Promise<BranchSummary> {
  const { projectId } = project;
  const where = { projectId_name: { projectId, name } };
  const row = await planDb().planBranch.findUnique({ where, include: WITH_REVIEW });
  if (row === null) throw new UserError("not_found", { data: { branch: name } });
  return summaryOf(row);
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Throws `invalid_input` for what no draft can be called, `main` above all. */
export function requireDraftName(name: string): void {
  if (NAME.test(name) && name !== MAIN) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "name",
        en: "A branch is named in lower-case letters, digits and hyphens, and not “main”.",
        fr: "Une branche se nomme en minuscules, chiffres et traits d’union, et pas « main ».",
      },
    ],
  });
}

export interface NewBranch {
  readonly name: string;
  readonly title?: string;
  /** The repository that a push comes from: needed where the plan is managed from one. */
  readonly pushedFrom?: string | undefined;
  /** Of a draft that a pipeline writes: when it closes by itself. */
  readonly closesAt?: Date | undefined;
  /** Written together with the branch, while nothing else changes what it is made of. */
  readonly along?: (db: Transaction, made: { readonly id: string; readonly mainRevision: number }) => Promise<void>;
}

const TITLE_MAX = 500;

function requireTitle(given: string): string {
  const title = given.trim();
  const fault = unstorableIn(title);
  if (fault !== undefined) throw new UserError("invalid_input", { fields: [{ ...fault, path: "title" }] });
  if (title.length <= TITLE_MAX) return title;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "title",
        en: `The subject of a branch has at most ${TITLE_MAX} characters.`,
        fr: `Le sujet d’une branche a ${TITLE_MAX} caractères au plus.`,
      },
    ],
  });
}

const TAKEN: FieldError = {
  path: "name",
  en: "There is already a branch of this name.",
  fr: "Une branche porte déjà ce nom.",
};

/** A draft of what `main` holds now. Editors and above. */
export async function createBranch(
  project: AuthorizedProject,
  { name, title = "", pushedFrom, closesAt, along }: NewBranch,
): Promise<BranchSummary> {
  requireRole(project, "editor");
  requireDraftName(name);
  const about = requireTitle(title);
  const { projectId, slug } = project;
  const { row, stored } = await changeProject(projectId, async (db) => {
    const main = await lockBranch(db, projectId, MAIN);
    await requireRepository(db, project, pushedFrom);
    if ((await db.planBranch.count({ where: { projectId, name } })) > 0) {
      throw new UserError("conflict", { fields: [TAKEN] });
    }
    const { plan, ...rest } = await readBranch(db, main, slug);
    const baseSnapshotId = await keepSnapshot(db, plan);
    holdSnapshot(baseSnapshotId, plan);
    const made = await db.planBranch.create({
      data: {
        id: newId("brn"),
        projectId,
        name,
        title: about,
        baseSnapshotId,
        createdById: actorId(project.actor),
        closesAt: closesAt ?? null,
      },
      include: WITH_REVIEW,
    });
    await copyRows(db, main.id, made.id);
    await along?.(db, { id: made.id, mainRevision: main.revision });
    await recordAudit(db, project, { action: "branch.create", target: name });
    return { row: made, stored: { plan, ...rest } };
  });
  rememberBranch(row, slug, stored);
  return summaryOf(row);
}

async function endReview(db: Transaction, project: AuthorizedProject, branch: BranchRow): Promise<void> {
  await voidApprovals(db, project, branch, { cause: "closed", revision: branch.revision });
  await db.review.updateMany({ where: { branchId: branch.id }, data: { state: "open" } });
}

const NOT_LEFT = {
  path: "branch",
  en: "Somebody has written on this branch since, or it is under review: it stays open.",
  fr: "Quelqu’un a écrit sur cette branche depuis, ou elle est en relecture : elle reste ouverte.",
};

/** Why a draft that a pipeline wrote was closed: its day had come, or the pipeline is done with it. */
type ClosingCause = "day" | "pipeline";

function closing({ actor }: AuthorizedProject, onlyIf: Prisma.PlanBranchWhereInput | undefined) {
  if (onlyIf === undefined) return {};
  return { cause: (actor.kind === "system" ? "day" : "pipeline") satisfies ClosingCause };
}

/**
 * Puts a draft away without merging it; its review ends, but for what was asked to be changed. With `onlyIf` refused with
 * `conflict` (`data.left`) where the branch is not so, once nobody else can change it. Editors and above.
 */
export async function closeBranch(
  project: AuthorizedProject,
  name: string,
  onlyIf?: Prisma.PlanBranchWhereInput,
): Promise<void> {
  requireRole(project, "editor");
  if (name === MAIN) requireDraftName(name);
  await changeProject(project.projectId, async (db) => {
    const branch = await lockBranch(db, project.projectId, name);
    const isSo =
      onlyIf === undefined || (await db.planBranch.count({ where: { AND: [{ id: branch.id }, onlyIf] } })) > 0;
    if (!isSo) throw new UserError("conflict", { fields: [NOT_LEFT], data: { left: true } });
    await db.planBranch.update({ where: { id: branch.id }, data: { closedAt: new Date() } });
    await endReview(db, project, branch);
    await recordBranchEvent(db, project, branch.id, "closed", closing(project, onlyIf));
    await recordAudit(db, project, { action: "branch.close", target: name });
  });
}

const NOT_CLOSED = {
  merged: {
    path: "branch",
    en: "This branch was merged: its changes are on main. Make a new one for what is left to change.",
    fr: "Cette branche a été fusionnée : ses changements sont sur main. Créez-en une autre pour la suite.",
  },
  open: { path: "branch", en: "This branch is not closed.", fr: "Cette branche n’est pas fermée." },
};

/** Takes a closed draft out again, within a change that holds its row. */
export async function reopenIn(db: Transaction, project: AuthorizedProject, { id, name }: BranchRow) {
  const row = await db.planBranch.update({ where: { id }, data: { closedAt: null }, include: WITH_REVIEW });
  await recordBranchEvent(db, project, id, "reopened");
  await recordAudit(db, project, { action: "branch.reopen", target: name });
  return row;
}

/** Takes a closed draft out again, as it was left and without its approvals. Editors and above. */
export async function reopenBranch(project: AuthorizedProject, name: string): Promise<BranchSummary> {
  requireRole(project, "editor");
  if (name === MAIN) requireDraftName(name);
  return changeProject(project.projectId, async (db) => {
    const branch = await lockRow(db, project.projectId, name);
    if (branch.mergedAt !== null) throw new UserError("conflict", { fields: [NOT_CLOSED.merged] });
    if (branch.closedAt === null) throw new UserError("conflict", { fields: [NOT_CLOSED.open] });
    return summaryOf(await reopenIn(db, project, branch));
  });
}
