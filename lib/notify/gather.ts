/** Edits of one person on one branch, told as one thing an hour: what comes later in the hour goes into what is there. */

import { newId } from "../base/id.ts";
import type { Happening, Prisma } from "../store/prisma-client/client.ts";
import type { Concerned, HappeningPayload, NotificationPayload } from "./happening.ts";

export const HOUR_MS = 3_600_000;
/** Ids that a notification remembers, so that an event edited twice counts once. */
const REMEMBERED = 500;

/** What a person or a webhook is told once of: the edits of one person on one branch in one hour. */
export function editsKey(row: Pick<Happening, "projectId" | "actorId">, branch: string | undefined, hour: number) {
  return `changed:${row.projectId}:${branch ?? ""}:${row.actorId ?? ""}:${hour}`;
}

/** What was told with what is new; undefined when nothing is. */
export function gathered(known: NotificationPayload, next: NotificationPayload): NotificationPayload | undefined {
  const before = known.objects ?? [];
  const fresh = (next.objects ?? []).filter((id) => !before.includes(id));
  if (fresh.length === 0) return undefined;
  if (before.length === 0) return next;
  // What is beyond the ids that `next` names is counted as new too.
  const beyond = (next.more ?? 0) + 1 - (next.objects ?? []).length;
  return {
    ...known,
    more: (known.more ?? 0) + fresh.length + Math.max(0, beyond),
    objects: [...before, ...fresh].slice(0, REMEMBERED),
  };
}

/** The ids that a notification of edits remembers. */
export function remembered(named: readonly Concerned[]): readonly string[] {
  return named.slice(0, REMEMBERED).map(({ id }) => id);
}

/** Everything that edits told of since an instant, and these, are about. */
async function concernedSince(
  db: Prisma.TransactionClient,
  { projectId, actorId, payload }: Happening,
  since: Date,
): Promise<readonly Concerned[]> {
  const own = payload as unknown as HappeningPayload;
  const rows = await db.happening.findMany({
    where: {
      projectId,
      actorId,
      kind: "changed",
      toldAt: { gte: since },
      payload: { path: ["branch"], equals: own.branch ?? "" },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const payloads = [...rows.map((row) => row.payload as unknown as HappeningPayload), own];
  const found = new Map(payloads.flatMap(({ concerned = [] }) => concerned.map((one) => [one.id, one])));
  return [...found.values()];
}

/**
 * Puts edits into the message of the hour that was not tried yet. One that was tried stays as it is: then they wait for the
 * next hour's.
 */
export async function queueEdits(
  db: Prisma.TransactionClient,
  webhookId: string,
  row: Happening,
  now: Date,
  bodyOf: (concerned: readonly Concerned[]) => string,
): Promise<void> {
  const { branch, concerned = [] } = row.payload as unknown as HappeningPayload;
  for (let hour = Math.floor(now.getTime() / HOUR_MS); ; hour++) {
    const dedupeKey = editsKey(row, branch, hour);
    const known = await db.webhookDelivery.findFirst({ where: { webhookId, dedupeKey } });
    if (known === null) {
      const nextAt = new Date(Math.max(now.getTime(), hour * HOUR_MS));
      const body = bodyOf(concerned);
      await db.webhookDelivery.create({
        data: { id: newId("msg"), webhookId, kind: "changed", body, dedupeKey, createdAt: now, nextAt },
      });
      return;
    }
    const body = bodyOf(await concernedSince(db, row, known.createdAt));
    const { count } = await db.webhookDelivery.updateMany({
      where: { id: known.id, state: "waiting", tries: 0 },
      data: { body },
    });
    if (count > 0) return;
  }
}
