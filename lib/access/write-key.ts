/** Write keys: public by nature, one or more per source; they let a client send events and do nothing else. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { notify } from "../base/notify.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedProject, requireRole } from "./authorized.ts";
import { randomBase62 } from "./secret.ts";

export const WRITE_KEY_PREFIX = "gbw_";

export interface WriteKeySummary {
  readonly id: string;
  readonly key: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** `gbw_` and 144 random bits; letters and digits only, since SDKs put it into addresses. */
export function newWriteKey(): string {
  return `${WRITE_KEY_PREFIX}${randomBase62(18)}`;
}

/** A first or further key of a source, within the caller's transaction. */
export async function addWriteKey(db: PlanDbTransaction, sourceId: string): Promise<WriteKeySummary> {
  return db.writeKey.create({
    data: { id: newId("key"), key: newWriteKey(), sourceId },
    select: { id: true, key: true, createdAt: true, revokedAt: true },
  });
}

async function sourceNamed(db: PlanDbTransaction, project: AuthorizedProject, slug: string) {
  const source = await db.source.findUnique({ where: { projectId_slug: { projectId: project.projectId, slug } } });
  if (!source) throw new UserError("not_found");
  return source;
}

/** Adds a new key; the old ones keep working until they are revoked, so that clients can move one by one. */
export async function rotateWriteKey(project: AuthorizedProject, sourceSlug: string): Promise<WriteKeySummary> {
  requireRole(project, "editor");
  const created = await planDb().$transaction(async (db) => {
    const source = await sourceNamed(db, project, sourceSlug);
    const key = await addWriteKey(db, source.id);
    await recordAudit(db, project, { action: "source.rotate_key", target: source.slug, detail: { key: key.id } });
    return key;
  });
  notify("sourcesChanged", { projectId: project.projectId });
  return created;
}

/** The key is refused at once; revoking twice changes nothing. Admins only: clients that still use it lose their events. */
export async function revokeWriteKey(project: AuthorizedProject, sourceSlug: string, keyId: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const source = await sourceNamed(db, project, sourceSlug);
    const key = await db.writeKey.findFirst({ where: { id: keyId, sourceId: source.id } });
    if (!key) throw new UserError("not_found");
    const changed = await db.writeKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (changed.count === 0) return;
    await recordAudit(db, project, { action: "source.revoke_key", target: source.slug, detail: { key: key.id } });
  });
  notify("sourcesChanged", { projectId: project.projectId });
}
