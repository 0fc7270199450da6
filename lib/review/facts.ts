/** Reads what the rules of a review (review.ts) need to know of a branch. */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { Plan } from "../plan/plan.ts";
import { type BranchState, stateOf } from "../plan/store-branch.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { readDirectory } from "./directory.ts";
import { ownerChecks, touchedOwners } from "./owner.ts";
import { countingApprovals, type ReviewFacts, type StandingVerdict, type Verdict } from "./review.ts";
import { getReviewRules } from "./settings.ts";

type Reader = Prisma.TransactionClient;

interface Reviewed {
  readonly branchId: string;
  /** `main` as it is, and as the branch would make it. */
  readonly before: Plan;
  readonly after: Plan;
}

/**
 * Whoever made the branch or edited it: people, and for a token the person who made the token. Bringing main's changes in
 * without deciding anything is no edit of one's own.
 */
async function authorsOf(db: Reader, branchId: string, createdById: string | null): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ actorId: string }[]>`
    select distinct "actorId" from "PlanEdit"
    where "branchId" = ${branchId} and "actorId" is not null
      and coalesce(("command"->'rebased'->>'decided')::int, 1) > 0`;
  const actors = new Set([...rows.map(({ actorId }) => actorId), ...(createdById === null ? [] : [createdById])]);
  const tokens = await db.apiToken.findMany({
    where: { id: { in: [...actors] } },
    select: { createdById: true },
  });
  for (const { createdById: maker } of tokens) if (maker !== null) actors.add(maker);
  return actors;
}

async function standingOn(db: Reader, branchId: string): Promise<readonly StandingVerdict[]> {
  const rows = await db.reviewVerdict.findMany({ where: { branchId, voidedAt: null }, orderBy: { at: "asc" } });
  return rows.map(({ personId, personName, verdict, revision }) => ({
    personId,
    personName,
    verdict: verdict as Verdict,
    revision,
  }));
}

/** Within a transaction that holds the branch, or reads one state of the store. */
export async function readFacts(
  db: Reader,
  project: AuthorizedProject,
  { branchId, before, after }: Reviewed,
): Promise<ReviewFacts> {
  const row = await db.planBranch.findUniqueOrThrow({
    where: { id: branchId },
    include: { review: { select: { state: true } } },
  });
  const rules = await getReviewRules(project, db);
  const authors = await authorsOf(db, branchId, row.createdById);
  const standing = await standingOn(db, branchId);
  const touched = touchedOwners(before, after);
  const state: BranchState = stateOf(row);
  const facts = { ...rules, state, revision: row.revision, hasChanges: before !== after, standing, authors };
  const approvers = new Set(countingApprovals(facts).map(({ personId }) => personId));
  const owners = ownerChecks(touched, await readDirectory(project, db), { approvers, authors });
  return { ...facts, owners };
}
