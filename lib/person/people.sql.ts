/** Statements about people as they send: who was seen, last first, by which ids they are known. */

import { type Sql, sql } from "../store/sql.ts";
import { personSql } from "../violation/violation.sql.ts";

export function projectIs(project: number): Sql {
  return sql`project = ${sql.as("UInt32", project)}`;
}

/** Tables in which a person's number stands with the event that brought it. */
const SEEN_IN = ["events", "traits", "traits_held", "violations", "identity_links"] as const;

/** Columns `person, latest`: the latest event of each person number, whatever became of it. */
function seen(project: number): Sql {
  const parts = SEEN_IN.map(
    (table) =>
      sql`select person, max(uid) as latest from ${sql.name(table)} where ${projectIs(project)} group by person`,
  );
  return sql`(${sql.join(parts, sql` union all `)})`;
}

/** Numbers of people one of whose ids holds the text, told to analysis or known by violations alone. */
function searched(project: number, search: string): Sql {
  const has = (column: Sql): Sql => sql`positionCaseInsensitiveUTF8(${column}, ${search}) > 0`;
  const own = sql`if(user_id != '', user_id, anonymous_id)`;
  return sql`(select ${personSql(project)} from (
    select person from people where ${projectIs(project)} and ${has(sql`id`)}
    union distinct select person from violations where ${projectIs(project)} and person != 0 and uid in (
      select uid from received where ${projectIs(project)} and (verdict != 'conformant' or traits_held > 0) and ${has(own)})))`;
}

export interface SeenRow {
  readonly who: number;
  readonly last: string;
  readonly total: string;
}

/** People by their latest event, newest first; linked ids are one person. */
export function peopleSeen(
  project: number,
  page: { readonly search: string; readonly limit: number; readonly offset: number },
): Sql {
  const wanted = page.search === "" ? sql.empty : sql`and who in ${searched(project, page.search)}`;
  return sql`select who, max(latest) as last, count() over () as total
    from (select ${personSql(project)} as who, latest from ${seen(project)})
    where who != 0 ${wanted} group by who order by last desc
    limit ${sql.as("UInt32", page.limit)} offset ${sql.as("UInt32", page.offset)}`;
}

export interface IdRow {
  readonly who: number;
  readonly kind: "user" | "anonymous";
  readonly id: string;
  /** When an anonymous id was first linked; 0 for the person's own id. */
  readonly linked_at: string;
}

/** Ids of people, those of their linked devices included. */
export function idsOf(project: number, people: readonly number[]): Sql {
  const links = sql`(select anonymous, argMin(person, uid) as target, argMin(ts, uid) as linked
    from identity_links where ${projectIs(project)} group by anonymous)`;
  const wanted = sql.as("Array(UInt32)", people);
  return sql`select if(l.target = 0, p.person, l.target) as who, any(p.kind) as kind, any(p.id) as id,
      any(if(l.target = 0, 0, toUnixTimestamp64Milli(l.linked))) as linked_at
    from (select person, kind, id from people where ${projectIs(project)}
      and (person in ${wanted} or person in (select anonymous from ${links} where target in ${wanted}))) as p
    left any join ${links} as l on l.anonymous = p.person
    where who in ${wanted} group by p.person, who order by kind desc, p.person limit 1000 by who`;
}

export interface UntoldRow {
  readonly person: number;
  readonly user_id: string;
  readonly anonymous_id: string;
}

/** Ids of people none of whose calls ever conformed: analysis does not know them, their violations do. */
export function untoldIds(project: number, people: readonly number[]): Sql {
  return sql`select v.person as person, r.user_id as user_id, r.anonymous_id as anonymous_id
    from (select person, max(uid) as uid from violations as x
      where x.${projectIs(project)} and x.person in ${sql.as("Array(UInt32)", people)} group by person) as v
    inner join (select uid, user_id, anonymous_id from received where ${projectIs(project)} and uid in (
      select max(y.uid) from violations as y where y.${projectIs(project)}
        and y.person in ${sql.as("Array(UInt32)", people)} group by y.person)) as r on r.uid = v.uid`;
}

export interface ArrivalRow {
  readonly uid: string;
  readonly at: string;
  readonly source: number;
  readonly environment: string;
  readonly name: string;
}

/** When, from where and as what some events arrived. */
export function arrivals(project: number, uids: readonly number[]): Sql {
  return sql`select uid, toUnixTimestamp64Milli(received_at) as at, source, environment,
      if(event_name = '', call_type, event_name) as name
    from received where ${projectIs(project)} and uid in ${sql.as("Array(UInt64)", uids)}`;
}

/** The person behind a number: a linked device is its user. */
export function personBehind(project: number, person: number): Sql {
  return sql`select ${personSql(project)} as who from (select toUInt32(${sql.as("UInt32", person)}) as person)`;
}
