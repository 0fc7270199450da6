/** A violation mended by a change of the plan, on a branch that is reviewed like any other. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import type { Edit } from "../plan/edit.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { loadPlan } from "../plan/store.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { draftBranch } from "../plan/store-draft-branch.ts";
import type { ViolationGroup } from "./group.ts";
import { type Broken, REMEDIES, type Remedy, remedyEdits, remedyFor } from "./remedy.ts";
import { receivedCalls, violationsNamed } from "./store.ts";
import { transformEdits } from "./transform-remedy.ts";

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

function editsFor(plan: Plan, remedy: Remedy | undefined, { broken, calls, group }: Asked): Edit[] {
  if (remedy !== "transform")
    return remedy !== undefined && remedy !== remedyFor(broken) ? [] : remedyEdits(plan, broken, calls);
  return transformEdits(plan, broken, calls, { reason: group.message.en.slice(0, 200), now: systemClock.now() });
}

/** What changing the plan could do for a violation; empty where only the code can be corrected. */
export async function findRemedies(
  project: AuthorizedProject,
  fingerprint: string,
  plan: Plan,
): Promise<readonly Remedy[]> {
  const found = await asked(project, fingerprint);
  return REMEDIES.filter((remedy) => editsFor(plan, remedy, found).length > 0);
}

/**
 * Changes the plan so that what was received conforms: on a branch that is there, else on a new one made from `main`.
 * Without `remedy` the rule is relaxed, or what is not named added. Returns the branch's name. Editors and above.
 * @throws UserError `not_found`, `invalid_input` (no change of the plan helps, or the branch takes none)
 */
export async function applyRemedy(
  project: AuthorizedProject,
  fingerprint: string,
  { branch, remedy }: { readonly branch?: string | undefined; readonly remedy?: Remedy | undefined },
): Promise<{ readonly branch: string }> {
  requireRole(project, "editor");
  const looked = await asked(project, fingerprint);
  const edits = (plan: Plan): readonly Edit[] => {
    const found = editsFor(plan, remedy, looked);
    if (found.length === 0) throw new UserError("invalid_input", { fields: [NO_CHANGE] });
    return found;
  };
  if (branch === undefined) {
    const title = looked.group.message.en.slice(0, 200);
    return { branch: await draftBranch(project, { name: `violation-${fingerprint}`, title, edits }) };
  }
  const { plan, revision } = await loadPlan(project, branch);
  await commitEdits(project, branch, { expectedRevision: revision, edits: edits(plan) });
  return { branch };
}
