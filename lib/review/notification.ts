/** What people are told of: written with the change it tells of, read under the bell, mailed where a mail server is configured. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { beginningOf } from "../base/storable.ts";
import { presentPeople } from "../plan/store-guard.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";

/** What the sentence of a notification is made of. */
export interface NotificationPayload {
  readonly branch: string;
  /** Who did it. */
  readonly by: string;
  /** The beginning of what was written. */
  readonly text?: string;
  /** What the comment is about: a field path; empty or absent for the branch. */
  readonly path?: string;
}

export interface NewNotification {
  readonly personId: string;
  readonly kind: NotificationKind;
  readonly payload: NotificationPayload;
}

/** A notification with what a letter needs. */
export interface StoredNotification extends NewNotification {
  readonly id: string;
}

const EXCERPT = 200;

/** The beginning of a text, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > EXCERPT ? `${beginningOf(line, EXCERPT - 1)}…` : line;
}

/** Writes notifications in the transaction of what they tell of: each person once, and never whoever did it. */
export async function tell(
  db: Prisma.TransactionClient,
  { projectId, workspaceId, actor }: AuthorizedProject,
  people: Iterable<string>,
  told: Omit<NewNotification, "personId">,
): Promise<readonly StoredNotification[]> {
  const others = [...new Set(people)].filter((personId) => personId !== actor.id);
  if (others.length === 0) return [];
  // Someone who left meanwhile or was locked out, or a token that wrote a comment, has no bell.
  const present = await presentPeople(db, workspaceId, others);
  const made = present.map((personId) => ({ ...told, id: newId("ntf"), personId }));
  await db.notification.createMany({
    data: made.map(({ payload, ...rest }) => ({
      ...rest,
      projectId,
      payload: payload as unknown as Prisma.InputJsonObject,
    })),
  });
  return made;
}

export interface Notice {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly payload: NotificationPayload;
  readonly project: { readonly slug: string; readonly name: string };
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

const SHOWN = 50;

function personOf({ actor }: AuthorizedProject): string {
  if (actor.kind === "person") return actor.id;
  throw new UserError("forbidden", {
    fields: [{ path: "", en: "Notifications are a person’s.", fr: "Les notifications sont celles d’une personne." }],
  });
}

/** Of the person, in every project that the person may still open. */
function ofPerson(personId: string): Prisma.NotificationWhereInput {
  return { personId, project: { workspace: { memberships: { some: { personId, ...inForce() } } } } };
}

/** The latest notifications of whoever asks, over all their projects. */
export async function listNotifications(project: AuthorizedProject): Promise<readonly Notice[]> {
  const rows = await planDb().notification.findMany({
    where: ofPerson(personOf(project)),
    include: { project: { select: { slug: true, name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  return rows.map(({ id, kind, payload, project: place, createdAt, readAt }) => ({
    id,
    kind: kind as NotificationKind,
    payload: payload as unknown as NotificationPayload,
    project: place,
    createdAt,
    readAt,
  }));
}

/** How many are unread; none for a token. */
export async function countUnread(project: AuthorizedProject): Promise<number> {
  if (project.actor.kind !== "person") return 0;
  return planDb().notification.count({ where: { ...ofPerson(project.actor.id), readAt: null } });
}

/** Marks one's own as read: those named, or all. Ids of others change nothing. */
export async function markRead(project: AuthorizedProject, ids?: readonly string[]): Promise<void> {
  const personId = personOf(project);
  await planDb().notification.updateMany({
    where: { personId, readAt: null, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
    data: { readAt: new Date() },
  });
}
