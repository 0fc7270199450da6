/** A row as the call that a mapping makes of it, in the shape of Segment's: from there on nothing knows where it came from. */

import { createHash } from "node:crypto";
import type { JsonRecord } from "../ingest/call.ts";
import { messageIdOf } from "../ingest/protocol/message-id.ts";
import { listEventProperties } from "../plan/find.ts";
import type { Plan, Property } from "../plan/plan.ts";
import { fieldOf, filledWith, type Row, unclearNumber, wordOf } from "./field.ts";
import { readTime } from "./local-time.ts";
import type { Mapping } from "./mapping.ts";

/** Why a row makes no call, with the field that keeps it from one. */
export type RowProblem =
  | { readonly code: "key_missing"; readonly field: string }
  | { readonly code: "time_missing"; readonly field: string }
  | { readonly code: "time_unreadable"; readonly field: string; readonly found: string }
  | { readonly code: "decimal_ambiguous"; readonly field: string; readonly found: string }
  | { readonly code: "nobody"; readonly field: string };

/** A row that another mapping is for makes nothing, and is no problem. */
export type RowResult =
  | { readonly kind: "call"; readonly call: JsonRecord }
  | { readonly kind: "passed_over" }
  | { readonly kind: "refused"; readonly problem: RowProblem };

/** What a mapping names and a plan does not have, or cannot do without. */
export type MappingProblem =
  | { readonly code: "event_unknown" | "group_type_unknown" | "property_unknown"; readonly id: string }
  | { readonly code: "property_twice"; readonly id: string }
  | { readonly code: "nobody" };

export type RowReader =
  | { readonly ok: true; readonly read: (row: Row) => RowResult }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] };

/** The members of a call that all rows share, and the names of the properties that may be filled. */
interface Target {
  readonly call: JsonRecord;
  readonly subject: "properties" | "traits";
  readonly properties: readonly Pick<Property, "id" | "name">[];
}

function targetOf(plan: Plan, { target }: Mapping): Target | MappingProblem {
  if (target.kind === "user") return { call: { type: "identify" }, subject: "traits", properties: plan.userProperties };
  if (target.kind === "group") {
    const group = plan.groupTypes.find(({ id }) => id === target.groupTypeId);
    if (group === undefined) return { code: "group_type_unknown", id: target.groupTypeId };
    return { call: { type: "group", groupType: group.name }, subject: "traits", properties: group.properties };
  }
  const event = plan.events.find(({ id }) => id === target.eventId);
  if (event === undefined) return { code: "event_unknown", id: target.eventId };
  const named = event.callType === "track" ? { event: event.name } : { name: event.name };
  // Members of an object have no column of their own: a column fills a property as a whole.
  const properties = listEventProperties(plan, event).filter(({ path, property }) => path === property.name);
  return {
    call: { type: event.callType, ...named },
    subject: "properties",
    properties: properties.map(({ property }) => property),
  };
}

function problemsOf({ properties }: Target, { target, values, ...mapping }: Mapping): MappingProblem[] {
  const known = new Set<string>(properties.map(({ id }) => id));
  const seen = new Set<string>();
  const problems = values.flatMap(({ propertyId: id }): MappingProblem[] => {
    const isTwice = seen.has(id);
    seen.add(id);
    if (!known.has(id)) return [{ code: "property_unknown", id }];
    return isTwice ? [{ code: "property_twice", id }] : [];
  });
  const isAboutSomebody = mapping.userId !== undefined || mapping.anonymousId !== undefined;
  const isAbout = target.kind === "group" ? mapping.groupId !== undefined : isAboutSomebody;
  return isAbout ? problems : [...problems, { code: "nobody" }];
}

type Ids = Readonly<Partial<Record<"userId" | "anonymousId" | "groupId", string>>>;

function idsOf(row: Row, mapping: Mapping): Ids {
  const idOf = (field: string | undefined) => (field === undefined ? "" : (wordOf(fieldOf(row, field)) ?? ""));
  const ids = { userId: idOf(mapping.userId), anonymousId: idOf(mapping.anonymousId), groupId: idOf(mapping.groupId) };
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== ""));
}

