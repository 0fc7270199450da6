/** What a merge changed of `main`, read again from what was recorded of it: it never changes any more. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { processState } from "../base/process-state.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { type Change, diffPlans } from "./diff.ts";
import { completeEdits } from "./document.ts";
import { type Edit, replayEdits } from "./edit.ts";
import type { Plan } from "./plan.ts";
import { sharingObjects } from "./share-objects.ts";
import { MAIN } from "./store.ts";
import type { BranchRow } from "./store-branch-state.ts";
import { planAt } from "./store-history.ts";
import type { Transaction } from "./store-rows.ts";
import { keepSnapshot, readSnapshot } from "./store-snapshot.ts";

/** `main` before and after a draft was merged, and what differs. */
export interface MergedPlans {
  readonly before: Plan;
  readonly after: Plan;
  readonly changes: readonly Change[];
}

/** What the record of a merge says of `main`: the revision it made, and the plan before. */
interface OnMain {
  readonly revision: number;
  readonly snapshot: string;
}

/** For the record of a merge: null where it changes nothing of `main`. */
export async function recordOfMerge(
  db: Transaction,
  main: BranchRow,
  { before, after }: Pick<MergedPlans, "before" | "after">,
): Promise<Prisma.InputJsonObject> {
  if (before === after) return { onMain: null };
  const kept: OnMain = { revision: main.revision + 1, snapshot: await keepSnapshot(db, before) };
  return { onMain: { ...kept } };
}

interface Merged {
  readonly main: BranchRow;
  readonly draft: BranchRow;
}

/** What was merged before its record said where. */
async function foundOnMain(db: Transaction, { main, draft }: Merged): Promise<Partial<OnMain> | undefined> {
  const where = { branchId: main.id, command: { path: ["merged"], equals: draft.name } };
  return (await db.planEdit.findFirst({ where, select: { revision: true } })) ?? undefined;
}

async function readMerged(
  db: Transaction,
  project: AuthorizedProject,
  merged: Merged,
  now: Plan,
): Promise<Omit<MergedPlans, "changes">> {
  const { main, draft } = merged;
  const nothing = { before: now, after: now };
  const where = { branchId: draft.id, kind: "merged" };
  const record = await db.branchEvent.findFirst({ where, orderBy: { id: "desc" }, select: { detail: true } });
  const { onMain } = (record?.detail ?? {}) as { readonly onMain?: OnMain | null };
  const { revision, snapshot = null } = (onMain === undefined ? await foundOnMain(db, merged) : onMain) ?? {};
  if (revision === undefined) return nothing;
  const rows = await db.$queryRaw<{ edits: readonly Edit[] }[]>`
    select "command"->'edits' as "edits" from "PlanEdit" where "branchId" = ${main.id} and "revision" = ${revision}`;
  const [row] = rows;
  if (row === undefined) return nothing;
  const kept = await readSnapshot(db, snapshot);
  // A workspace that came in from an archive has no such snapshot: then from the beginning of main.
  const past = kept === undefined ? await planAt(project, MAIN, revision - 1, db) : { ...kept, slug: project.slug };
  const before = sharingObjects(past, now);
  return { before, after: replayEdits(before, completeEdits(row.edits)) };
}

const KEPT_MAX = 32;

/** What the merge of a draft changed; nothing where it changed nothing of `main`. Kept in memory, those read last. */
export async function plansOfMerge(
  db: Transaction,
  project: AuthorizedProject,
  merged: Merged,
  now: Plan,
): Promise<MergedPlans> {
  const kept = processState("mergedPlans", () => new Map<string, MergedPlans>());
  const key = `${merged.draft.id} ${merged.draft.mergedAt?.getTime()} ${project.slug}`;
  const known = kept.get(key);
  const plans = known ?? (await readMerged(db, project, merged, now));
  const found = known ?? { ...plans, changes: diffPlans(plans.before, plans.after) };
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return found;
}
