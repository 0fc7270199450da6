/** Loads a branch of the plan for a page: proof of access, the plan, and what every screen needs of it. */

import { notFound } from "next/navigation";
import { cache } from "react";
import { type AuthorizedProject, mayActAs } from "../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../lib/base/error.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import type { ManagedFrom } from "../../../../../lib/plan/repository.ts";
import { getBranch, loadPlan, MAIN } from "../../../../../lib/plan/store.ts";
import { getManagedFrom } from "../../../../../lib/plan/store-managed.ts";
import { getReviewRules } from "../../../../../lib/review/settings.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";
import { readFindingFacts } from "../../../../_findings/finding-facts.ts";
import { planFactsText } from "./plan-facts.ts";
import type { FindingScope } from "./shown-findings.ts";
import type { BranchView } from "./view.ts";

export interface PlanPageProps {
  readonly params: Promise<{ locale: string; project: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The role forbids it, the branch is over, `main` changes by merging alone, or the plan is kept in a repository. */
export type Lock = "role" | "branch" | "protected" | "managed";

export interface OpenedPlan {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly plan: Plan;
  readonly view: BranchView;
  readonly scope: FindingScope;
  /** Why nothing can be changed here, where it cannot. */
  readonly locked: Lock | undefined;
  /** The repository the plan is kept in, where it is. */
  readonly managed: ManagedFrom | undefined;
}

/** One value of a parameter of the address. */
export function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

const open = cache(async (language: Language, slug: string, branch: string): Promise<OpenedPlan> => {
  const project = await openProject(language, slug);
  try {
    const loading = loadPlan(project, branch);
    const [{ plan, revision }, row, scope, rules, managed] = await Promise.all([
      loading,
      getBranch(project.projectId, branch),
      loading.then((loaded) => findingScope(project, language, loaded.plan)),
      getReviewRules(project),
      getManagedFrom(project),
    ]);
    const closed = row.mergedAt !== null || row.closedAt !== null;
    const closedTo = branch === MAIN && rules.mainProtected ? "protected" : undefined;
    const closedToRole = mayActAs(project.role, "editor") ? closedTo : "role";
    const locked = managed === undefined ? (closed ? "branch" : closedToRole) : "managed";
    const facts = planFactsText(plan, language, scope.sources);
    const view = { slug: project.slug, branch, revision, editable: locked === undefined, facts };
    return { language, project, plan, view, scope, locked, managed };
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

/** The branch of the page's address (`?branch=`), `main` unless it names one. */
export async function openPlanPage(props: PlanPageProps): Promise<OpenedPlan> {
  const { locale, project } = await props.params;
  const branch = oneOf((await props.searchParams).branch) || MAIN;
  return open(pageLanguage(locale), project, branch);
}

/** What the rules need to know of the project to judge this plan, and the reader's language. */
export async function findingScope(project: AuthorizedProject, language: Language, plan: Plan): Promise<FindingScope> {
  return { language, ...(await readFindingFacts(project, plan)) };
}
