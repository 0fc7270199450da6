/** An event of which the store refused a row: it becomes malformed, says why, and keeps its bytes. */

import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import type { Violation } from "../violation/violation.ts";
import type { Disposition, Environment } from "./disposition.ts";
import { addViolationRows } from "./event-rows.ts";
import { insertRows, type RefusedRow } from "./insert-rows.ts";
import { packRows, RowSink, storedInstant } from "./row.ts";

function refusal({ reason }: RefusedRow): Violation {
  return { code: "store_refused", path: "", received: reason };
}

/** A received row that the store refused, as one that says so: malformed, its raw text kept in a form that cannot fail. */
function malformedLine(refused: RefusedRow): string {
  const { line } = refused;
  const violations = JSON.stringify([refusal(refused)]);
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch {
    row = {};
  }
  const raw = Buffer.from(typeof row.raw === "string" ? row.raw : line).toString("base64");
  return JSON.stringify({ ...row, event_id: "", verdict: "malformed", disposition: "held", violations, raw });
}

/** The event is kept all the same: as malformed, with its bytes. */
export async function replaceReceived(refused: readonly RefusedRow[], token: string): Promise<void> {
  const uids = refused.map(({ uid }) => uid);
  const rows = packRows("received", refused.map(malformedLine), uids);
  const again = await insertRows(eventDb(), rows, `${token}:received-malformed`);
  if (again.refused.length > 0) throw new Error(`Not even as malformed: ${again.refused[0]?.reason ?? ""}`);
}

/** How a refused event is kept out: as the judgement that follows all others. */
export interface Standing {
  readonly revision: number;
  readonly disposition: Disposition;
}

/** Of an event that just came in. */
export const FIRST: Standing = { revision: 1, disposition: "held" };

/** `received` holds the event already: a later judgement says that the store refused what analysis would read of it. */
export async function withdraw(
  refused: readonly RefusedRow[],
  token: string,
  standingOf: (uid: number) => Standing,
): Promise<void> {
  const lines = refused.map((item) => {
    const { revision, disposition } = standingOf(item.uid);
    const { project } = JSON.parse(item.line) as { project: number };
    return JSON.stringify({
      project,
      uid: item.uid,
      revision,
      reverdict_id: "",
      judged_at: storedInstant(Date.now()),
      plan_version: 0,
      verdict: "malformed",
      disposition,
      violations: JSON.stringify([refusal(item)]),
    });
  });
  const uids = refused.map(({ uid }) => uid);
  await insertRows(eventDb(), packRows("reverdicts", lines, uids), `${token}:withdrawn`);
}

interface ReceivedRow {
  readonly project: number;
  readonly uid: string;
  readonly source: number;
  readonly environment: string;
  readonly at: string;
  readonly call_type: string;
  readonly event_name: string;
  readonly event_id: string;
  readonly app_version: string;
}

/** Shows the refusal among the violations, where people look. */
export async function tellRefused(refused: readonly RefusedRow[], token: string): Promise<void> {
  const byUid = new Map(refused.map((item) => [item.uid, item]));
  const rows = await eventDb().query<ReceivedRow>(
    "ingest.refused",
    sql`select project, uid, source, environment, toUnixTimestamp64Milli(received_at) as at, call_type, event_name,
        event_id, app_version
      from received where uid in ${sql.as("Array(UInt64)", [...byUid.keys()])}`,
  );
  const sink = new RowSink();
  for (const row of rows) {
    const item = byUid.get(Number(row.uid));
    if (item === undefined) continue;
    addViolationRows(sink, {
      uid: Number(row.uid),
      project: row.project,
      source: row.source,
      environment: row.environment as Environment,
      mode: "quarantine",
      receivedAt: Number(row.at),
      callKind: row.call_type,
      eventName: row.event_name,
      judgement: {
        verdict: "malformed",
        violations: [refusal(item)],
        planVersion: 0,
        ...(row.event_id === "" ? {} : { eventId: row.event_id }),
      },
      appVersion: row.app_version,
      person: 0,
    });
  }
  for (const table of sink.tables()) await insertRows(eventDb(), table, `${token}:refused`);
}
