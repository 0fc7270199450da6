/** Whole plans kept once each under the hash of their content: what a branch started from. */

import { contentHash } from "./canonical-json.ts";
import { documentOfPlan, type PlanDocument, planOfDocument } from "./document.ts";
import type { Plan } from "./plan.ts";
import type { Transaction } from "./store-rows.ts";

/** The same plan is the same value in this process: drafts of one state of `main` do not hash it again and again. */
const ids = new WeakMap<Plan, string>();

/** Keeps the plan and returns the id it is kept under. */
export async function keepSnapshot(db: Transaction, plan: Plan): Promise<string> {
  const document = documentOfPlan(plan);
  const id = ids.get(plan) ?? contentHash(document);
  ids.set(plan, id);
  if ((await db.planSnapshot.count({ where: { id } })) > 0) return id;
  // As a text: the client would walk through the whole plan again, which takes longer than writing it.
  await db.$executeRaw`
    insert into "PlanSnapshot" ("id", "document") values (${id}, ${JSON.stringify(document)}::jsonb) on conflict do nothing`;
  return id;
}

/** The plan kept under an id; undefined when there is none. */
export async function readSnapshot(db: Transaction, id: string | null): Promise<Plan | undefined> {
  if (id === null) return undefined;
  const row = await db.planSnapshot.findUnique({ where: { id } });
  return row === null ? undefined : planOfDocument(row.document as unknown as PlanDocument);
}
