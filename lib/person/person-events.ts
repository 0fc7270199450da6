/** The last events of a person with their verdicts in force, and the payload of one of them. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, LocalizedText, Plan } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sources, sourcesOf } from "../violation/group.ts";
import { maskCall } from "../violation/mask.ts";
import type { Verdict, Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { type EventRow, type LaterRow, laterJudgements, personEvents, type SentAs } from "./person.sql.ts";

export interface PersonEvent {
  /** Unique, and greater for what arrived later. */
  readonly uid: number;
  readonly receivedAt: Date;
  /** When it happened. */
  readonly at: Date;
  readonly callType: string;
  readonly name: string;
  readonly eventId?: string;
  /** In force: that of ingest, or of the last later judgement. */
  readonly verdict: Verdict;
  /** True when a later judgement let it into analysis. */
  readonly released: boolean;
  readonly planVersion: number;
  readonly traitsHeld: number;
  readonly source: string;
  readonly environment: string;
  readonly violations: readonly (Violation & { readonly message: Required<LocalizedText> })[];
}

export const EVENTS_SHOWN = 50;
const DAY_HOURS = 24;

function eventOf(row: EventRow, later: LaterRow | undefined, sources: Sources): PersonEvent {
  const judged = later ?? row;
  return {
    uid: Number(row.uid),
    receivedAt: new Date(Number(row.at)),
    at: new Date(Number(row.ts)),
    callType: row.call_type,
    name: row.event_name,
    ...(row.event_id === "" ? {} : { eventId: row.event_id }),
    verdict: judged.verdict as Verdict,
    released: later?.disposition === "analysis" && row.verdict !== "conformant",
    planVersion: judged.plan_version,
    traitsHeld: judged.traits_held,
    source: sources.byNumber.get(row.source)?.slug ?? "",
    environment: row.environment,
    violations: (JSON.parse(judged.violations) as Violation[]).map((violation) => ({
      ...violation,
      message: violationMessage(violation),
    })),
  };
}

async function judged(project: AuthorizedProject, rows: readonly EventRow[], sources: Sources): Promise<PersonEvent[]> {
  const uids = rows.map(({ uid }) => Number(uid));
  const later =
    uids.length === 0 ? [] : await eventDb().query<LaterRow>("person.later", laterJudgements(project.number, uids));
  const byUid = new Map(later.map((row) => [row.uid, row]));
  return rows.map((row) => eventOf(row, byUid.get(row.uid), sources));
}

/** The last events sent under some ids, newest first. */
export async function listEvents(project: AuthorizedProject, sentAs: SentAs, sources: Sources): Promise<PersonEvent[]> {
  // Most people were active lately; who was not is looked for further back.
  for (const hours of [7 * DAY_HOURS, 90 * DAY_HOURS, undefined]) {
    const asked = { sentAs, limit: EVENTS_SHOWN, ...(hours === undefined ? {} : { hours }) };
    const rows = await eventDb().query<EventRow>("person.events", personEvents(project.number, asked));
    if (rows.length === EVENTS_SHOWN || hours === undefined) return judged(project, rows, sources);
  }
  return [];
}

export interface PersonCall extends PersonEvent {
  /** As received, private values covered; a text when it is not JSON. */
  readonly call: Json;
}

/** One event of a person with its payload. @throws UserError `not_found` for an event that is not theirs */
export async function loadCall(
  project: AuthorizedProject,
  { sentAs, uid, plan }: { readonly sentAs: SentAs; readonly uid: number; readonly plan: Plan | undefined },
): Promise<PersonCall> {
  const sources = await sourcesOf(project.projectId);
  const rows =
    Number.isSafeInteger(uid) && uid >= 0
      ? await eventDb().query<EventRow>("person.call", personEvents(project.number, { sentAs, limit: 1, uid }))
      : [];
  const [event] = await judged(project, rows, sources);
  const raw = rows[0]?.raw;
  if (event === undefined || raw === undefined) throw new UserError("not_found");
  const planned = plan === undefined || event.eventId === undefined ? undefined : findEvent(plan, event.eventId);
  try {
    return { ...event, call: maskCall(JSON.parse(raw) as Json, plan, planned) };
  } catch {
    return { ...event, call: "(not JSON)" };
  }
}
