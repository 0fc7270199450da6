/** Teams of a workspace: people who answer for a part of a plan together. An owner written in the plan may name one. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { foldedOwner } from "../plan/owner-name.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedWorkspace, requireRole } from "./authorized.ts";
import { freeSlug, slugOf } from "./slug.ts";
import { lockWorkspace } from "./workspace.ts";

export interface TeamPerson {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

export interface Team {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Names it had before, the latest first: plans that still say one of them mean this team. */
  readonly formerNames: readonly string[];
  /** Members of the workspace only, by name. */
  readonly people: readonly TeamPerson[];
}

/** Every team, by name. For any member. */
export async function listTeams(workspace: AuthorizedWorkspace): Promise<readonly Team[]> {
  const { workspaceId } = workspace;
  const rows = await planDb().team.findMany({
    where: { workspaceId },
    include: {
      members: {
        where: { person: { memberships: { some: { workspaceId } } } },
        include: { person: { select: { id: true, name: true, email: true } } },
        orderBy: { person: { name: "asc" } },
      },
    },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
  });
  return rows.map(({ id, slug, name, formerNames, members }) => ({
    id,
    slug,
    name,
    formerNames,
    people: members.map(({ person }) => ({ personId: person.id, name: person.name, email: person.email })),
  }));
}

function requireName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== "" && trimmed.length <= 200) return trimmed;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "name",
        en: "Give the team a name of at most 200 characters.",
        fr: "Donnez à l’équipe un nom de 200 caractères au plus.",
      },
    ],
  });
}

async function requireFreeName(db: PlanDbTransaction, workspaceId: string, name: string, own?: string): Promise<void> {
  const others = await db.team.count({
    where: {
      workspaceId,
      name: { equals: name, mode: "insensitive" },
      ...(own === undefined ? {} : { id: { not: own } }),
    },
  });
  if (others === 0) return;
  throw new UserError("conflict", {
    fields: [{ path: "name", en: "Another team has this name.", fr: "Une autre équipe porte déjà ce nom." }],
  });
}

async function teamNamed(db: PlanDbTransaction, workspace: AuthorizedWorkspace, slug: string) {
  const { workspaceId } = workspace;
  const team = await db.team.findUnique({ where: { workspaceId_slug: { workspaceId, slug } } });
  if (team === null) throw new UserError("not_found");
  return team;
}

async function change<T>(workspace: AuthorizedWorkspace, act: (db: PlanDbTransaction) => Promise<T>): Promise<T> {
  requireRole(workspace, "admin");
  return planDb().$transaction(async (db) => {
    await lockWorkspace(db, workspace.workspaceId);
    return act(db);
  });
}

/** A team without people. Admins and owners. */
export async function createTeam(workspace: AuthorizedWorkspace, given: { readonly name: string }): Promise<Team> {
  const name = requireName(given.name);
  return change(workspace, async (db) => {
    const { workspaceId } = workspace;
    await requireFreeName(db, workspaceId, name);
    const taken = async (slug: string) => (await db.team.count({ where: { workspaceId, slug } })) > 0;
    const slug = await freeSlug(slugOf(name, "team"), taken);
    const row = await db.team.create({ data: { id: newId("tea"), workspaceId, slug, name } });
    await recordAudit(db, workspace, { action: "team.create", target: name });
    return { id: row.id, slug, name, formerNames: [], people: [] };
  });
}

const FORMER_MAX = 20;

/** Each name once, whatever its case; never the one it has now. */
function formerNames(team: { readonly name: string; readonly formerNames: readonly string[] }, name: string): string[] {
  const now = foldedOwner(name);
  const former = new Map([team.name, ...team.formerNames].reverse().map((one) => [foldedOwner(one), one] as const));
  former.delete(now);
  return [...former.values()].reverse().slice(0, FORMER_MAX);
}

/** Another name; the slug stays, and the names it had are kept, since plans may say them. Admins and owners. */
export async function renameTeam(workspace: AuthorizedWorkspace, slug: string, newName: string): Promise<void> {
  const name = requireName(newName);
  await change(workspace, async (db) => {
    const team = await teamNamed(db, workspace, slug);
    if (team.name === name) return;
    await requireFreeName(db, workspace.workspaceId, name, team.id);
    await db.team.update({ where: { id: team.id }, data: { name, formerNames: formerNames(team, name) } });
    await recordAudit(db, workspace, { action: "team.rename", target: name, detail: { from: team.name } });
  });
}

/** Owners that name it stand for nobody from then on. Admins and owners. */
export async function deleteTeam(workspace: AuthorizedWorkspace, slug: string): Promise<void> {
  await change(workspace, async (db) => {
    const team = await teamNamed(db, workspace, slug);
    await db.team.delete({ where: { id: team.id } });
    await recordAudit(db, workspace, { action: "team.delete", target: team.name });
  });
}

async function memberOf(db: PlanDbTransaction, workspace: AuthorizedWorkspace, personId: string): Promise<string> {
  const where = { workspaceId_personId: { workspaceId: workspace.workspaceId, personId } };
  const member = await db.membership.findUnique({ where, include: { person: { select: { email: true } } } });
  if (member === null) throw new UserError("not_found");
  return member.person.email;
}

/** A member of the workspace joins the team; nothing happens when already in it. Admins and owners. */
export async function addToTeam(workspace: AuthorizedWorkspace, slug: string, personId: string): Promise<void> {
  await change(workspace, async (db) => {
    const team = await teamNamed(db, workspace, slug);
    const person = await memberOf(db, workspace, personId);
    const { count } = await db.teamMember.createMany({ data: [{ teamId: team.id, personId }], skipDuplicates: true });
    if (count === 0) return;
    await recordAudit(db, workspace, { action: "team.add_person", target: team.name, detail: { person } });
  });
}

/** Admins and owners. */
export async function removeFromTeam(workspace: AuthorizedWorkspace, slug: string, personId: string): Promise<void> {
  await change(workspace, async (db) => {
    const team = await teamNamed(db, workspace, slug);
    const person = await memberOf(db, workspace, personId);
    const { count } = await db.teamMember.deleteMany({ where: { teamId: team.id, personId } });
    if (count === 0) throw new UserError("not_found");
    await recordAudit(db, workspace, { action: "team.remove_person", target: team.name, detail: { person } });
  });
}
