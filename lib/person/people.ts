/** The people of a project, latest seen first, found by the ids they are known by. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { eventDb } from "../store/event-db.ts";
import { maskId } from "../violation/mask.ts";
import {
  type ArrivalRow,
  arrivals,
  type IdRow,
  idsOf,
  peopleSeen,
  type SeenRow,
  type UntoldRow,
  untoldIds,
} from "./people.sql.ts";

/** An id somebody is known by, as received. */
export interface RawIdentity {
  readonly kind: "user" | "anonymous";
  readonly id: string;
  /** When an anonymous id was first linked to the user. */
  readonly linkedAt?: Date;
}

/** As people may see it: e-mail addresses covered. */
export type Identity = RawIdentity;

export interface PersonSummary {
  /** The person's number within the project: their address. */
  readonly person: number;
  /** The user id first. */
  readonly identities: readonly Identity[];
  readonly lastSeen: Date;
  /** What they sent last. */
  readonly lastEvent: string;
}

export interface PeoplePage {
  readonly items: readonly PersonSummary[];
  /** People that match, on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface PeopleFilter {
  /** Part of a user id or an anonymous id, whatever the case. */
  readonly search?: string;
  /** From 1. */
  readonly page?: number;
}

const PAGE_SIZE = 50;
/** Far enough; a search finds the rest. */
const LAST_PAGE = 2_000;

/** The ids of each person as received: those told to analysis, else those of the latest violation. */
export async function rawIdentities(
  project: AuthorizedProject,
  people: readonly number[],
): Promise<ReadonlyMap<number, readonly RawIdentity[]>> {
  if (people.length === 0) return new Map();
  const rows = await eventDb().query<IdRow>("person.ids", idsOf(project.number, people));
  const found = new Map<number, RawIdentity[]>();
  for (const { who, kind, id, linked_at } of rows) {
    const linkedAt = Number(linked_at);
    const identity = { kind, id, ...(linkedAt === 0 ? {} : { linkedAt: new Date(linkedAt) }) };
    found.set(who, [...(found.get(who) ?? []), identity]);
  }
  const untold = people.filter((person) => !found.has(person));
  if (untold.length === 0) return found;
  const others = await eventDb().query<UntoldRow>("person.untold", untoldIds(project.number, untold));
  for (const { person, user_id, anonymous_id } of others)
    found.set(person, [user_id === "" ? { kind: "anonymous", id: anonymous_id } : { kind: "user", id: user_id }]);
  return found;
}

/** Covers what is private of ids. */
export function shownIdentities(identities: readonly RawIdentity[]): Identity[] {
  return identities.map((identity) => ({ ...identity, id: maskId(identity.id) }));
}

/** Everybody who sent anything that names them, conformant or not, latest seen first. */
export async function listPeople(project: AuthorizedProject, filter: PeopleFilter = {}): Promise<PeoplePage> {
  const page = Math.min(Math.max(Math.floor(filter.page ?? 1), 1), LAST_PAGE);
  const seen = await eventDb().query<SeenRow>(
    "person.list",
    peopleSeen(project.number, {
      search: (filter.search ?? "").trim(),
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
    }),
  );
  const uids = seen.map(({ last }) => Number(last));
  const [identities, rows] = await Promise.all([
    rawIdentities(
      project,
      seen.map(({ who }) => who),
    ),
    uids.length === 0 ? [] : eventDb().query<ArrivalRow>("person.lastSeen", arrivals(project.number, uids)),
  ]);
  const arrived = new Map(rows.map((row) => [Number(row.uid), row]));
  return {
    items: seen.map(({ who, last }) => {
      const arrival = arrived.get(Number(last));
      return {
        person: who,
        identities: shownIdentities(identities.get(who) ?? []),
        lastSeen: new Date(Number(arrival?.at ?? 0)),
        lastEvent: arrival?.name ?? "",
      };
    }),
    total: Number(seen[0]?.total ?? 0),
    page,
    pageSize: PAGE_SIZE,
  };
}
