/** Who looks after the whole installation. */

import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Actor } from "./authorized.ts";

/** An owner of the first workspace, which was made when the installation was set up. */
export async function ownsInstallation(actor: Actor): Promise<boolean> {
  if (actor.kind !== "person") return false;
  const first = await planDb().workspace.findFirst({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  if (first === null) return false;
  const where = { workspaceId: first.id, personId: actor.id, role: "owner", ...inForce() };
  return (await planDb().membership.count({ where })) > 0;
}
