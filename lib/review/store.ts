/** Acts of a review, each in one transaction under the branch's lock: asked for, withdrawn, answered, merged. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { limitRate } from "../access/rate-limit.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { mailAtOnce } from "../notify/letters-due.ts";
import type { BranchPlan } from "../plan/store.ts";
import { MAIN } from "../plan/store.ts";
import { requireDraftName } from "../plan/store-branch.ts";
import { type MergeCheck, mergeBranch, previewMergeIn } from "../plan/store-branch-merge.ts";
import { actorId, type BranchRow, changeProject, lockBranch } from "../plan/store-branch-state.ts";
import { staleError } from "../plan/store-commit.ts";
import { recordBranchEvent, voidApprovals } from "../plan/store-guard.ts";
import { recordAudit } from "../store/audit-row.ts";
import type { Prisma, Review } from "../store/prisma-client/client.ts";
import { readDirectory } from "./directory.ts";
import { readFacts } from "./facts.ts";
import { announce, excerpt, type StoredNotification, tell } from "./notification.ts";
import type { OwnerCheck } from "./owner.ts";
import {
  mergeObstacles,
  obstacleText,
  REFUSALS,
  type ReviewAct,
  type ReviewFacts,
  refusalOf,
  requestsIn,
  stateOfReview,
  type Verdict,
} from "./review.ts";
import { keptText } from "./text.ts";

type Transaction = Prisma.TransactionClient;

interface Held {
  readonly db: Transaction;
  readonly branch: BranchRow;
  readonly facts: ReviewFacts;
}

/** Holds the branch, reads what the rules need, and refuses what they refuse. */
async function act(
  project: AuthorizedProject,
  name: string,
  kind: ReviewAct,
  work: (held: Held) => Promise<readonly StoredNotification[]>,
): Promise<void> {
  requireRole(project, "editor");
  if (name === MAIN) requireDraftName(name);
  const told = await changeProject(project.projectId, async (db) => {
    const branch = await lockBranch(db, project.projectId, name);
    const { before, after } = await previewMergeIn(db, project, name);
    const facts = await readFacts(db, project, { branchId: branch.id, before, after });
    const refusal = refusalOf(kind, facts, project.actor);
    if (refusal !== undefined) throw new UserError("conflict", { fields: [{ path: "branch", ...REFUSALS[refusal] }] });
    return work({ db, branch, facts });
  });
  mailAtOnce(told.length);
}

/**
 * Whoever asked for changes, and people of the owners who have not agreed; where there are none of these, whoever may
 * approve, whether or not the project requires it: somebody asks to be read.
 */
async function reviewersOf(db: Transaction, project: AuthorizedProject, facts: ReviewFacts): Promise<string[]> {
  const missing = facts.owners.filter(({ state }: OwnerCheck) => state === "missing");
  const owners = missing.flatMap(({ resolved }) => (resolved.kind === "unknown" ? [] : resolved.people));
  const people = [...requestsIn(facts.standing), ...owners].map(({ personId }) => personId);
  if (people.length > 0) return people;
  const everyone = (await readDirectory(project, db)).people.filter(({ mayReview }) => mayReview);
  return everyone.map(({ personId }) => personId).filter((personId) => !facts.authors.has(personId));
}

/**
 * Asks for a review, or for another look once requested changes are made; the request stands until whoever made it has
 * looked. Editors and above.
 */
export async function askForReview(project: AuthorizedProject, name: string): Promise<void> {
  requireRole(project, "editor");
  await limitRate("askReview", project.actor.id);
  return act(project, name, "ask", async ({ db, branch, facts }) => {
    const { actor } = project;
    const review = {
      state: "ready",
      openedById: actorId(actor),
      openedBy: actor.name,
      openedAt: new Date(),
      requiredApprovals: facts.requiredApprovals,
    };
    await db.review.upsert({
      where: { branchId: branch.id },
      create: { branchId: branch.id, ...review },
      update: review,
    });
    await recordBranchEvent(db, project, branch.id, "ready");
    await recordAudit(db, project, { action: "review.ask", target: name, detail: { revision: branch.revision } });
    const payload = { branch: name, by: actor.name, ...(branch.title === "" ? {} : { text: excerpt(branch.title) }) };
    const told = await tell(db, project, await reviewersOf(db, project, facts), { kind: "review_asked", payload });
    await announce(db, project, "review_asked", { payload, told });
    return told;
  });
}

/** Takes the branch out of review; approvals end. Editors and above. */
export function withdrawReview(project: AuthorizedProject, name: string): Promise<void> {
  return act(project, name, "withdraw", async ({ db, branch }) => {
    await voidApprovals(db, project, branch, { cause: "withdrawn", revision: branch.revision });
    await db.review.update({ where: { branchId: branch.id }, data: { state: "open" } });
    await recordBranchEvent(db, project, branch.id, "withdrawn");
    await recordAudit(db, project, { action: "review.withdraw", target: name });
    return [];
  });
}

export interface GivenVerdict {
  readonly verdict: Verdict;
  readonly text?: string | undefined;
  /** The revision that was looked at: one answers for what one has seen. */
  readonly expectedRevision: number;
}

/** One's own earlier verdict is replaced. */
async function replaceOwn(db: Transaction, project: AuthorizedProject, branch: BranchRow): Promise<void> {
  const { actor } = project;
  await db.reviewVerdict.updateMany({
    where: { branchId: branch.id, personId: actor.id, voidedAt: null },
    data: { voidedAt: new Date(), voidedBy: actor.name, voidedRevision: branch.revision, voidedCause: "replaced" },
  });
}

