/** The teams that the demo's plan names as owners, so that a review knows whom to ask. */

import { workspaceOf } from "../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { addToTeam, createTeam, listTeams } from "../../lib/access/team.ts";
import { planDb } from "../../lib/store/plan-db.ts";

const TEAMS = ["Assortment", "Checkout", "Finance", "Growth", "Lifecycle"] as const;

/** The teams, each with this person; what is there already stays. */
export async function seedTeams(project: AuthorizedProject, email: string): Promise<void> {
  const workspace = await workspaceOf(project);
  const { id } = await planDb().person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const there = new Map((await listTeams(workspace)).map(({ name, slug }) => [name, slug]));
  for (const name of TEAMS) {
    const slug = there.get(name) ?? (await createTeam(workspace, { name })).slug;
    await addToTeam(workspace, slug, id);
  }
}
