/** The only place that turns a cookie or a token into proof: who may touch which workspace and project, in which role. */

import { UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { Project, Workspace } from "../store/prisma-client/client.ts";
import { findToken, type TokenBearer, workspaceRoleOfToken } from "./api-token.ts";
import { SYSTEM_ACTOR } from "./audit.ts";
import type { Actor, AuthorizedProject, AuthorizedWorkspace, Role } from "./authorized.ts";
import { mayActAs } from "./authorized.ts";
import type { Standing } from "./member-today.ts";
import { type Scope, scopeAllows } from "./scope.ts";
import { findSession, personActor, type SessionPerson } from "./session.ts";
import { WRITE_KEY_PREFIX } from "./write-key.ts";

/** What a request brings: the session cookie's value, or a bearer token. */
export type Credential = { readonly session: string } | { readonly token: string };

export interface Need {
  readonly atLeast?: Role;
  /** What a token must be scoped for; people are not scoped. */
  readonly scope?: Scope;
}

type Caller =
  | { readonly kind: "person"; readonly person: SessionPerson; readonly actor: Actor }
  | { readonly kind: "token"; readonly token: TokenBearer; readonly actor: Actor };

async function identify(credential: Credential): Promise<Caller> {
  if ("session" in credential) {
    const person = await findSession(credential.session);
    if (!person) throw new UserError("unauthenticated");
    return { kind: "person", person, actor: personActor(person) };
  }
  if (credential.token.startsWith(WRITE_KEY_PREFIX))
    throw new UserError("forbidden", {
      fields: [
        {
          path: "",
          en: "A write key only sends events. Use an API token here.",
          fr: "Une clé d’écriture ne fait qu’envoyer des événements. Utilisez ici un jeton d’API.",
        },
      ],
    });
  const token = await findToken(credential.token);
  if (!token) throw new UserError("unauthenticated");
  return { kind: "token", token, actor: { kind: "token", id: token.tokenId, name: token.name, scopes: token.scopes } };
}

function mintProject(project: Project, { role, endsAt }: Standing, actor: Actor): AuthorizedProject {
  return {
    ...(endsAt === null ? {} : { accessEndsAt: endsAt }),
    projectId: project.id,
    number: project.number,
    workspaceId: project.workspaceId,
    slug: project.slug,
    name: project.name,
    role,
    actor,
    timeZone: project.timeZone,
    weekStart: project.weekStart,
    currency: project.currency,
  } as AuthorizedProject;
}

function mintWorkspace(workspace: Workspace, role: Role, actor: Actor): AuthorizedWorkspace {
  return {
    workspaceId: workspace.id,
    slug: workspace.slug,
    name: workspace.name,
    role,
    actor,
  } as AuthorizedWorkspace;
}

interface Place {
  readonly workspaceId: string;
  readonly projectId: string | null;
  readonly target: string;
}

/** Refusals of known callers are recorded: they are what an attack from inside looks like. */
async function refuse(caller: Caller, place: Place, needs: string): Promise<never> {
  await recordAudit(
    planDb(),
    { workspaceId: place.workspaceId, projectId: place.projectId, actor: caller.actor },
    { action: "access.denied", target: place.target, detail: { needs } },
  );
  throw new UserError("forbidden", { data: { needs } });
}

async function requireNeed(caller: Caller, role: Role, need: Need, place: Place): Promise<void> {
  const atLeast = need.atLeast ?? "viewer";
  if (!mayActAs(role, atLeast)) await refuse(caller, place, atLeast);
  if (caller.kind === "token" && need.scope && !scopeAllows(caller.token.scopes, need.scope))
    await refuse(caller, place, need.scope);
}

function accessEnded(endedAt: Date): UserError {
  return new UserError("forbidden", {
    fields: [
      {
        path: "",
        en: "Your access to this workspace has ended. Ask one of its owners for a new end date.",
        fr: "Votre accès à cet espace de travail est terminé. Demandez une nouvelle date de fin à l’un de ses propriétaires.",
      },
    ],
    data: { accessEndedAt: endedAt.toISOString() },
  });
}

async function membershipStanding(workspaceId: string, personId: string): Promise<Standing> {
  const membership = await planDb().membership.findUnique({
    where: { workspaceId_personId: { workspaceId, personId } },
  });
  // Outsiders learn nothing, not even that it exists.
  if (!membership) throw new UserError("not_found");
  const { role, endsAt } = membership;
  if (endsAt !== null && endsAt.getTime() <= Date.now()) throw accessEnded(endsAt);
  return { role: role as Role, endsAt };
}

/** No store takes the null character, and no slug holds it. */
function stored(slug: string): string {
  return slug.replaceAll("\0", "\u{fffd}");
}

/**
 * Proof that the caller may act on the project with this slug. Throws `unauthenticated`; `not_found` also for a project of
 * others; `forbidden` when the role or the token's scopes do not suffice.
 */
export async function authorizeProject(
  credential: Credential,
  slug: string,
  need: Need = {},
): Promise<AuthorizedProject> {
  const [caller, project] = await Promise.all([
    identify(credential),
    planDb().project.findUnique({ where: { slug: stored(slug) } }),
  ]);
  if (!project) throw new UserError("not_found");
  if (caller.kind === "token" && caller.token.projectId !== project.id) throw new UserError("not_found");
  const standing =
    caller.kind === "token"
      ? { role: caller.token.role, endsAt: null }
      : await membershipStanding(project.workspaceId, caller.person.personId);
  await requireNeed(caller, standing.role, need, {
    workspaceId: project.workspaceId,
    projectId: project.id,
    target: project.slug,
  });
  return mintProject(project, standing, caller.actor);
}

/** Proof that the caller may act on the workspace. Throws as `authorizeProject` does. */
export async function authorizeWorkspace(
  credential: Credential,
  slug: string,
  need: Need = {},
): Promise<AuthorizedWorkspace> {
  const caller = await identify(credential);
  const workspace = await planDb().workspace.findUnique({ where: { slug: stored(slug) } });
  if (!workspace) throw new UserError("not_found");
  const role = await workspaceRole(caller, workspace.id);
  await requireNeed(caller, role, need, { workspaceId: workspace.id, projectId: null, target: workspace.slug });
  return mintWorkspace(workspace, role, caller.actor);
}

async function workspaceRole(caller: Caller, workspaceId: string): Promise<Role> {
  if (caller.kind === "person") return (await membershipStanding(workspaceId, caller.person.personId)).role;
  const project = await planDb().project.findUnique({ where: { id: caller.token.projectId } });
  if (project?.workspaceId !== workspaceId) throw new UserError("not_found");
  return workspaceRoleOfToken(caller.token.role);
}

/** The workspace that holds the project, with the same caller. */
export async function workspaceOf(project: AuthorizedProject): Promise<AuthorizedWorkspace> {
  const workspace = await planDb().workspace.findUniqueOrThrow({ where: { id: project.workspaceId } });
  const role = project.actor.kind === "token" ? workspaceRoleOfToken(project.role) : project.role;
  return mintWorkspace(workspace, role, project.actor);
}

export interface VisibleProject {
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly workspace: { readonly slug: string; readonly name: string };
}

/** Every project the caller may open, by workspace and name. */
export async function listVisibleProjects(credential: Credential): Promise<readonly VisibleProject[]> {
  const caller = await identify(credential);
  const where =
    caller.kind === "token"
      ? { id: caller.token.projectId }
      : { workspace: { memberships: { some: { personId: caller.person.personId, ...inForce() } } } };
  const rows = await planDb().project.findMany({
    where,
    include: { workspace: { include: { memberships: true } } },
    orderBy: [{ workspace: { name: "asc" } }, { name: "asc" }],
  });
  return rows.map((row) => ({
    slug: row.slug,
    name: row.name,
    role:
      caller.kind === "token"
        ? caller.token.role
        : ((row.workspace.memberships.find((item) => item.personId === caller.person.personId)?.role ??
            "viewer") as Role),
    workspace: { slug: row.workspace.slug, name: row.workspace.name },
  }));
}

/** Proof for the process itself: boot, jobs, seeds. Never reachable from a request. */
export async function authorizeSystem(slug: string): Promise<AuthorizedProject> {
  const project = await planDb().project.findUnique({ where: { slug } });
  if (!project) throw new UserError("not_found");
  return mintProject(project, { role: "owner", endsAt: null }, SYSTEM_ACTOR);
}
