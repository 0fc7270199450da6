/** The people of an archive: those with an account here are they; the others get a place that nobody can sign in to yet. */

import type pg from "pg";
import { newId } from "../base/id.ts";
import type { ArchivePerson } from "./archive-format.ts";

/** From the archive's id of a person to the one here. */
export async function placePeople(
  client: pg.Client,
  people: readonly ArchivePerson[],
  mayEnter: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const known = await client.query<{ id: string; email: string }>(
    `select "id", "email" from "Person" where "email" = any($1)`,
    [people.map(({ email }) => email)],
  );
  const taken = await client.query<{ id: string }>(`select "id" from "Person" where "id" = any($1)`, [
    people.map(({ id }) => id),
  ]);
  const idOf = new Map(known.rows.map(({ id, email }) => [email, id]));
  const ids = new Set(taken.rows.map(({ id }) => id));
  const placed = new Map<string, string>();
  for (const person of people) {
    const here = idOf.get(person.email);
    if (here !== undefined) {
      placed.set(person.id, here);
      continue;
    }
    const id = ids.has(person.id) ? newId("per") : person.id;
    await client.query(
      `insert into "Person" ("id", "email", "name", "passwordHash", "language", "disabledAt")
       values ($1, $2, $3, '', $4, case when $5 then null else now() end)`,
      [id, person.email, person.name, person.language, mayEnter.has(person.id)],
    );
    placed.set(person.id, id);
  }
  return placed;
}

/** The person with the address, made now if need be: known by name only, until a password link lets them in. */
export async function personOf(client: pg.Client, email: string): Promise<string> {
  const known = await client.query<{ id: string }>(`select "id" from "Person" where "email" = $1`, [email]);
  const [found] = known.rows;
  if (found !== undefined) return found.id;
  const id = newId("per");
  await client.query(`insert into "Person" ("id", "email", "name", "passwordHash") values ($1, $2, $2, '')`, [
    id,
    email,
  ]);
  return id;
}
