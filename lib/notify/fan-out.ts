/** Tells of a happening: a notification for each person it concerns, a message for each webhook, in one transaction. */

import { newId } from "../base/id.ts";
import type { NotificationKind } from "../base/notification-kind.ts";
import { isMailOn } from "../mail/mailer.ts";
import { foldedOwner } from "../plan/owner-name.ts";
import { presentPeople } from "../plan/store-guard.ts";
import { readDirectory } from "../review/directory.ts";
import { resolveOwner } from "../review/owner.ts";
import { planDb } from "../store/plan-db.ts";
import type { Happening, Prisma, Project } from "../store/prisma-client/client.ts";
import { editsKey, gathered, HOUR_MS, queueEdits, remembered } from "./gather.ts";
import type { Concerned, HappeningKind, HappeningPayload, NotificationPayload } from "./happening.ts";
import { patiently } from "./patience.ts";
import { wantLetters } from "./preference.ts";
import { messageTo } from "./webhook-message.ts";

const AT_ONCE = 50;

/** What those who answer for an event are told of, whether they follow it or not. */
const OWNERS_TOLD: readonly HappeningKind[] = [
  "changed",
  "published",
  "violation_new",
  "violation_regressed",
  "expiring",
  "alert_firing",
  "alert_recovered",
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
  const { people: members, teams } = await readDirectory(row.project, db);
  // Whoever may only read answers for things all the same.
  const directory = { teams, people: members.map((one) => ({ ...one, mayReview: true })) };
  for (const one of concerned)
    for (const owner of one.owners) {
      const found = resolveOwner(owner, directory);
      if (found.kind !== "unknown") for (const { personId } of found.people) add(people, personId, [one]);
    }
}

/** The kind people are told, if they are: whoever follows hears of a comment as of any other answer. */
function kindFor(kind: HappeningKind): NotificationKind | undefined {
  if (kind === "violation_resolved") return undefined;
  return kind === "comment" ? "reply" : kind;
}

function payloadFor(
  { kind, payload }: { readonly kind: string; readonly payload: unknown },
  matched: Set<Concerned> | "whole",
  planName: string,
): NotificationPayload {
  const { concerned, told: _told, people: _people, test: _test, ...rest } = payload as HappeningPayload;
  if (concerned === undefined || rest.subject !== undefined) return { ...rest, followed: true };
  const named = matched === "whole" || matched.size === 0 ? concerned : [...matched];
  const [first] = named;
  return {
    ...rest,
    followed: true,
    subject: first?.name ?? planName,
    more: Math.max(0, named.length - 1),
    ...(kind === "changed" ? { objects: remembered(named) } : {}),
    ...(first?.id.startsWith("evt_") ? { event: first.id } : {}),
  };
}

/** What is new for these people of edits that were gathered under a key: those who were told get it added, to be read again. */
async function addEdits(
  db: Prisma.TransactionClient,
  dedupeKey: string,
  toTell: ReadonlyMap<string, NotificationPayload>,
  { wanting, now, nextHour }: { readonly wanting: ReadonlySet<string>; readonly now: Date; readonly nextHour: Date },
): Promise<ReadonlySet<string>> {
  const rows = await db.notification.findMany({ where: { dedupeKey, personId: { in: [...toTell.keys()] } } });
  for (const { id, personId, payload, mailNextAt } of rows) {
    const next = gathered(payload as unknown as NotificationPayload, toTell.get(personId) ?? {});
    if (next === undefined) continue;
    const letter = mailNextAt !== null || !wanting.has(personId) ? {} : { mailNextAt: nextHour, mailTries: 0 };
    await db.notification.update({
      where: { id },
      data: { payload: next as unknown as Prisma.InputJsonObject, readAt: null, createdAt: now, ...letter },
    });
  }
  return new Set(rows.map(({ personId }) => personId));
}