/** Where an event belongs to a group, its context says so; a group call says it itself. */
function placedIds({ groupId, ...ids }: Ids, { target }: Mapping): { readonly ids: Ids; readonly context: JsonRecord } {
  if (groupId === undefined) return { ids, context: {} };
  return target.kind === "group" ? { ids: { ...ids, groupId }, context: {} } : { ids, context: { groupId } };
}

function refused(problem: RowProblem): RowResult {
  return { kind: "refused", problem };
}

/** The field that should have said whom a row is about; undefined when one does. */
function missingIdField(ids: Ids, mapping: Mapping): string | undefined {
  if (mapping.target.kind === "group") return ids.groupId === undefined ? (mapping.groupId ?? "") : undefined;
  const isKnown = ids.userId !== undefined || ids.anonymousId !== undefined;
  return isKnown ? undefined : (mapping.userId ?? mapping.anonymousId ?? "");
}

function isMeant(row: Row, { only }: Mapping): boolean {
  return only.every(({ field, in: words }) => words.includes(wordOf(fieldOf(row, field)) ?? ""));
}

/** A number among the mapped fields that reads both ways. */
function unclearField(row: Row, mapping: Mapping): RowProblem | undefined {
  for (const { value } of mapping.values) {
    const found = unclearNumber(row, value, mapping);
    if (found !== undefined && !("constant" in value))
      return { code: "decimal_ambiguous", field: value.from, found: found.slice(0, 100) };
  }
  return undefined;
}

/** Tells a row that says something else than one of the same key did; 66 bits. */
function contentHash(said: JsonRecord): string {
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 11);
}

/**
 * What reads the rows of one source under a mapping, with the names that a plan gives to what the mapping fills. The id of a
 * call is made of the source, the mapping's name and the row's key: a row that is sent again has the same id as before, and so has
 * one that was corrected, unless the mapping takes those for further calls.
 */
export function rowReader(plan: Plan, mapping: Mapping, sourceSlug: string): RowReader {
  const target = targetOf(plan, mapping);
  if (!("call" in target)) return { ok: false, problems: [target] };
  const problems = problemsOf(target, mapping);
  if (problems.length > 0) return { ok: false, problems };
  const names = new Map<string, string>(target.properties.map(({ id, name }) => [id, name]));
  return { ok: true, read: (row) => readRow(row, { mapping, target, names, sourceSlug }) };
}

interface Reading {
  readonly mapping: Mapping;
  readonly target: Target;
  readonly names: ReadonlyMap<string, string>;
  readonly sourceSlug: string;
}

function readRow(row: Row, { mapping, target, names, sourceSlug }: Reading): RowResult {
  if (!isMeant(row, mapping)) return { kind: "passed_over" };
  const key = mapping.key.map((field) => wordOf(fieldOf(row, field)) ?? "");
  const blank = key.indexOf("");
  if (blank >= 0) return refused({ code: "key_missing", field: mapping.key[blank] ?? "" });
  const { from } = mapping.time;
  const written = fieldOf(row, from);
  if (written === undefined || written === null) return refused({ code: "time_missing", field: from });
  const time = readTime(written, mapping.time);
  if (time === undefined) {
    const found = wordOf(written) ?? JSON.stringify(written);
    return refused({ code: "time_unreadable", field: from, found: found.slice(0, 100) });
  }
  const found = idsOf(row, mapping);
  const missing = missingIdField(found, mapping);
  if (missing !== undefined) return refused({ code: "nobody", field: missing });
  const { ids, context } = placedIds(found, mapping);
  const unclear = unclearField(row, mapping);
  if (unclear !== undefined) return refused(unclear);
  const values = mapping.values.flatMap(({ propertyId, value }) => {
    const filled = filledWith(row, value, mapping);
    return filled === undefined ? [] : [[names.get(propertyId) ?? propertyId, filled] as const];
  });
  const said = { timestamp: new Date(time).toISOString(), ...ids, [target.subject]: Object.fromEntries(values) };
  const content = contentHash({ ...said, ...context });
  const parts = mapping.revise === true ? [sourceSlug, ...key, content] : [sourceSlug, ...key];
  const call = {
    ...target.call,
    messageId: messageIdOf(`row-${mapping.name}`, parts),
    ...said,
    context: { ...context, mapping: mapping.name, row: content },
  };
  return { kind: "call", call };
}
