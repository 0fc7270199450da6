/** Rows of a draft beside those of `main`: most are alike, so a draft is copied and read without moving them. */

import type { Prisma } from "../store/prisma-client/client.ts";
import { OBJECT_KINDS, objectsOf } from "./edit-tree.ts";
import { PLAN_KIND, planFrom, type Row, rowKey, type StoredPlan, type Transaction } from "./store-rows.ts";

/** Gives a new branch the rows of another, within the store. */
export async function copyRows(db: Transaction, from: string, to: string): Promise<void> {
  await db.$executeRaw`
    insert into "PlanObject" ("branchId", "kind", "objectId", "position", "data")
    select ${to}, "kind", "objectId", "position", "data" from "PlanObject" where "branchId" = ${from}`;
}

/** A branch that was read already, in the same state of the store. */
interface ReadBranch {
  /** Its row, at the revision that was read. */
  readonly branch: { readonly id: string; readonly revision: number };
  readonly stored: StoredPlan;
}

function dataOf({ plan }: StoredPlan): ReadonlyMap<string, Prisma.JsonValue> {
  const { name, description, settings } = plan;
  const data = new Map<string, unknown>([[rowKey(PLAN_KIND, PLAN_KIND), { name, description, settings }]]);
  for (const kind of OBJECT_KINDS) {
    for (const object of objectsOf(plan, kind)) data.set(rowKey(kind, object.id), object);
  }
  return data as ReadonlyMap<string, Prisma.JsonValue>;
}

type Beside = Omit<Row, "data"> & {
  readonly data: Prisma.JsonValue;
  readonly alike: boolean;
  /** Of the other branch, in the very state of the store that its rows were compared in. */
  readonly revision: number;
};

/**
 * The plan of a branch, which shares with the other one every object that both hold alike; undefined where the other one is
 * no longer what was read of it: its rows would tell of others than those at hand.
 */
export async function readPlanBeside(
  db: Transaction,
  branchId: string,
  slug: string,
  other: ReadBranch,
): Promise<StoredPlan | undefined> {
  const rows = await db.$queryRaw<Beside[]>`
    select own."kind", own."objectId", own."position", beside."objectId" is not null as "alike",
      case when beside."objectId" is null then own."data" end as "data",
      (select "revision" from "PlanBranch" where "id" = ${other.branch.id}) as "revision"
    from "PlanObject" own left join "PlanObject" beside
      on beside."branchId" = ${other.branch.id} and beside."kind" = own."kind"
      and beside."objectId" = own."objectId" and beside."data" = own."data"
    where own."branchId" = ${branchId}
    order by own."position", own."objectId"`;
  const known = dataOf(other.stored);
  const whole = rows.map(({ alike, data, revision, ...row }): Row | undefined => {
    if (revision !== other.branch.revision) return undefined;
    const found = alike ? known.get(rowKey(row.kind, row.objectId)) : data;
    return found === undefined ? undefined : { ...row, data: found };
  });
  const found = whole.filter((row) => row !== undefined);
  return found.length < rows.length ? undefined : planFrom(found, slug);
}
