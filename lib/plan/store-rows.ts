/** A plan as rows of the plan store, one per object, so that an edit writes what it changed and no more. */

import type { Prisma } from "../store/prisma-client/client.ts";
import { planOfDocument } from "./document.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf } from "./edit-tree.ts";
import { emptyPlan } from "./new-object.ts";
import type { Plan } from "./plan.ts";

export type Transaction = Prisma.TransactionClient;

/** The row of the plan's own texts and settings. */
export const PLAN_KIND = "plan";

/** Places objects stand at, by `kind id`: numbers that grow with the order of each kind. */
type Positions = ReadonlyMap<string, number>;

export interface StoredPlan {
  readonly plan: Plan;
  readonly positions: Positions;
}

export interface Row {
  readonly kind: string;
  readonly objectId: string;
  readonly position: number;
  readonly data: Prisma.JsonValue;
}

const STEP = 1024;
const SMALLEST_GAP = 1e-6;

export function rowKey(kind: string, id: string): string {
  return `${kind} ${id}`;
}

export function planFrom(rows: readonly Row[], slug: string): StoredPlan {
  const positions = new Map(rows.map((row) => [rowKey(row.kind, row.objectId), row.position]));
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.data);
  const [own] = of(PLAN_KIND) as unknown as readonly Pick<Plan, "name" | "description" | "settings">[];
  const plan = planOfDocument({
    ...emptyPlan(slug),
    ...own,
    categories: of("category") as unknown as Plan["categories"],
    decisions: of("decision") as unknown as Plan["decisions"],
    metrics: of("metric") as unknown as Plan["metrics"],
    bundles: of("bundle") as unknown as Plan["bundles"],
    userProperties: of("user_property") as unknown as Plan["userProperties"],
    groupTypes: of("group_type") as unknown as Plan["groupTypes"],
    journeys: of("journey") as unknown as Plan["journeys"],
    events: of("event") as unknown as Plan["events"],
  });
  return { plan, positions };
}

export async function readPlan(db: Transaction, branchId: string, slug: string): Promise<StoredPlan> {
  const rows = await db.planObject.findMany({
    where: { branchId },
    orderBy: [{ position: "asc" }, { objectId: "asc" }],
    select: { kind: true, objectId: true, position: true, data: true },
  });
  return planFrom(rows, slug);
}