async function tellPeople(db: Prisma.TransactionClient, row: Row, now: Date, position: number): Promise<void> {
  const payload = row.payload as unknown as HappeningPayload;
  const kind = kindFor(row.kind as HappeningKind);
  if (kind === undefined) return;
  const people: ByPerson = new Map();
  // What is assigned concerns the one it is assigned to, a test whoever asked for it.
  if (kind !== "violation_assigned" && payload.test !== true) await followers(db, row, payload, people);
  await owners(db, row, payload, people);
  for (const personId of payload.people ?? []) add(people, personId, "whole");
  for (const told of [row.actorId ?? "", ...(payload.told ?? [])]) people.delete(told);
  const present = await presentPeople(db, row.project.workspaceId, [...people.keys()]);
  const toTell = new Map(
    present.map((personId) => [personId, payloadFor(row, people.get(personId) ?? "whole", row.project.name)]),
  );
  const { projectId } = row;
  const wanting = isMailOn() ? await wantLetters(db, { projectId, kind }, present, now.getTime()) : new Set<string>();
  const hour = Math.floor(now.getTime() / HOUR_MS);
  const dedupeKey = kind === "changed" ? editsKey(row, payload.branch, hour) : row.id;
  const nextHour = new Date((hour + 1) * HOUR_MS);
  const told = kind === "changed" ? await addEdits(db, dedupeKey, toTell, { wanting, now, nextHour }) : new Set();
  await db.notification.createMany({
    data: [...toTell]
      .filter(([personId]) => !told.has(personId))
      .map(([personId, own]) => ({
        id: newId("ntf"),
        personId,
        projectId,
        kind,
        payload: own as unknown as Prisma.InputJsonObject,
        dedupeKey,
        // When it is told: the letter of the day asks what was told since the one before. Of what is told together, each
        // stands a millisecond after what happened before it.
        createdAt: new Date(now.getTime() + position),
        mailNextAt: wanting.has(personId) ? now : null,
      })),
    skipDuplicates: true,
  });
}

async function tellWebhooks(db: Prisma.TransactionClient, row: Row, now: Date): Promise<void> {
  const hooks = await db.webhook.findMany({
    where: { projectId: row.projectId, disabledAt: null, kinds: { has: row.kind } },
  });
  for (const hook of hooks) {
    const bodyOf = (concerned: readonly Concerned[]) => {
      const payload = { ...(row.payload as unknown as HappeningPayload), concerned };
      return messageTo(hook, row, { ...payloadFor({ ...row, payload }, "whole", row.project.name), concerned });
    };
    if (row.kind === "changed") await queueEdits(db, hook.id, row, now, bodyOf);
    else {
      const body = bodyOf((row.payload as unknown as HappeningPayload).concerned ?? []);
      await db.webhookDelivery.createMany({
        data: [
          {
            id: newId("msg"),
            webhookId: hook.id,
            kind: row.kind,
            body,
            dedupeKey: row.id,
            createdAt: now,
            nextAt: now,
          },
        ],
        skipDuplicates: true,
      });
    }
  }
}

/** One at a time in the whole installation, however many processes there are. */
const LOCK = 7_261_001;

/** Whether it was told now, and not by another process. */
async function tellOne(id: string, now: Date, position: number): Promise<boolean> {
  return planDb().$transaction(async (db) => {
    const [own] = await db.$queryRaw<
      { locked: boolean }[]
    >`select pg_try_advisory_xact_lock(${LOCK}::bigint) as locked`;
    if (own?.locked !== true) return false;
    const row = await db.happening.findFirst({ where: { id, toldAt: null }, include: { project: true } });
    if (row === null) return false;
    await tellPeople(db, row, now, position);
    await tellWebhooks(db, row, now);
    await db.happening.update({ where: { id }, data: { toldAt: now } });
    return true;
  });
}

/** Tells of what happened and was not told yet; how many were told. */
export async function tellHappenings(at: number, stopping?: AbortSignal): Promise<number> {
  const now = new Date(at);
  const rows = await planDb().happening.findMany({
    where: { toldAt: null },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  let told = 0;
  for (const [position, { id }] of rows.entries()) {
    if (stopping?.aborted) break;
    const done = await patiently(
      `happening ${id}`,
      () => tellOne(id, now, position),
      () => planDb().happening.updateMany({ where: { id }, data: { toldAt: now } }),
    );
    if (done) told += 1;
  }
  return told;
}
