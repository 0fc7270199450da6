/** By which ways a person is told of what, project by project, and how long nothing is to be sent. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import {
  CHANNELS,
  type Channel,
  NOTIFICATION_KINDS,
  type NotificationKind,
  USUAL_CHANNELS,
} from "../base/notification-kind.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { latestDue } from "./digest-time.ts";

export type ChannelsByKind = Readonly<Record<NotificationKind, readonly Channel[]>>;

export interface Preference {
  readonly channels: ChannelsByKind;
  /** Nothing is sent before; far in the future for "until I resume". */
  readonly pausedUntil: Date | undefined;
}

const USUAL: Preference = { channels: USUAL_CHANNELS, pausedUntil: undefined };

/** What is kept names only what was chosen; a kind that came later has its usual ways. */
function channelsOf(kept: unknown): ChannelsByKind {
  const chosen = (kept ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    NOTIFICATION_KINDS.map((kind) => {
      const own = chosen[kind];
      return [kind, Array.isArray(own) ? CHANNELS.filter((channel) => own.includes(channel)) : USUAL_CHANNELS[kind]];
    }),
  ) as unknown as ChannelsByKind;
}

function preferenceIn({ channels, pausedUntil }: { channels: unknown; pausedUntil: Date | null }): Preference {
  return { channels: channelsOf(channels), pausedUntil: pausedUntil ?? undefined };
}

/** The preferences of a person, by project; projects without a choice are left out. */
export async function preferencesOf(personId: string): Promise<ReadonlyMap<string, Preference>> {
  const rows = await planDb().notificationSetting.findMany({ where: { personId } });
  return new Map(rows.map((row) => [row.projectId, preferenceIn(row)]));
}

/** Those of the people who want a letter at once of what a kind tells, and none of whom paused them. */
export async function wantLetters(
  db: Prisma.TransactionClient,
  { projectId, kind }: { readonly projectId: string; readonly kind: NotificationKind },
  people: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const rows = await db.notificationSetting.findMany({ where: { projectId, personId: { in: [...people] } } });
  const chosen = new Map(rows.map((row) => [row.personId, preferenceIn(row)]));
  return new Set(
    people.filter((personId) => {
      const own = chosen.get(personId) ?? USUAL;
      return own.channels[kind].includes("mail") && !isPaused(own, now);
    }),
  );
}

export async function preferenceOf(personId: string, projectId: string): Promise<Preference> {
  return (await preferencesOf(personId)).get(projectId) ?? USUAL;
}

export function usualPreference(): Preference {
  return USUAL;
}

export function isPaused({ pausedUntil }: Preference, now: number): boolean {
  return pausedUntil !== undefined && pausedUntil.getTime() > now;
}

/** The kinds a person does not want in some way. */
export function kindsWithout({ channels }: Preference, channel: Channel): NotificationKind[] {
  return NOTIFICATION_KINDS.filter((kind) => !channels[kind].includes(channel));
}

export function requirePerson({ actor }: AuthorizedProject): string {
  if (actor.kind === "person") return actor.id;
  throw new UserError("forbidden", {
    fields: [{ path: "", en: "Notifications are a person’s.", fr: "Les notifications sont celles d’une personne." }],
  });
}

/** Keeps the ways chosen, and until when nothing is sent. One's own. */
export async function keepPreference(project: AuthorizedProject, wanted: Preference): Promise<void> {
  const personId = requirePerson(project);
  const { projectId } = project;
  const channels = wanted.channels as unknown as Prisma.InputJsonObject;
  const pausedUntil = wanted.pausedUntil ?? null;
  await planDb().notificationSetting.upsert({
    where: { personId_projectId: { personId, projectId } },
    create: { personId, projectId, channels, pausedUntil },
    update: { channels, pausedUntil },
  });
}

/** Ends the letters of one kind, or of every kind, for a person in a project. */
export async function endLetters(personId: string, projectId: string, only?: NotificationKind): Promise<void> {
  const known = await preferenceOf(personId, projectId);
  const channels = Object.fromEntries(
    NOTIFICATION_KINDS.map((kind) => [
      kind,
      only === undefined || kind === only
        ? known.channels[kind].filter((channel) => channel !== "mail")
        : known.channels[kind],
    ]),
  ) as unknown as Prisma.InputJsonObject;
  await planDb().notificationSetting.upsert({
    where: { personId_projectId: { personId, projectId } },
    create: { personId, projectId, channels },
    update: { channels },
  });
}

/** When the letter of the day is written. */
export interface DigestHour {
  /** 0 to 23; absent: never. */
  readonly hour: number | undefined;
  /** The project whose time zone counts; absent: that of the oldest one. */
  readonly projectId: string | undefined;
}

export async function digestHourOf(personId: string): Promise<DigestHour> {
  const row = await planDb().person.findUniqueOrThrow({
    where: { id: personId },
    select: { digestHour: true, digestProjectId: true },
  });
  return { hour: row.digestHour ?? undefined, projectId: row.digestProjectId ?? undefined };
}

/** For all one's projects together: one letter a day, at an hour of this project's time zone, or none. */
export async function keepDigestHour(
  project: AuthorizedProject,
  hour: number | undefined,
  now = Date.now(),
): Promise<void> {
  const id = requirePerson(project);
  if (hour !== undefined && !(Number.isInteger(hour) && hour >= 0 && hour <= 23))
    throw new UserError("invalid_input", {
      fields: [{ path: "hour", en: "The hour is 0 to 23.", fr: "L’heure va de 0 à 23." }],
    });
  const before = await digestHourOf(id);
  if (before.hour === hour && before.projectId === project.projectId) return;
  await planDb().$transaction(async (db) => {
    await db.person.update({ where: { id }, data: { digestHour: hour ?? null, digestProjectId: project.projectId } });
    if (hour === undefined) return;
    // An hour that has passed today is that of tomorrow's letter; it then tells of everything since the last one.
    const { day, at } = latestDue(project.timeZone, hour, now);
    await db.digestRun.createMany({
      data: [{ personId: id, day, dueAt: new Date(at), state: "skipped" }],
      skipDuplicates: true,
    });
  });
}

export async function endDigest(personId: string): Promise<void> {
  await planDb().person.updateMany({ where: { id: personId }, data: { digestHour: null } });
}
