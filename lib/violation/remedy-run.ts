/** A violation mended by a change of the plan, on a branch that is reviewed like any other. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import type { Edit } from "../plan/edit.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { loadPlan } from "../plan/store.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { draftBranch } from "../plan/store-draft-branch.ts";
import type { ViolationGroup } from "./group.ts";
import { type Broken, type Remedy, remedyEdits, remedyFor } from "./remedy.ts";
import { receivedCalls, violationsNamed } from "./store.ts";

/** So many of the latest events must conform after the change. */
const CALLS_LOOKED_AT = 200;

interface Asked {
  readonly broken: Broken;
  readonly calls: readonly Json[];
  readonly group: ViolationGroup;
}

async function asked(project: AuthorizedProject, fingerprint: string): Promise<Asked> {
  const [group] = await violationsNamed(project, [fingerprint]);
  if (group === undefined) throw new UserError("not_found");
  const { code, eventName, eventId, path, keyword } = group;
  const broken: Broken = {
    ...{ code, eventName, path, sources: group.sources.map(({ slug }) => slug) },
    ...(eventId === undefined ? {} : { eventId }),
    ...(keyword === undefined ? {} : { keyword }),
  };
  return { broken, group, calls: await receivedCalls(project, fingerprint, CALLS_LOOKED_AT) };
}

const NO_CHANGE = {
  path: "/fingerprint",
  en: "No change of the plan makes what was received conform. Correct it where it is sent.",
  fr: "Aucune modification du plan ne rend conforme ce qui a été reçu. Corrigez-le là où il est envoyé.",
};

/** What changing the plan could do for a violation; undefined where only the code can be corrected. */
export async function findRemedy(
  project: AuthorizedProject,
  fingerprint: string,
  plan: Plan,
): Promise<Remedy | undefined> {
  const { broken, calls } = await asked(project, fingerprint);
  return remedyEdits(plan, broken, calls).length === 0 ? undefined : remedyFor(broken);
}

/**
 * Changes the plan so that what was received conforms: on a branch that is there, else on a new one made from `main`.
 * Returns the branch's name. Editors and above.
 * @throws UserError `not_found`, `invalid_input` (no change of the plan helps, or the branch takes none)
 */
export async function applyRemedy(
  project: AuthorizedProject,
  fingerprint: string,
  branch?: string,
): Promise<{ readonly branch: string }> {
  requireRole(project, "editor");
  const { broken, calls, group } = await asked(project, fingerprint);
  const edits = (plan: Plan): readonly Edit[] => {
    const found = remedyEdits(plan, broken, calls);
    if (found.length === 0) throw new UserError("invalid_input", { fields: [NO_CHANGE] });
    return found;
  };
  if (branch === undefined) {
    const title = group.message.en.slice(0, 200);
    return { branch: await draftBranch(project, { name: `violation-${fingerprint}`, title, edits }) };
  }
  const { plan, revision } = await loadPlan(project, branch);
  await commitEdits(project, branch, { expectedRevision: revision, edits: edits(plan) });
  return { branch };
}
