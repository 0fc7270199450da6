/** The people and teams of a project's workspace: whom an owner names, whom a comment mentions, who wrote what. */

import { type AuthorizedProject, mayActAs, type Role } from "../access/authorized.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import type { Directory } from "./owner.ts";

type Reader = Prisma.TransactionClient;

/** Members who are let in, and the teams they are in. */
export async function readDirectory(
  { workspaceId }: Pick<AuthorizedProject, "workspaceId">,
  db: Reader = planDb(),
): Promise<Directory> {
  const members = await db.membership.findMany({
    where: { workspaceId, person: { disabledAt: null }, ...inForce() },
    include: { person: { select: { id: true, name: true, email: true } } },
    orderBy: { person: { name: "asc" } },
  });
  const teams = await db.team.findMany({
    where: { workspaceId },
    include: { members: true },
    orderBy: { name: "asc" },
  });
  return {
    people: members.map(({ role, person }) => ({
      personId: person.id,
      name: person.name,
      email: person.email,
      mayReview: mayActAs(role as Role, "editor"),
    })),
    teams: teams.map(({ slug, name, formerNames, members: own }) => ({
      slug,
      name,
      formerNames,
      personIds: own.map(({ personId }) => personId),
    })),
  };
}
