/** Reads everything the page of a branch shows. */

import { notFound } from "next/navigation";
import { type AuthorizedProject, mayActAs } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { ManagedFrom } from "../../../../../../lib/plan/repository.ts";
import { getManagedFrom } from "../../../../../../lib/plan/store-managed.ts";
import { listThreads } from "../../../../../../lib/review/comment.ts";
import { readDirectory } from "../../../../../../lib/review/directory.ts";
import { type Activity, type ReviewView, readActivity, readReview } from "../../../../../../lib/review/read.ts";
import { REFUSALS, refusalOf } from "../../../../../../lib/review/review.ts";
import { findingScope } from "../branch-view.ts";
import { type Mentioned, mentionable, type ShownThread, shownThreads } from "../comments/shown-thread.ts";
import type { ShownFinding } from "../editing/editing-context.tsx";
import { addedFindings, judgementSoon } from "../shown-findings.ts";
import type { PossibleActs } from "./review-acts.tsx";

export interface ReviewPage {
  readonly review: ReviewView;
  readonly may: PossibleActs;
  readonly activity: readonly Activity[];
  /** The newest ones, oldest first, and where earlier ones are. */
  readonly threads: readonly ShownThread[];
  readonly earlier: string | undefined;
  readonly people: readonly Mentioned[];
  /** What the rules find in the branch and not on main: they go through two plans, which the rest of the page need not await. */
  readonly findings: () => Promise<readonly ShownFinding[]>;
  /** The repository the plan is kept in: only reviewed branches are merged here then. */
  readonly managed: ManagedFrom | undefined;
}

/** What a merge lacks is told of nothing that is over. */
export function isGoing({ branch: { state } }: ReviewView): boolean {
  return state !== "merged" && state !== "closed";
}

function possibleActs(
  project: AuthorizedProject,
  review: ReviewView,
  { language, isManaged }: { readonly language: Language; readonly isManaged: boolean },
): PossibleActs {
  const { facts, branch, obstacles, preview } = review;
  const editor = mayActAs(project.role, "editor");
  const going = editor && isGoing(review);
  const clean = preview.conflicts.length === 0 && !preview.baseGone;
  const refusal = refusalOf("approve", facts, project.actor);
  return {
    state: branch.state,
    revision: branch.revision,
    write: editor,
    ask: going && refusalOf("ask", facts, project.actor) === undefined,
    verdict: going && branch.state !== "open",
    approve: going && refusal === "own_work" ? REFUSALS[refusal][language] : undefined,
    merge: going && clean && (!isManaged || facts.mainProtected) && obstacles.length === 0,
    rebase: going && clean && !isManaged && preview.behind > 0,
  };
}

async function newFindings(
  project: AuthorizedProject,
  language: Language,
  { before, after }: { readonly before: Plan; readonly after: Plan },
): Promise<readonly ShownFinding[]> {
  if (before === after) return [];
  const scope = await findingScope(project, language, after);
  for (const plan of [before, after]) await judgementSoon(plan, scope);
  return addedFindings(before, after, scope);
}

async function reviewOrNone(project: AuthorizedProject, name: string): Promise<ReviewView> {
  try {
    return await readReview(project, name);
  } catch (error) {
    if (isUserError(error) && (error.code === "not_found" || error.code === "invalid_input")) notFound();
    throw error;
  }
}

/** "Not found" when there is no such branch. */
export async function openReview(project: AuthorizedProject, name: string, language: Language): Promise<ReviewPage> {
  const review = await reviewOrNone(project, name);
  const [activity, threads, { people }, managed] = await Promise.all([
    readActivity(project, name),
    listThreads(project, { branch: name }),
    readDirectory(project),
    getManagedFrom(project),
  ]);
  return {
    review,
    managed,
    may: possibleActs(project, review, { language, isManaged: managed !== undefined }),
    activity,
    threads: shownThreads(threads.items, project.actor.id),
    earlier: threads.next,
    people: mentionable(people),
    findings: () => newFindings(project, language, review.preview),
  };
}