/** Indexes of a longest run of growing numbers: the objects that may keep their place. */
function growingIndexes(numbers: readonly (number | undefined)[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  const at = (index: number | undefined) => (index === undefined ? undefined : numbers[index]) ?? -Infinity;
  numbers.forEach((number, index) => {
    if (number === undefined) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(tails[middle]) < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const kept = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return kept;
}

/** Positions for ids in this order: known ones stay wherever they already grow, the others find room between them. */
export function arrange(ids: readonly string[], known: (id: string) => number | undefined): Map<string, number> {
  const numbers = ids.map(known);
  const kept = growingIndexes(numbers);
  const result = new Map<string, number>();
  let from = 0;
  let tight = false;
  for (let index = 0; index <= ids.length; index++) {
    if (index < ids.length && !kept.has(index)) continue;
    const low = from > 0 ? (numbers[from - 1] ?? 0) : undefined;
    const high = index < ids.length ? numbers[index] : undefined;
    const count = index - from;
    const start = low ?? (high ?? STEP * (count + 1)) - STEP * (count + 1);
    const gap = low !== undefined && high !== undefined ? (high - low) / (count + 1) : STEP;
    if (count > 0 && gap < SMALLEST_GAP) tight = true;
    for (let step = 0; step < count; step++) result.set(ids[from + step] ?? "", start + gap * (step + 1));
    if (index < ids.length) result.set(ids[index] ?? "", numbers[index] ?? 0);
    from = index + 1;
  }
  return tight ? new Map(ids.map((id, index) => [id, (index + 1) * STEP])) : result;
}

/** JSON text of PostgreSQL cannot hold U+0000 or half a surrogate pair. */
export function isStorable(value: unknown): boolean {
  return !/\\u0000|\\ud[89a-f][0-9a-f]{2}/.test(JSON.stringify(value).replaceAll("\\\\", ""));
}

interface Changes {
  readonly writes: readonly Row[];
  readonly removals: readonly { readonly kind: string; readonly objectId: string }[];
  readonly positions: Positions;
}

function ownData({ name, description, settings }: Plan): Prisma.JsonValue {
  return { name, description, settings } as unknown as Prisma.JsonValue;
}

function kindChanges(kind: ObjectKind, before: StoredPlan | undefined, after: Plan) {
  const old = new Map((before === undefined ? [] : objectsOf(before.plan, kind)).map((object) => [object.id, object]));
  const objects = objectsOf(after, kind);
  const placed = arrange(
    objects.map(({ id }) => id),
    (id) => before?.positions.get(rowKey(kind, id)),
  );
  const writes: Row[] = [];
  for (const object of objects) {
    const position = placed.get(object.id) ?? 0;
    const stays = before?.positions.get(rowKey(kind, object.id)) === position;
    if (stays && old.get(object.id) === object) continue;
    writes.push({ kind, objectId: object.id, position, data: object as unknown as Prisma.JsonValue });
  }
  const removals = [...old.keys()].filter((id) => !placed.has(id)).map((objectId) => ({ kind, objectId }));
  return { writes, removals, placed };
}

/** What to write so that the rows hold `after`, by reference identity with what they hold now. */
export function rowChanges(before: StoredPlan | undefined, after: Plan): Changes {
  const writes: Row[] = [];
  const removals: { kind: string; objectId: string }[] = [];
  const positions = new Map<string, number>([[rowKey(PLAN_KIND, PLAN_KIND), 0]]);
  const own = before?.plan;
  if (own?.name !== after.name || own.description !== after.description || own.settings !== after.settings) {
    writes.push({ kind: PLAN_KIND, objectId: PLAN_KIND, position: 0, data: ownData(after) });
  }
  for (const kind of OBJECT_KINDS) {
    const changes = kindChanges(kind, before, after);
    writes.push(...changes.writes);
    removals.push(...changes.removals);
    for (const [id, position] of changes.placed) positions.set(rowKey(kind, id), position);
  }
  return { writes, removals, positions };
}

const BATCH = 1000;

/** One statement, whatever the number of rows. */
async function insertObjects(db: Transaction, branchId: string, rows: readonly Row[]): Promise<void> {
  const json = JSON.stringify(rows);
  await db.$executeRaw`
    insert into "PlanObject" ("branchId", "kind", "objectId", "position", "data")
    select ${branchId}, "kind", "objectId", "position", "data"
    from jsonb_to_recordset(${json}::jsonb) as row("kind" text, "objectId" text, "position" float8, "data" jsonb)`;
}

/** Writes the changed rows and returns what the store then holds. */
export async function writePlan(
  db: Transaction,
  branchId: string,
  before: StoredPlan | undefined,
  after: Plan,
): Promise<StoredPlan> {
  const { writes, removals, positions } = rowChanges(before, after);
  const replaced =
    before === undefined ? [] : writes.filter(({ kind, objectId }) => before.positions.has(rowKey(kind, objectId)));
  for (const kind of new Set([...replaced, ...removals].map((row) => row.kind))) {
    const ids = [...replaced, ...removals].filter((row) => row.kind === kind).map(({ objectId }) => objectId);
    for (let start = 0; start < ids.length; start += BATCH) {
      await db.planObject.deleteMany({ where: { branchId, kind, objectId: { in: ids.slice(start, start + BATCH) } } });
    }
  }
  if (writes.length > 0) await insertObjects(db, branchId, writes);
  return { plan: after, positions };
}
