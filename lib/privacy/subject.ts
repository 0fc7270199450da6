/** From what was asked to everything a person is known by. */

import { createHmac } from "node:crypto";
import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { personBehind } from "../person/people.sql.ts";
import { rawIdentities } from "../person/people.ts";
import { eventDb } from "../store/event-db.ts";
import { installationKey } from "../store/installation-key.ts";
import type { PersonRef } from "../store/journal-people.ts";
import { idsUnder, linkedNumbers, type NamedRow, numberUnder } from "./erasure.sql.ts";
import type { Asked, Subject } from "./erasure.ts";

/** Longer ids are no ids: ingest refuses calls as long as that. */
const MOST_ID = 10_000;

function merged<T>(...lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}

/** Two findings about one person. */
export function mergedSubjects(one: Subject, other: Subject): Subject {
  return {
    users: merged(one.users, other.users),
    anonymous: merged(one.anonymous, other.anonymous),
    numbers: merged(one.numbers, other.numbers),
  };
}

async function numberOf(project: number, kind: "user" | "anonymous", id: string): Promise<number | undefined> {
  const [row] = await eventDb().query<{ person: number }>("privacy.subject", numberUnder(project, kind, id));
  return row?.person;
}

/** Everything under a number: a linked device leads to its user, a user to all of their devices. */
async function behind(project: number, number: number): Promise<Subject> {
  const [who] = await eventDb().query<{ who: number }>("privacy.subject", personBehind(project, number));
  const rows = await eventDb().query<{ number: number }>("privacy.subject", linkedNumbers(project, who?.who ?? number));
  const numbers = merged(
    [number],
    rows.map((row) => row.number),
  );
  const named = await eventDb().query<NamedRow>("privacy.subject", idsUnder(project, numbers));
  const of = (kind: NamedRow["kind"]) => named.filter((one) => one.kind === kind).map(({ id }) => id);
  return { users: of("user"), anonymous: of("anonymous"), numbers };
}

/** What is known now of who is asked for; more may be known after the next event. */
export async function knownOf(project: number, { users, anonymous, numbers }: Subject): Promise<Subject> {
  const found = await Promise.all([
    ...users.map((id) => numberOf(project, "user", id)),
    ...anonymous.map((id) => numberOf(project, "anonymous", id)),
  ]);
  let subject: Subject = { users, anonymous, numbers };
  for (const number of merged(
    numbers,
    found.filter((one) => one !== undefined),
  ))
    if (number !== 0) subject = mergedSubjects(subject, await behind(project, number));
  return subject;
}

function wrong(en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path: "", en, fr }] });
}

/**
 * Whom an asking means. An id that never arrived is somebody all the same: the receipt then says that there was nothing.
 * @throws UserError `invalid_input` unless exactly one of the three is given, `not_found` for a number nobody has
 */
export async function subjectOf(project: AuthorizedProject, asked: Asked): Promise<Subject> {
  const { userId, anonymousId, person } = asked;
  if ([userId, anonymousId, person].filter((one) => one !== undefined).length !== 1)
    throw wrong("Give one of userId, anonymousId and person.", "Donnez l’un de userId, anonymousId et person.");
  for (const id of [userId, anonymousId]) {
    if (id === undefined) continue;
    if (id === "" || id.length > MOST_ID) throw wrong("This is no id.", "Ce n’est pas un identifiant.");
  }
  const none: Subject = { users: [], anonymous: [], numbers: [] };
  if (userId !== undefined) return knownOf(project.number, { ...none, users: [userId] });
  if (anonymousId !== undefined) return knownOf(project.number, { ...none, anonymous: [anonymousId] });
  const number = person ?? 0;
  if (!Number.isInteger(number) || number < 1 || number > 0xffff_ffff) throw new UserError("not_found");
  const known = await behind(project.number, number);
  if (known.users.length + known.anonymous.length > 0) return known;
  // Somebody none of whose calls ever conformed: analysis was never told of them, their violations know the number.
  const raw = (await rawIdentities(project, [number])).get(number) ?? [];
  if (raw.length === 0) throw new UserError("not_found");
  const of = (kind: "user" | "anonymous") => raw.filter((one) => one.kind === kind).map(({ id }) => id);
  return { users: of("user"), anonymous: of("anonymous"), numbers: known.numbers };
}

export function refsOf(project: number, { users, anonymous }: Subject): PersonRef[] {
  return [
    ...users.map((id) => ({ project, kind: "user" as const, id })),
    ...anonymous.map((id) => ({ project, kind: "anonymous" as const, id })),
  ];
}

const KEY = "erasure";

/** Keyed hashes of ids (HMAC-SHA256, hexadecimal): they find a receipt for whoever knows an id, and tell it to nobody. */
export async function digestsOf(projectId: string, subject: Omit<Subject, "numbers">): Promise<string[]> {
  const key = await installationKey(KEY);
  return refsOf(0, { ...subject, numbers: [] }).map(({ kind, id }) =>
    createHmac("sha256", key)
      .update(JSON.stringify([projectId, kind, id]), "utf8")
      .digest("hex"),
  );
}
