/** What a person prefers, in every browser they sign in with. */

import { planDb } from "../store/plan-db.ts";
import type { SessionPerson } from "./session.ts";

/** Whether a single key without Ctrl does something; it may be turned off (WCAG 2.1.4). */
export async function readSingleKeys({ personId }: SessionPerson): Promise<boolean> {
  const row = await planDb().person.findUnique({ where: { id: personId }, select: { singleKeys: true } });
  return row?.singleKeys ?? true;
}

export async function keepSingleKeys({ personId }: SessionPerson, on: boolean): Promise<void> {
  await planDb().person.update({ where: { id: personId }, data: { singleKeys: on } });
}
