/** What a member may do today: what stands behind everything the member made earlier. */

import { inForce } from "../store/membership-in-force.ts";
import type { PlanDbTransaction } from "./audit.ts";
import type { Role } from "./authorized.ts";

/** What a membership, or a token, lets its bearer do, and until when. */
export interface Standing {
  readonly role: Role;
  readonly endsAt: Date | null;
}

/** Of those who are members, whose access has not ended and who are not locked out. */
export async function membersToday(
  db: PlanDbTransaction,
  workspaceId: string,
  personIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await db.membership.findMany({
    where: { workspaceId, personId: { in: [...personIds] }, person: { disabledAt: null }, ...inForce(new Date(now)) },
    select: { personId: true, role: true, endsAt: true },
  });
  return new Map(rows.map(({ personId, role, endsAt }) => [personId, { role: role as Role, endsAt }]));
}

/** Undefined for whoever is let in no more. */
export async function memberToday(
  db: PlanDbTransaction,
  workspaceId: string,
  personId: string,
  now: number,
): Promise<Standing | undefined> {
  return (await membersToday(db, workspaceId, [personId], now)).get(personId);
}
