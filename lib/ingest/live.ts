/**
 * The last payloads of a source or an event, with their verdicts, within the moment they were acknowledged: what still
 * waits in the journal, then what is in the event store.
 */

import type { AuthorizedProject } from "../access/authorized.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, LocalizedText, Plan } from "../plan/plan.ts";
import type { Resolution } from "../plan/version-rule.ts";
import { eventDb } from "../store/event-db.ts";
import type { JournalEntry } from "../store/journal-record.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { maskCall } from "../violation/mask.ts";
import { judgedAs, type ResolvedEvent, storedRule } from "../violation/resolution.ts";
import type { Verdict, Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { CALL_KINDS, type Call } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { withoutIp } from "./ip-address.ts";
import { heldTraits } from "./judge.ts";
import { keptEventId } from "./kept-call.ts";
import { messageTexts } from "./message-text.ts";
import { decodeNote, type Note } from "./note.ts";
import { unpackSync } from "./protocol/body.ts";
import { readEnvelope } from "./protocol/segment.ts";
import { readCall } from "./read-call.ts";
import type { SourceRule } from "./rejudge.ts";
import { uidOf } from "./row.ts";
import { runningIngest } from "./running-ingest.ts";
import { transformedOf } from "./transform.ts";
import { type TriedVerdict, tryCall } from "./try-call.ts";
import type { PlanValidators, UnplannedRule } from "./validate.ts";

export interface LiveEvent {
  /** Unique, and greater for what arrived later. */
  readonly uid: number;
  readonly receivedAt: Date;
  /** Slug of the source. */
  readonly source: string;
  readonly callType: string;
  readonly name: string;
  readonly eventId?: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  /** How the version that judged was found; absent when none judged. */
  readonly resolved?: Resolution;
  /** The planned name, where the event came under a former one. */
  readonly plannedName?: string;
  /** JSON pointers to the properties without which its source let it into analysis; absent when it left none out. */
  readonly stripped?: readonly string[];
  /** Keys of the transformations that let it into analysis; absent when none did. */
  readonly transformed?: readonly string[];
  /** What became of values that were not kept as they came, as `drop /properties/email`; absent when all were. */
  readonly handled?: readonly string[];
  readonly traitsHeld: number;
  readonly violations: readonly (Violation & { readonly message: Required<LocalizedText> })[];
  /** As received, private values covered; a text when it is not JSON. */
  readonly call: Json;
  /** What the other plan that was asked for says of it. */
  readonly other?: TriedVerdict;
}

export interface LiveFilter {
  readonly sourceSlug?: string;
  /** Stable id of a planned event. */
  readonly eventId?: string;
  /** The verdict it arrived with. */
  readonly verdict?: Verdict;
  /** Part of the event's name, whatever the case; or a user id or an anonymous id, whole. */
  readonly search?: string;
  /** Only what arrived after this one. */
  readonly afterUid?: number;
  /** At most 100; default 20. */
  readonly limit?: number;
  /** The latest published plan: says which values are private. */
  readonly plan?: Plan;
  /** A plan besides the one that judged, such as a branch: each event gets its verdict too. */
  readonly other?: PlanValidators;
}

interface Found
  extends Omit<LiveEvent, "source" | "violations" | "call" | "resolved" | "plannedName" | "other">,
    ResolvedEvent {
  readonly sourceNumber: number;
  readonly violations: readonly Violation[];
  readonly raw: string;
}

/** Journal entries looked at: what has not been forwarded in the last moments. */
const TAIL_ENTRIES = 200;
/** Bytes of bodies read for one answer, the first body whatever its size: what lies further back comes from the store. */
const TAIL_BYTES = 4 * 1024 * 1024;

interface Wanted {
  readonly project: number;
  readonly source: number | undefined;
  readonly eventId: string | undefined;
  readonly verdict: Verdict | undefined;
  /** Empty where nothing is searched for. */
  readonly search: string;
  readonly afterUid: number;
  readonly limit: number;
}

/** Which events of an entry are asked for, by place in its body. Its note tells: the body is not read. */
function placesWanted({ position }: JournalEntry, { judged }: Note, { eventId, verdict, afterUid }: Wanted): number[] {
  const places: number[] = [];
  judged.forEach((item, index) => {
    if (item === "duplicate" || uidOf(position, index) <= afterUid) return;
    if (verdict !== undefined && item.verdict !== verdict) return;
    if (eventId === undefined || item.eventId === eventId) places.push(index);
  });
  return places;
}

function unreadableOf(entry: JournalEntry, violation: Violation): Found {
  return {
    receivedAt: new Date(entry.receivedAt),
    sourceNumber: entry.source,
    uid: uidOf(entry.position, 0),
    callType: "",
    name: "",
    verdict: "malformed",
    planVersion: 0,
    declaredVersion: 0,
    rule: undefined,
    traitsHeld: 0,
    violations: [violation],
    raw: Buffer.from(entry.body).toString("utf8"),
  };
}

/** What a call that cannot be read is still known by is its name. */
function isSearched(
  search: string,
  known: Pick<Call, "name"> & Partial<Pick<Call, "userId" | "anonymousId">>,
): boolean {
  if (search === "" || known.userId === search || known.anonymousId === search) return true;
  return known.name.toLowerCase().includes(search.toLowerCase());
}

function eventsOfEntry(entry: JournalEntry, note: Note, places: readonly number[], search: string): Found[] {
  if (note.unreadable !== undefined) return search === "" ? [unreadableOf(entry, note.unreadable)] : [];
  const text = unpackSync(Buffer.from(entry.body), note.encoding)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const envelope = readEnvelope(JSON.parse(text) as unknown, note.route);
  if (!("messages" in envelope)) return [];
  const texts = messageTexts(text, envelope, note);
  return places.flatMap((index): Found[] => {
    const judged = note.judged[index];
    if (judged === undefined || judged === "duplicate") return [];
    const read = readCall(envelope.messages[index], note.route);
    const known = "call" in read ? read.call : read.unreadable;
    if (!isSearched(search, known)) return [];
    return [
      {
        receivedAt: new Date(entry.receivedAt),
        sourceNumber: entry.source,
        uid: uidOf(entry.position, index),
        callType: known.kind,
        name: known.name,
        ...idOf(judged),
        verdict: judged.verdict,
        planVersion: judged.planVersion,
        declaredVersion: ("call" in read ? read.call.declaration?.version : undefined) ?? 0,
        rule: note.versionRule,
        ...(judged.stripped === undefined ? {} : { stripped: judged.stripped }),
        ...(judged.transformed === undefined ? {} : { transformed: judged.transformed.by }),
        ...(judged.handled === undefined ? {} : { handled: judged.handled }),
        traitsHeld:
          "call" in read && ["identify", "group"].includes(read.call.kind) ? heldTraits(read.call, judged).size : 0,
        violations: judged.violations,
        raw: texts[index] ?? "",
      },
    ];
  });
}

/** The planned event that it is, as it came or as it was transformed. */
function idOf(judged: Enforced): { readonly eventId?: string } {
  const eventId = keptEventId(judged);
  return eventId === undefined ? {} : { eventId };
}

/** The newest first; without a search, every body that is read holds an event that is shown. */
function fromJournal(wanted: Wanted): Found[] {
  const { project, source, search, limit } = wanted;
  const journal = runningIngest()?.journal;
  const found: Found[] = [];
  let bytes = 0;
  for (const entry of journal?.latestOf(project, TAIL_ENTRIES) ?? []) {
    if (source !== undefined && entry.source !== source) continue;
    const note = decodeNote(Buffer.from(entry.note));
    const missing = limit - found.length;
    const all = placesWanted(entry, note, wanted).reverse();
    // Whether it is searched for is told by the call itself: any of them may be.
    const places = search === "" ? all.slice(0, missing) : all;
    if (places.length === 0) continue;
    bytes += note.size ?? entry.body.length;
    if (found.length > 0 && bytes > TAIL_BYTES) break;
    found.push(...eventsOfEntry(entry, note, places, search).slice(0, missing));
    if (found.length >= limit) break;
  }
  return found;
}

interface StoredRow {
  readonly uid: string;
  readonly at: string;
  readonly source: number;
  readonly call_type: string;
  readonly event_name: string;
  readonly event_id: string;
  readonly verdict: string;
  readonly plan_version: number;
  readonly declared_version: number;
  readonly version_rule: string;
  readonly stripped: readonly string[];
  readonly transformed: string;
  readonly handled: readonly string[];
  readonly traits_held: number;
  readonly violations: string;
  readonly raw: string;
}

function storedSql(wanted: Wanted, sinceHours: number): Sql {
  const { project, source, eventId, verdict, search, afterUid, limit } = wanted;
  const searched = sql`and (positionCaseInsensitiveUTF8(event_name, ${search}) > 0
    or user_id = ${search} or anonymous_id = ${search})`;
  return sql`select uid, toUnixTimestamp64Milli(received_at) as at, source, call_type, event_name, event_id, verdict,
      plan_version, declared_version, toString(version_rule) as version_rule, stripped, transformed, handled, traits_held, violations, raw
    from received where project = ${sql.as("UInt32", project)} and uid > ${sql.as("UInt64", afterUid)}
      and received_at >= now64(3, 'UTC') - toIntervalHour(${sql.as("UInt32", sinceHours)})
      ${source === undefined ? sql.empty : sql`and source = ${sql.as("UInt32", source)}`}
      ${eventId === undefined ? sql.empty : sql`and event_id = ${eventId}`}
      ${verdict === undefined ? sql.empty : sql`and verdict = ${verdict}`}
      ${search === "" ? sql.empty : searched}
    order by uid desc limit ${sql.as("UInt32", limit)}`;
}

async function fromStore(wanted: Wanted): Promise<Found[]> {
  // Most often the last hour has enough; a rare event may lie far back.
  for (const hours of [1, 24 * 7, 24 * 3_650]) {
    const rows = await eventDb().query<StoredRow>("ingest.live", storedSql(wanted, hours));
    if (rows.length < wanted.limit && hours < 24 * 3_650 && wanted.afterUid === 0) continue;
    return rows.map((row) => ({
      uid: Number(row.uid),
      receivedAt: new Date(Number(row.at)),
      sourceNumber: row.source,
      callType: row.call_type,
      name: row.event_name,
      ...(row.event_id === "" ? {} : { eventId: row.event_id }),
      verdict: row.verdict as Verdict,
      planVersion: row.plan_version,
      declaredVersion: row.declared_version,
      rule: storedRule(row.version_rule),
      ...(row.stripped.length === 0 ? {} : { stripped: row.stripped }),
      ...(row.transformed === "" ? {} : { transformed: transformedOf(row.transformed).transformed?.by ?? [] }),
      ...(row.handled.length === 0 ? {} : { handled: row.handled }),
      traitsHeld: row.traits_held,
      violations: JSON.parse(row.violations) as Violation[],
      raw: row.raw,
    }));
  }
  return [];
}

/** What another plan says of it; undefined where what was received is no JSON. */
function otherVerdict({ raw, callType }: Found, other: PlanValidators, rule: SourceRule): TriedVerdict | undefined {
  try {
    const kind = CALL_KINDS.find((one) => one === callType);
    const { verdict, violations, eventId } = tryCall(raw, kind, other, rule);
    return { verdict, violations, ...(eventId === undefined ? {} : { eventId }) };
  } catch {
    return undefined;
  }
}

function shown(found: Found, { plan, other }: LiveFilter, rule: SourceRule): LiveEvent {
  const { raw, violations, sourceNumber, declaredVersion: _declared, rule: _rule, ...event } = found;
  const planned = plan === undefined || event.eventId === undefined ? undefined : findEvent(plan, event.eventId);
  let call: Json;
  try {
    call = maskCall(JSON.parse(withoutIp(raw)) as Json, plan, planned);
  } catch {
    call = "(not JSON)";
  }
  const tried = other === undefined ? undefined : otherVerdict(found, other, rule);
  return {
    ...event,
    source: rule.slug,
    violations: violations.map((violation) => ({ ...violation, message: violationMessage(violation) })),
    call,
    ...judgedAs(found, planned),
    ...(tried === undefined ? {} : { other: tried }),
  };
}

/** The last events, newest first. An unknown source has none. */
export async function listLiveEvents(project: AuthorizedProject, filter: LiveFilter = {}): Promise<LiveEvent[]> {
  const sources = await planDb().source.findMany({
    where: { projectId: project.projectId },
    select: { number: true, slug: true, unplanned: true },
  });
  const source = sources.find(({ slug }) => slug === filter.sourceSlug)?.number;
  if (filter.sourceSlug !== undefined && source === undefined) return [];
  const wanted: Wanted = {
    project: project.number,
    source,
    eventId: filter.eventId,
    verdict: filter.verdict,
    search: filter.search?.trim() ?? "",
    afterUid: filter.afterUid ?? 0,
    limit: Math.min(Math.max(filter.limit ?? 20, 1), 100),
  };
  // The journal first: what leaves it afterwards is in the event store by then.
  const waiting = fromJournal(wanted);
  const stored = await fromStore(wanted);
  const byUid = new Map([...stored, ...waiting].map((event) => [event.uid, event]));
  const rules = new Map(
    sources.map(({ number, slug, unplanned }) => [number, { slug, unplanned: unplanned as UnplannedRule }]),
  );
  const unknown = { slug: "", unplanned: "violation" } as const;
  return [...byUid.values()]
    .sort((a, b) => b.uid - a.uid)
    .slice(0, wanted.limit)
    .map((event) => shown(event, filter, rules.get(event.sourceNumber) ?? unknown));
}
