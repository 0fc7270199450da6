/** Memberships that let somebody in. */

import type { Prisma } from "./prisma-client/client.ts";

/** Those without an end, and those whose end has not come. Everything that asks who belongs to a workspace asks for these. */
export function inForce(now: Date = new Date()): Prisma.MembershipWhereInput {
  return { OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
}
