/** Statements of an erasure. Those that remove name rows by numbers alone, because the event store keeps them for a while. */

import { projectIs } from "../person/people.sql.ts";
import { numbersOf, sentBy } from "../person/person.sql.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { EventPlace, Subject } from "./erasure.ts";

/** Numbers of people under an id. */
export function numberUnder(project: number, kind: "user" | "anonymous", id: string): Sql {
  return sql`select person from people where ${projectIs(project)} and kind = ${kind} and id = ${id} limit 1`;
}

/** A person's number and those of the devices first linked to them. */
export function linkedNumbers(project: number, person: number): Sql {
  return sql`select number from ${numbersOf(project, person)}`;
}

export interface NamedRow {
  readonly kind: "user" | "anonymous";
  readonly id: string;
}

/** The ids of some numbers, as told to analysis. */
export function idsUnder(project: number, numbers: readonly number[]): Sql {
  return sql`select distinct kind, id from people where ${projectIs(project)}
    and person in ${sql.as("Array(UInt32)", numbers)}`;
}

export interface Reach {
  /** The project's number in the event store. */
  readonly project: number;
  /** The erasure's. */
  readonly erasure: number;
  /** Events from this one on are not theirs to remove: who comes back is somebody new. */
  readonly below: number;
  readonly subject: Subject;
}

function belowOf({ below }: Reach): Sql {
  return sql`uid < ${sql.as("UInt64", below)}`;
}

/**
 * Sets apart which received events go: those that name the user, those of their devices that name nobody else, and those
 * that could not be read and hold an id as a text of its own.
 */
export function setApart(reach: Reach): Sql {
  const { users, anonymous } = reach.subject;
  const quoted = [...users, ...anonymous].map((id) => JSON.stringify(id));
  return sql`insert into erased_uids select ${sql.as("UInt32", reach.erasure)}, uid from received
    where ${projectIs(reach.project)} and ${belowOf(reach)} and (
      ${sentBy({ users, anonymous })} or (user_id = '' and anonymous_id = '' and group_id = '' and verdict = 'malformed'
        and arrayExists(id -> position(raw, id) > 0, ${quoted})))
    settings async_insert = 0`;
}

function uids({ erasure }: Reach): Sql {
  return sql`(select uid from erased_uids where erasure = ${sql.as("UInt32", erasure)})`;
}

function people({ subject }: Reach): Sql {
  return sql.as("Array(UInt32)", subject.numbers);
}

/** Rows of a table that an erasure removes. */
export function erased(place: EventPlace, reach: Reach): Sql {
  const own = projectIs(reach.project);
  const theirs = sql`(uid in ${uids(reach)} or (person in ${people(reach)} and ${belowOf(reach)}))`;
  switch (place) {
    case "people":
      return sql`${own} and person in ${people(reach)}`;
    case "received":
    case "reverdicts":
      return sql`${own} and uid in ${uids(reach)}`;
    case "duplicates":
      return sql`${own} and message_id != '' and message_id in (
        select message_id from received where ${own} and uid in ${uids(reach)})`;
    case "identity_links":
      return sql`${own} and (anonymous in ${people(reach)} or person in ${people(reach)}) and ${belowOf(reach)}`;
    default:
      return sql`${own} and ${theirs}`;
  }
}

export function countErased(place: EventPlace, reach: Reach): Sql {
  return sql`select count() as n from ${sql.name(place)} where ${erased(place, reach)}`;
}

/** Which of these events were set apart. */
export function apartAmong({ erasure }: Reach, numbers: readonly string[]): Sql {
  return sql`select uid from erased_uids where erasure = ${sql.as("UInt32", erasure)}
    and uid in ${sql.as("Array(UInt64)", numbers)}`;
}

/** Forgets what was set apart. */
export function forgetApart(erasure: number): Sql {
  return sql`alter table erased_uids drop partition ${sql.as("UInt32", erasure)}`;
}

/** How many received events name somebody, or a device of theirs and nobody else. */
export function subjectSize(project: number, { users, anonymous }: Subject): Sql {
  return sql`select count() as n from received where ${projectIs(project)} and ${sentBy({ users, anonymous })}`;
}

/** When events that go arrived, of those that arrived at some instants. */
export function erasedInstants(reach: Reach, instants: readonly number[]): Sql {
  return sql`select distinct toUnixTimestamp64Milli(received_at) as at from received
    where ${projectIs(reach.project)} and uid in ${uids(reach)}
      and toUnixTimestamp64Milli(received_at) in ${sql.as("Array(UInt64)", instants)}`;
}

/** What was received in the place of what the plan asks, as JSON. */
export function receivedTexts(reach: Reach, limit: number): Sql {
  return sql`select distinct received from violations
    where ${erased("violations", reach)} and received != '' limit ${sql.as("UInt32", limit)}`;
}
