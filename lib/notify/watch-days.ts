/** What a day brings without anybody doing anything: objects that expire soon, sources that fell silent. */

import type { Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { concernedEvent } from "./concerned.ts";
import { happen, type NewHappening } from "./happening.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SOON_DAYS = 30;

function dayAfter(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

export interface Expiring {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  /** The event that expires, or whose property does. */
  readonly event: string;
}

/** Events and properties in use that expire within a month, the nearest first. */
export function expiringIn({ events }: Plan, now: number): readonly Expiring[] {
  const [today, until] = [dayAfter(now, 0), dayAfter(now, SOON_DAYS)];
  const soon = (day: string | undefined): day is string => day !== undefined && day >= today && day <= until;
  const found = events.flatMap((event): Expiring[] => {
    const own =
      event.status !== "deprecated" && soon(event.expiresOn)
        ? [{ id: event.id, name: event.name, day: event.expiresOn, event: event.id }]
        : [];
    const properties = event.properties.flatMap(({ id, name, status, expiresOn }) =>
      status !== "deprecated" && soon(expiresOn)
        ? [{ id, name: `${event.name}, ${name}`, day: expiresOn, event: event.id }]
        : [],
    );
    return [...own, ...properties];
  });
  return found.sort((a, b) => a.day.localeCompare(b.day) || a.name.localeCompare(b.name, "en"));
}

async function watchExpiry(projectId: string, now: number): Promise<void> {
  const plan = (await latestVersion(projectId))?.plan;
  if (plan === undefined) return;
  const happenings = expiringIn(plan, now).map(({ id, name, day, event }): NewHappening => {
    const found = plan.events.find((one) => one.id === event);
    return {
      kind: "expiring",
      dedupeKey: `expiring:${id}:${day}`,
      payload: { subject: name, day, event, concerned: found === undefined ? [] : [concernedEvent(plan, found)] },
    };
  });
  await happen(planDb(), projectId, happenings, new Date(now));
}

interface SilentRow {
  readonly project: number;
  readonly source: number;
  readonly last: string;
}

/** A source that sent something every now and then for a week, and nothing for a day. */
const USUAL_EVENTS = 100;

function silentSql(now: number): Sql {
  const from = sql.as("DateTime64(3,'UTC')", now - 8 * DAY_MS);
  const to = sql.as("DateTime64(3,'UTC')", now);
  const edge = sql.as("UInt64", now - DAY_MS);
  return sql`select project, source, toUnixTimestamp64Milli(max(received_at)) as last from received
    where environment = 'production' and received_at >= ${from} and received_at < ${to}
    group by project, source having last < ${edge} and count() >= ${sql.as("UInt32", USUAL_EVENTS)}`;
}

/** Sources of production that were busy and have sent nothing for a day. */
export async function watchSources(now: number, signal: AbortSignal): Promise<void> {
  const rows = await eventDb().query<SilentRow>("notify.silent", silentSql(now), { maxSeconds: 20, signal });
  if (rows.length === 0) return;
  const sources = await planDb().source.findMany({
    where: { number: { in: rows.map(({ source }) => source) }, archivedAt: null },
    select: { number: true, projectId: true, slug: true, name: true },
  });
  for (const { number, projectId, slug, name } of sources) {
    const last = rows.find(({ source }) => source === number)?.last ?? "";
    await happen(
      planDb(),
      projectId,
      [{ kind: "source_silent", dedupeKey: `silent:${slug}:${last}`, payload: { subject: name, source: slug } }],
      new Date(now),
    );
  }
}

/** Looks at every project for what expires within a month. */
export async function watchExpiries(now: number): Promise<void> {
  for (const { id } of await planDb().project.findMany({ select: { id: true } })) await watchExpiry(id, now);
}