/** Approves a branch or requests changes of it. Refused with `stale_revision` when it is no longer what one has seen. */
export async function giveVerdict(project: AuthorizedProject, name: string, given: GivenVerdict): Promise<void> {
  const { verdict, expectedRevision } = given;
  const text = keptText(given.text ?? "");
  return act(project, name, verdict, async ({ db, branch, facts }) => {
    if (expectedRevision !== branch.revision) throw staleError(branch.revision, []);
    const { actor } = project;
    await replaceOwn(db, project, branch);
    await db.reviewVerdict.create({
      data: {
        id: newId("vrd"),
        branchId: branch.id,
        personId: actor.id,
        personName: actor.name,
        verdict,
        text,
        revision: branch.revision,
      },
    });
    const review = await keepState(db, project, branch, verdict);
    const kind = verdict === "approve" ? "approved" : "changes_requested";
    await recordBranchEvent(db, project, branch.id, kind, { revision: branch.revision, ...(text ? { text } : {}) });
    const detail = { revision: branch.revision };
    await recordAudit(db, project, { action: `review.${verdict}`, target: name, detail });
    const payload = { branch: name, by: actor.name, ...(text ? { text: excerpt(text) } : {}) };
    const authors = review.openedById === null ? facts.authors : [...facts.authors, review.openedById];
    const told = await tell(db, project, authors, { kind, payload });
    await announce(db, project, kind, { payload, told });
    return told;
  });
}

/** Writes where a branch under review stands, now that a verdict came or went; only a new request ends a wish for another look. */
async function keepState(
  db: Transaction,
  project: AuthorizedProject,
  branch: BranchRow,
  given?: Verdict,
): Promise<Review> {
  const { before, after } = await previewMergeIn(db, project, branch.name);
  const facts = await readFacts(db, project, { branchId: branch.id, before, after });
  const state = given === "request_changes" && facts.state !== "open" ? stateOfReview(facts) : facts.state;
  return db.review.update({ where: { branchId: branch.id }, data: { state } });
}

const NO_REQUEST: FieldError = {
  path: "person",
  en: "This person asks for no changes of this branch.",
  fr: "Cette personne ne demande aucune modification de cette branche.",
};

/** Ends what a person asked to be changed, for when that person cannot look again; the person is told. Admins and owners. */
export async function dismissRequest(project: AuthorizedProject, name: string, personId: string): Promise<void> {
  requireRole(project, "admin");
  if (name === MAIN) requireDraftName(name);
  if (project.actor.kind !== "person") {
    throw new UserError("forbidden", { fields: [{ path: "", ...REFUSALS.people_only }] });
  }
  const told = await changeProject(project.projectId, async (db) => {
    const branch = await lockBranch(db, project.projectId, name);
    const where = { branchId: branch.id, personId, voidedAt: null, verdict: "request_changes" };
    const request = await db.reviewVerdict.findFirst({ where });
    if (request === null) throw new UserError("conflict", { fields: [NO_REQUEST] });
    const { actor } = project;
    const { revision } = branch;
    await db.reviewVerdict.updateMany({
      where,
      data: { voidedAt: new Date(), voidedBy: actor.name, voidedRevision: revision, voidedCause: "dismissed" },
    });
    await keepState(db, project, branch);
    const person = request.personName;
    await recordBranchEvent(db, project, branch.id, "voided", { cause: "dismissed", revision, people: [person] });
    await recordAudit(db, project, { action: "review.dismiss", target: name, detail: { revision, person } });
    return tell(db, project, [personId], { kind: "dismissed", payload: { branch: name, by: actor.name } });
  });
  mailAtOnce(told.length);
}

function checkOf(project: AuthorizedProject): MergeCheck {
  return async (db, { draft, before, after }) => {
    const obstacles = mergeObstacles(await readFacts(db, project, { branchId: draft.id, before, after }));
    if (obstacles.length === 0) return;
    throw new UserError("conflict", {
      fields: obstacles.map((obstacle) => ({ path: "branch", ...obstacleText(obstacle) })),
      data: { obstacles },
    });
  };
}

/** Tells whoever made the branch or asked for its review. */
async function tellMerged(db: Transaction, project: AuthorizedProject, { id, name, createdById }: BranchRow) {
  const review = await db.review.findUnique({ where: { branchId: id }, select: { openedById: true } });
  const people = [createdById, review?.openedById].filter((one) => typeof one === "string");
  const payload = { branch: name, by: project.actor.name };
  const told = await tell(db, project, people, { kind: "merged", payload });
  await announce(db, project, "merged", { payload, told });
  return told;
}

/** Merges a branch into `main` where its review lets it; see `mergeBranch` for what else refuses it. Editors and above. */
export async function mergeReviewed(
  project: AuthorizedProject,
  name: string,
  options: { readonly expectedRevision?: number | undefined } = {},
): Promise<BranchPlan> {
  const check = checkOf(project);
  let told: readonly StoredNotification[] = [];
  const merged = await mergeBranch(
    project,
    name,
    async (db, pending) => {
      await check(db, pending);
      // In the transaction of the merge: what fails after it takes these back too.
      told = await tellMerged(db, project, pending.draft);
    },
    options,
  );
  mailAtOnce(told.length);
  return merged;
}
