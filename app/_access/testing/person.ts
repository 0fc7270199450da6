/** A person with one event, written into the event store as ingest would, for the security matrices. */

import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { eventDb } from "../../../lib/store/event-db.ts";

export interface StoredPerson {
  readonly person: number;
  readonly uid: number;
}

let made = 0;

export async function aPerson(project: AuthorizedProject): Promise<StoredPerson> {
  made += 1;
  const [person, uid] = [1_000 + made, 5_000_000 + made];
  const id = `user-${person}`;
  const rows = {
    people: { project: project.number, person, kind: "user", id },
    received: {
      project: project.number,
      uid,
      received_at: "2026-03-02 10:00:00.000",
      ts: "2026-03-02 10:00:00.000",
      environment: "production",
      call_type: "track",
      event_name: "Searched",
      user_id: id,
      verdict: "unplanned",
      violations: "[]",
      raw: JSON.stringify({ type: "track", event: "Searched", userId: id }),
    },
  } as const;
  for (const table of ["people", "received"] as const)
    await eventDb().insert(table, Buffer.from(`${JSON.stringify(rows[table])}\n`), { token: `matrix-${table}-${uid}` });
  return { person, uid };
}

/** An event the plan does not name, with its violation; its fingerprint. */
export async function anUnplanned(project: AuthorizedProject): Promise<string> {
  const { uid } = await aPerson(project);
  const fingerprint = uid.toString(16).padStart(16, "0");
  const row = {
    ...{ project: project.number, fingerprint, uid, received_at: "2026-03-02 10:00:00.000" },
    ...{ environment: "production", event_name: `Searched ${uid}`, code: "unplanned_event", path: "/event" },
  };
  await eventDb().insert("violations", Buffer.from(`${JSON.stringify(row)}\n`), { token: `matrix-violation-${uid}` });
  return fingerprint;
}
