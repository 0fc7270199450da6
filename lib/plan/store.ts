/** The plan of a project as it is stored: loading a branch, and making the plan of a new project. */

import type { Actor, AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { checkPlan } from "./edit-check.ts";
import { isStructural, problemError } from "./edit-problem.ts";
import { emptyPlan } from "./new-object.ts";
import type { Language, Plan } from "./plan.ts";
import { type BranchRow, heldPlan, readBranch, readTogether } from "./store-branch-state.ts";
import { type Transaction, writePlan } from "./store-rows.ts";
import { keepSnapshot } from "./store-snapshot.ts";

export const MAIN = "main";

/** A branch of a plan as it stands. */
export interface BranchPlan {
  readonly plan: Plan;
  /** Give it back with the next edit, so that nobody's work is overwritten unseen. */
  readonly revision: number;
  readonly branch: string;
}

/** The row of a branch, open or not; `not_found` when there is none. */
export async function getBranch(projectId: string, name: string, db: Transaction = planDb()): Promise<BranchRow> {
  const branch = await db.planBranch.findUnique({ where: { projectId_name: { projectId, name } } });
  if (branch === null) throw new UserError("not_found", { data: { branch: name } });
  return branch;
}

/** The plan on a branch, `main` unless told otherwise. The same revision is the same value in this process. */
export async function loadPlan(project: AuthorizedProject, branch: string = MAIN): Promise<BranchPlan> {
  const { projectId, slug } = project;
  const held = heldPlan(await getBranch(projectId, branch), slug);
  if (held !== undefined) return { ...held, branch };
  return readTogether(async (db) => {
    const row = await getBranch(projectId, branch, db);
    const { plan } = await readBranch(db, row, slug);
    return { plan, revision: row.revision, branch };
  });
}

export interface NewPlan {
  readonly projectId: string;
  readonly slug: string;
  /** The project's name, for a plan that has none. */
  readonly name?: string;
  readonly languages?: readonly Language[];
  /** What to start from; empty otherwise. */
  readonly plan?: Plan;
  readonly actor: Actor;
}

function firstPlan({ slug, name, languages = ["en", "fr"], plan }: NewPlan): Plan {
  if (plan !== undefined) return { ...plan, slug };
  const empty = emptyPlan(slug);
  const named = name === undefined ? {} : Object.fromEntries(languages.map((language) => [language, name]));
  return { ...empty, name: named, settings: { ...empty.settings, languages } };
}

/** Makes the `main` branch of a new project, within the caller's transaction. */
export async function createPlan(db: Transaction, given: NewPlan): Promise<void> {
  const plan = firstPlan(given);
  const problems = checkPlan(plan).filter(isStructural);
  if (problems.length > 0) throw new UserError("invalid_input", { fields: problems.map(problemError) });
  const branchId = newId("brn");
  await db.planBranch.create({
    data: {
      id: branchId,
      projectId: given.projectId,
      name: MAIN,
      baseSnapshotId: await keepSnapshot(db, plan),
      createdById: given.actor.kind === "person" ? given.actor.id : null,
    },
  });
  await writePlan(db, branchId, undefined, plan);
}
