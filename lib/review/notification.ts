/** What people are told of: written with the change it tells of, read under the bell, mailed where a mail server is configured. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { beginningOf } from "../base/storable.ts";
import { isMailOn } from "../mail/mailer.ts";
import { type HappeningKind, happen, type NotificationPayload } from "../notify/happening.ts";
import { kindsWithout, preferencesOf, requirePerson } from "../notify/preference.ts";
import { presentPeople } from "../plan/store-guard.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";

export interface NewNotification {
  readonly personId: string;
  readonly kind: NotificationKind;
  readonly payload: NotificationPayload;
}

/** A notification that was written. */
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
      mailNextAt: isMailOn() ? new Date() : null,
    })),
  });
  return made;
}

/** Writes in the same transaction what followers and webhooks are to be told of; whoever was told is not told again. */
export async function announce(
  db: Prisma.TransactionClient,
  { projectId, actor }: AuthorizedProject,
  kind: HappeningKind,
  { payload, told }: { readonly payload: NotificationPayload; readonly told: readonly StoredNotification[] },
): Promise<void> {
  const people = told.map(({ personId }) => personId);
  const actorId = actor.kind === "system" ? null : actor.id;
  await happen(db, projectId, [{ kind, actorId, payload: { ...payload, told: people } }]);
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

/**
 * Of the person, in every project that the person may still open, without what is told in other ways only.
 */
async function ofPerson(personId: string): Promise<Prisma.NotificationWhereInput> {
  const unwanted = [...(await preferencesOf(personId))].map(([projectId, own]) => ({
    projectId,
    kind: { in: kindsWithout(own, "bell") },
  }));
  return {
    personId,
    project: { workspace: { memberships: { some: { personId, ...inForce() } } } },
    ...(unwanted.length === 0 ? {} : { NOT: unwanted }),
  };
}

export interface NoticeFilter {
  readonly unread?: boolean;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
}

export interface NoticePage {
  readonly items: readonly Notice[];
  /** Where older ones begin, when there are any. */
  readonly next?: string;
}

/** Notifications older than one of the person's. */
async function olderThan(personId: string, id: string | undefined): Promise<Prisma.NotificationWhereInput> {
  if (id === undefined) return {};
  const last = await planDb().notification.findFirst({ where: { id, personId } });
  if (last === null) throw new UserError("not_found");
  const { createdAt } = last;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** A page of the notifications of whoever asks, over all their projects, the newest first. */
export async function listNotifications(project: AuthorizedProject, filter: NoticeFilter = {}): Promise<NoticePage> {
  const personId = requirePerson(project);
  const rows = await planDb().notification.findMany({
    where: {
      AND: [
        await ofPerson(personId),
        await olderThan(personId, filter.before),
        filter.unread === true ? { readAt: null } : {},
      ],
    },
    include: { project: { select: { slug: true, name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN + 1,
  });
  const items = rows.slice(0, SHOWN).map(({ id, kind, payload, project: place, createdAt, readAt }) => ({
    id,
    kind: kind as NotificationKind,
    payload: payload as unknown as NotificationPayload,
    project: place,
    createdAt,
    readAt,
  }));
  const last = items.at(-1);
  return rows.length > SHOWN && last !== undefined ? { items, next: last.id } : { items };
}

/** How many are unread; none for a token. */
export async function countUnread(project: AuthorizedProject): Promise<number> {
  if (project.actor.kind !== "person") return 0;
  return planDb().notification.count({ where: { ...(await ofPerson(project.actor.id)), readAt: null } });
}

/** Marks one's own as read: those named, or all. Ids of others change nothing. */
export async function markRead(project: AuthorizedProject, ids?: readonly string[]): Promise<void> {
  const personId = requirePerson(project);
  await planDb().notification.updateMany({
    where: { personId, readAt: null, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
    data: { readAt: new Date() },
  });
}
