/** Reads what the rules of a review (review.ts) need to know of a branch. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { latestBacktest } from "../backtest/current.ts";
import type { Plan } from "../plan/plan.ts";
import { type BranchState, stateOf } from "../plan/store-branch.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { readDirectory } from "./directory.ts";
import { type Directory, ownerChecks, touchedOwners } from "./owner.ts";
import { presentState, type ReviewFacts, type StandingVerdict, type Verdict } from "./review.ts";
import { getReviewRules } from "./settings.ts";

type Reader = Prisma.TransactionClient;

interface Reviewed {
  readonly branchId: string;
  /** `main` as it is, and as the branch would make it. */
  readonly before: Plan;
  readonly after: Plan;
}

interface Authors {
  /** Whoever made the branch or edited it: people, and for a token the person who made the token. */
  readonly all: ReadonlySet<string>;
  readonly sole: string | undefined;
}

/** Bringing main's changes in without deciding anything is no edit of one's own. What a token wrote, no person signed. */
async function authorsOf(db: Reader, branchId: string, createdById: string | null): Promise<Authors> {
  const rows = await db.$queryRaw<{ actorId: string | null }[]>`
    select distinct "actorId" from "PlanEdit"
    where "branchId" = ${branchId} and coalesce(("command"->'rebased'->>'decided')::int, 1) > 0`;
  const editors = rows.map(({ actorId }) => actorId);
  const all = new Set([...editors, createdById].filter((id) => id !== null));
  const tokens = await db.apiToken.findMany({
    where: { id: { in: [...all] } },
    select: { createdById: true },
  });
  for (const { createdById: maker } of tokens) if (maker !== null) all.add(maker);
  return { all, sole: editors.length === 1 ? (editors[0] ?? undefined) : undefined };
}

/** What was said by people who may review now: the word of whoever left, is locked out or became a viewer counts no more. */
async function standingOn(db: Reader, branchId: string, { people }: Directory): Promise<readonly StandingVerdict[]> {
  const able = people.filter(({ mayReview }) => mayReview).map(({ personId }) => personId);
  const rows = await db.reviewVerdict.findMany({
    where: { branchId, voidedAt: null, personId: { in: able } },
    orderBy: { at: "asc" },
  });
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
  const directory = await readDirectory(project, db);
  const { all: authors, sole: soleAuthor } = await authorsOf(db, branchId, row.createdById);
  const standing = await standingOn(db, branchId, directory);
  // An approval of an edited branch has ended: those that stand are of what it holds now. Owners give theirs for their own
  // part, so it counts as that even where they edited the branch.
  const approvals = standing.filter(({ verdict }) => verdict === "approve");
  const approvers = new Set(approvals.map(({ personId }) => personId));
  const owners = ownerChecks(touchedOwners(before, after), directory, { approvers, soleAuthor });
  const state: BranchState = stateOf(row);
  const backtest = await latestBacktest(db, project.projectId, row.name);
  const hasChanges = before !== after;
  const facts = { ...rules, state, revision: row.revision, hasChanges, standing, authors, owners, backtest };
  return { ...facts, state: presentState(facts) };
}
