/** What a person prefers, in every browser they sign in with. */

import { planDb } from "../store/plan-db.ts";
import { recordPersonAudit } from "./audit.ts";
import { personActor, type SessionPerson } from "./session.ts";

/** Whether a single key without Ctrl does something; it may be turned off (WCAG 2.1.4). */
export async function readSingleKeys({ personId }: SessionPerson): Promise<boolean> {
  const row = await planDb().person.findUnique({ where: { id: personId }, select: { singleKeys: true } });
  return row?.singleKeys ?? true;
}

export async function keepSingleKeys(person: SessionPerson, on: boolean): Promise<void> {
  await planDb().$transaction(async (db) => {
    await db.person.update({ where: { id: person.personId }, data: { singleKeys: on } });
    await recordPersonAudit(db, person.personId, personActor(person), {
      action: "person.update",
      target: person.email,
    });
  });
}
