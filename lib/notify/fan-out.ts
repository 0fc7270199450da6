/** Tells of a happening: a notification for each person it concerns, a message for each webhook, in one transaction. */

import { newId } from "../base/id.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { presentPeople } from "../plan/store-guard.ts";
import { readDirectory } from "../review/directory.ts";
import { resolveOwner } from "../review/owner.ts";
import { planDb } from "../store/plan-db.ts";
import type { Happening, Prisma, Project } from "../store/prisma-client/client.ts";
import { foldedOwner } from "./follow.ts";
import type { Concerned, HappeningKind, HappeningPayload, NotificationPayload } from "./happening.ts";
import { messagesTo } from "./webhook-message.ts";

const AT_ONCE = 50;
const HOUR_MS = 3_600_000;

/** What those who answer for an event are told of, whether they follow it or not. */
const OWNERS_TOLD: readonly HappeningKind[] = [
  "changed",
  "published",
  "violation_new",
  "violation_regressed",
  "expiring",
];

export interface Row extends Happening {
  readonly project: Project;
}

/** The things it is about that concern a person; empty where it is the branch or the plan as a whole. */
type ByPerson = Map<string, Set<Concerned> | "whole">;

function add(people: ByPerson, personId: string, matched: readonly Concerned[] | "whole"): void {
  const known = people.get(personId);
  if (matched === "whole") people.set(personId, "whole");
  else if (known !== "whole") people.set(personId, new Set([...(known ?? []), ...matched]));
}

async function followers(
  db: Prisma.TransactionClient,
  { projectId }: Row,
  payload: HappeningPayload,
  people: ByPerson,
) {
  const { concerned = [], branch, event, path = "" } = payload;
  const about = new Set([
    ...concerned.map(({ id }) => id),
    event ?? "",
    path.startsWith("event/") ? (path.split("/")[1] ?? "") : "",
  ]);
  const owners = new Map<string, Concerned[]>();
  for (const one of concerned)
    for (const owner of one.owners) owners.set(foldedOwner(owner), [...(owners.get(foldedOwner(owner)) ?? []), one]);
  const follows = await db.follow.findMany({
    where: {
      projectId,
      OR: [
        { kind: "plan" },
        { kind: "event", target: { in: [...about].filter((id) => id !== "") } },
        { kind: "owner", target: { in: [...owners.keys()] } },
        ...(branch === undefined ? [] : [{ kind: "branch", target: branch }]),
      ],
    },
  });
  for (const { personId, kind, target } of follows) {
    if (kind === "plan" || kind === "branch") add(people, personId, "whole");
    else if (kind === "owner") add(people, personId, owners.get(target) ?? []);
    else
      add(
        people,
        personId,
        concerned.filter(({ id }) => id === target),
      );
  }
}

async function owners(db: Prisma.TransactionClient, row: Row, { concerned = [] }: HappeningPayload, people: ByPerson) {
  if (!OWNERS_TOLD.includes(row.kind as HappeningKind) || concerned.every(({ owners: own }) => own.length === 0))
    return;
  const directory = await readDirectory(row.project, db);
  for (const one of concerned)
    for (const owner of one.owners) {
      const found = resolveOwner(owner, directory);
      if (found.kind !== "unknown") for (const { personId } of found.people) add(people, personId, [one]);
    }
}

/** The kind a follower is told: whoever follows hears of a comment as of any other answer. */
function kindFor(kind: HappeningKind): NotificationKind {
  return kind === "comment" ? "reply" : kind;
}

function payloadFor(
  payload: HappeningPayload,
  matched: Set<Concerned> | "whole",
  planName: string,
): NotificationPayload {
  const { concerned, told: _told, people: _people, ...rest } = payload;
  if (concerned === undefined || rest.subject !== undefined) return { ...rest, followed: true };
  const named = matched === "whole" || matched.size === 0 ? concerned : [...matched];
  const [first] = named;
  return {
    ...rest,
    followed: true,
    subject: first?.name ?? planName,
    more: Math.max(0, named.length - 1),
    ...(first?.id.startsWith("evt_") ? { event: first.id } : {}),
  };
}

/** One key per person: of edits, one an hour for what is changed by one person on one branch. */
function keyFor(row: Row, payload: NotificationPayload): string {
  if (row.kind !== "changed") return row.id;
  const hour = Math.floor(row.createdAt.getTime() / HOUR_MS);
  return `changed:${payload.branch}:${row.actorId ?? ""}:${payload.event ?? payload.subject}:${hour}`;
}

async function tellPeople(db: Prisma.TransactionClient, row: Row, now: Date): Promise<void> {
  const payload = row.payload as unknown as HappeningPayload;
  const people: ByPerson = new Map();
  await followers(db, row, payload, people);
  await owners(db, row, payload, people);
  for (const personId of payload.people ?? []) add(people, personId, "whole");
  for (const told of [row.actorId ?? "", ...(payload.told ?? [])]) people.delete(told);
  const present = await presentPeople(db, row.project.workspaceId, [...people.keys()]);
  await db.notification.createMany({
    data: present.map((personId) => {
      const own = payloadFor(payload, people.get(personId) ?? "whole", row.project.name);
      return {
        id: newId("ntf"),
        personId,
        projectId: row.projectId,
        kind: kindFor(row.kind as HappeningKind),
        payload: own as unknown as Prisma.InputJsonObject,
        dedupeKey: keyFor(row, own),
        createdAt: row.createdAt,
        mailNextAt: now,
      };
    }),
    skipDuplicates: true,
  });
}

async function tellWebhooks(db: Prisma.TransactionClient, row: Row, now: Date): Promise<void> {
  const hooks = await db.webhook.findMany({
    where: { projectId: row.projectId, disabledAt: null, kinds: { has: row.kind } },
  });
  if (hooks.length === 0) return;
  const payload = row.payload as unknown as HappeningPayload;
  const whole = payloadFor(payload, "whole", row.project.name);
  await db.webhookDelivery.createMany({
    data: messagesTo(hooks, row, { ...whole, concerned: payload.concerned ?? [] }).map(({ webhookId, body }) => ({
      id: newId("msg"),
      webhookId,
      kind: row.kind,
      body,
      dedupeKey: keyFor(row, whole),
      createdAt: now,
      nextAt: now,
    })),
    skipDuplicates: true,
  });
}

/** One at a time in the whole installation, however many processes there are. */
const LOCK = 7_261_001;

/** Tells of what happened and was not told yet; how many there were. */
export async function tellHappenings(at: number): Promise<number> {
  const now = new Date(at);
  return planDb().$transaction(async (db) => {
    const [own] = await db.$queryRaw<
      { locked: boolean }[]
    >`select pg_try_advisory_xact_lock(${LOCK}::bigint) as locked`;
    if (own?.locked !== true) return 0;
    const rows = await db.happening.findMany({
      where: { toldAt: null },
      include: { project: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
    for (const row of rows) {
      await tellPeople(db, row, now);
      await tellWebhooks(db, row, now);
      await db.happening.update({ where: { id: row.id }, data: { toldAt: now } });
    }
    return rows.length;
  });
}
