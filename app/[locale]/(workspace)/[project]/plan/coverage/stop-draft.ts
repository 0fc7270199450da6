/** The draft that deprecates a property nothing reads, beside `main`: one per property as long as it goes on. */

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { dashedWords } from "../../../../../../lib/base/plain-words.ts";
import { stopCollecting } from "../../../../../../lib/plan/coverage.ts";
import { gatherFacts } from "../../../../../../lib/plan/rules/facts.ts";
import type { PlacedProperty } from "../../../../../../lib/plan/rules/rule.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { draftBranch } from "../../../../../../lib/plan/store-draft-branch.ts";

/** What the branch is named after the property. */
function nameFor({ property }: PlacedProperty): string {
  return `stop-${dashedWords(property.name, 40) || "property"}`;
}

/** A branch of that name, or with a number behind it, that goes on and deprecates the property already. */
async function goingDraft(
  project: AuthorizedProject,
  base: string,
  { property }: PlacedProperty,
): Promise<string | undefined> {
  const going = await listBranches(project, { going: true });
  for (const { name } of going) {
    if (name !== base && !(name.startsWith(`${base}-`) && /^\d+$/.test(name.slice(base.length + 1)))) continue;
    const { properties } = gatherFacts((await loadPlan(project, name)).plan, {});
    if (properties.some((one) => one.property.id === property.id && one.property.status === "deprecated")) return name;
  }
  return undefined;
}

/** The branch that asks everybody to stop sending the property: the one that goes on, or a new one. */
export async function draftStop(project: AuthorizedProject, placed: PlacedProperty, title: string): Promise<string> {
  const base = nameFor(placed);
  const going = await goingDraft(project, base, placed);
  if (going !== undefined) return going;
  return draftBranch(project, { name: base, title, edits: () => stopCollecting(placed) });
}
