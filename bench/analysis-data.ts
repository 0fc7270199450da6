/** Five million conformant events of 200,000 people over 90 days, as received and as analysis reads them, in a store of their own. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexSlots } from "../lib/analysis/property-slots.ts";
import type { AnalysisScope } from "../lib/analysis/scope.ts";
import { emptyPlan, newEvent, newProperty } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { applyDdl } from "../lib/store/ddl.ts";
import { closeEventDb, eventDb, openEventDb } from "../lib/store/event-db.ts";
import { type Sql, sql } from "../lib/store/sql.ts";

export const EVENTS = 5_000_000;
export const PEOPLE = 200_000;
const DAYS = 90;
export const AS_OF = Date.UTC(2026, 3, 1, 12);

const NAMES = [
  ["evt_page", "Page Viewed", 3],
  ["evt_search", "Search", 1],
  ["evt_cart", "Product Added", 1],
  ["evt_sign_up", "Signed Up", 1],
  ["evt_project", "Project Created", 1],
  ["evt_order", "Order Completed", 1],
  ["evt_log_in", "Logged In", 2],
  ["evt_other_1", "Other 1", 2],
  ["evt_other_2", "Other 2", 2],
  ["evt_other_3", "Other 3", 2],
] as const;

const plan: Plan = {
  ...emptyPlan("bench"),
  events: NAMES.map(([id, name]) =>
    newEvent({
      id,
      name,
      identifier: id.slice(4),
      roles: id === "evt_sign_up" ? ["sign_up"] : id === "evt_order" ? ["purchase"] : [],
      properties: [
        newProperty({ id: `prp_total_${id}`, name: "total", type: { kind: "number" }, role: "revenue" }),
        newProperty({ id: `prp_method_${id}`, name: "method", type: { kind: "string" } }),
      ],
    }),
  ),
};

export const scope: AnalysisScope = {
  project: 1,
  environment: "production",
  asOf: AS_OF,
  calendar: { timeZone: "Europe/Paris", weekStart: 1 },
  plan,
  slots: indexSlots(
    NAMES.flatMap(([eventId]) => [
      { eventId, propertyId: `prp_total_${eventId}`, storedAs: "number", slot: "n0" },
      { eventId, propertyId: `prp_method_${eventId}`, storedAs: "string", slot: "s0" },
    ]),
  ),
  cohorts: new Map(),
};

/** Event, person and time of the n-th event: a power law of activity, the same at every run. */
function columns(): Sql {
  const ids = NAMES.flatMap(([id, , weight]) => Array.from({ length: weight }, () => id));
  const start = sql.as("DateTime64(3,'UTC')", AS_OF - DAYS * 86_400_000);
  return sql`${ids}[1 + cityHash64(number, 1) % ${ids.length}] as event_id,
    toUInt32(1 + floor(${PEOPLE} * pow((cityHash64(number, 2) % 1000003) / 1000003, 2))) as person,
    ${start} + toIntervalMillisecond(cityHash64(number, 3) % ${DAYS * 86_400_000}) as ts`;
}

const BLOCK = 1_000_000;

async function fill(): Promise<void> {
  const db = eventDb();
  for (const table of ["events", "received", "people", "identity_links"])
    await db.command(
      sql`alter table ${sql.name(table)} modify setting fsync_after_insert = 0, fsync_part_directory = 0, non_replicated_deduplication_window = 0`,
    );
  for (let from = 0; from < EVENTS; from += BLOCK) {
    const numbers = sql`from numbers(${from}, ${BLOCK})`;
    await db.command(sql`insert into events (project, event_id, person, ts, uid, environment, source, plan_version, received_at, n0, s0, auto_country)
      select 1, ${columns()}, number * 4096, 'production', 1, 1, ts, if(number % 3 = 0, (number % 1000) / 4, null),
        ['card', 'cash', 'transfer'][1 + number % 3], ['FR', 'US', 'DE'][1 + number % 3] ${numbers}`);
    // One in fifty is kept out: violating, unplanned or malformed.
    await db.command(sql`insert into received (project, uid, source, environment, received_at, ts, call_type, event_name, event_id, user_id, plan_version, verdict, violations, disposition)
      select 1, number * 4096, 1, 'production', ts, ts, 'track', event_id, if(number % 100 = 0, '', event_id), concat('u', toString(person)), 1,
        multiIf(number % 200 = 0, 'unplanned', number % 100 = 0, 'malformed', number % 50 = 0, 'violating', 'conformant'), '[]', 'analysis'
      from (select number, ${columns()} ${numbers})`);
  }
  await db.command(
    sql`insert into people select 1, number, 'user', concat('u', toString(number)) from numbers(1, ${PEOPLE})`,
  );
  // One person in twenty was anonymous first.
  await db.command(
    sql`insert into identity_links select 1, number * 20, number * 20 + 1, number, ${sql.as("DateTime64(3,'UTC')", AS_OF - 1)} from numbers(1, ${PEOPLE / 20 - 1})`,
  );
  for (const table of ["events", "received", "people", "identity_links"])
    await db.command(sql`optimize table ${sql.name(table)} final`);
}

/** Fills a store in a temporary folder, hands over, and removes it. */
export async function withBenchData<T>(work: () => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-bench-"));
  try {
    await applyDdl(openEventDb({ dir }));
    await fill();
    return await work();
  } finally {
    await closeEventDb();
    rmSync(dir, { recursive: true, force: true });
  }
}
