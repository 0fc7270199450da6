/**
 * API tokens: secrets of programs, each for one project. `gbt_`, 32 random bytes in base62, and a checksum, so that secret
 * scanners find them and a mistyped one is refused without a look-up. Kept as SHA-256, shown once.
 */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { checksum62, isTokenForm, TOKEN_PREFIX } from "../base/token-form.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { ApiToken } from "../store/prisma-client/client.ts";
import { earlierEnd } from "./access-end.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type Actor, type AuthorizedProject, mayActAs, type Role, requireRole } from "./authorized.ts";
import { membersToday, memberToday, type Standing } from "./member-today.ts";
import { limitRate } from "./rate-limit.ts";
import { SCOPES, type Scope, scopeAllows } from "./scope.ts";
import { equalHashes, randomBase62, secretHash } from "./secret.ts";

const TOUCH_MS = 60_000;

/** A new token; no two are alike. */
export function newToken(): string {
  const random = randomBase62(32);
  return `${TOKEN_PREFIX}${random}${checksum62(random)}`;
}

export interface ApiTokenSummary {
  readonly id: string;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly role: Role;
  /** What it may do today; null once whoever answers for it is let in no more. */
  readonly roleToday: Role | null;
  /** Who answers for it; null for one that no member made. */
  readonly maker: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** Its own, or the end of its maker's access where that comes first. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface NewApiToken {
  readonly name: string;
  readonly role: Role;
  /** Empty = everything the role may do. */
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Stores a token's hash within a transaction; the caller has proved that the actor may. */
export async function storeToken(
  db: PlanDbTransaction,
  projectId: string,
  token: string,
  input: NewApiToken & { readonly createdById: string | null },
): Promise<string> {
  const id = newId("tok");
  await db.apiToken.create({
    data: {
      id,
      projectId,
      name: input.name,
      tokenHash: secretHash(token),
      prefix: token.slice(0, token.startsWith(TOKEN_PREFIX) ? 12 : 4),
      role: input.role,
      scopes: [...input.scopes],
      createdById: input.createdById,
      expiresAt: input.expiresAt,
    },
  });
  return id;
}

function requireValid(project: AuthorizedProject, input: NewApiToken, now: number): void {
  if (!mayActAs(project.role, input.role)) throw new UserError("forbidden", { data: { needs: input.role } });
  const own = project.actor.scopes ?? [];
  if (own.length > 0 && input.scopes.length === 0) throw new UserError("forbidden", { data: { needs: "every scope" } });
  for (const scope of input.scopes)
    if (!scopeAllows(own, scope)) throw new UserError("forbidden", { data: { needs: scope } });
  if (input.expiresAt && input.expiresAt.getTime() <= now)
    throw new UserError("invalid_input", {
      fields: [
        {
          path: "expiresAt",
          en: "The expiry must lie in the future.",
          fr: "L’expiration doit être dans le futur.",
        },
      ],
    });
}

/** Who answers for what the actor makes, and until when: tokens made through a token are its maker's, and end with it. */
async function answerable(
  db: PlanDbTransaction,
  { kind, id }: Actor,
): Promise<{ readonly createdById: string | null; readonly expiresAt: Date | null }> {
  if (kind === "token")
    return db.apiToken.findUniqueOrThrow({ where: { id }, select: { createdById: true, expiresAt: true } });
  return { createdById: kind === "person" ? id : null, expiresAt: null };
}

/** A new token for the project, no stronger than its maker. The secret is in the answer and nowhere else. Admins only. */
export async function createToken(
  project: AuthorizedProject,
  input: NewApiToken,
  clock: Clock = systemClock,
): Promise<{ readonly id: string; readonly token: string }> {
  requireRole(project, "admin");
  requireValid(project, input, clock.now());
  await limitRate("createToken", project.projectId);
  const token = newToken();
  const id = await planDb().$transaction(async (db) => {
    const { createdById, expiresAt } = await answerable(db, project.actor);
    const created = await storeToken(db, project.projectId, token, {
      ...input,
      expiresAt: earlierEnd(input.expiresAt, expiresAt),
      createdById,
    });
    await recordAudit(db, project, {
      action: "token.create",
      target: input.name,
      detail: { id: created, role: input.role, scopes: [...input.scopes] },
    });
    return created;
  });
  return { id, token };
}

/** Every token of the project, newest first, revoked ones included. Admins only. */
export async function listTokens(project: AuthorizedProject): Promise<readonly ApiTokenSummary[]> {
  requireRole(project, "admin");
  const rows = await planDb().apiToken.findMany({
    where: { projectId: project.projectId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 500,
  });
  const makerIds = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))];
  const [people, standings] = await Promise.all([
    planDb().person.findMany({ where: { id: { in: makerIds } }, select: { id: true, name: true, email: true } }),
    membersToday(planDb(), project.workspaceId, makerIds, Date.now()),
  ]);
  const names = new Map(people.map(({ id, name, email }) => [id, name || email]));
  return rows.map((row) => {
    const maker = standings.get(row.createdById ?? "");
    return {
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      role: row.role as Role,
      roleToday: roleWith(row, maker) ?? null,
      maker: names.get(row.createdById ?? "") ?? null,
      scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
      createdAt: row.createdAt,
      lastUsedAt: row.lastUsedAt,
      expiresAt: earlierEnd(row.expiresAt, maker?.endsAt ?? null),
      revokedAt: row.revokedAt,
    };
  });
}

/**
 * The most a token may do: its role, and no more than the member who answers for it may. Undefined where that member is let
 * in no more. Only what no member made (the operator's bootstrap token and what was made through it) answers for itself.
 */
function roleWith(
  token: { readonly role: string; readonly createdById: string | null },
  maker: Standing | undefined,
): Role | undefined {
  const role = token.role as Role;
  if (token.createdById === null) return role;
  return maker === undefined || mayActAs(maker.role, role) ? maker && role : maker.role;
}

/** What a token lets its bearer do today, until when the access of whoever answers for it lasts; undefined when nothing. */
export async function tokenToday(
  db: PlanDbTransaction,
  token: Pick<ApiToken, "role" | "createdById" | "revokedAt" | "expiresAt">,
  workspaceId: string,
  now: number,
): Promise<Standing | undefined> {
  if (token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt.getTime() <= now)) return undefined;
  const { createdById } = token;
  const maker = createdById === null ? undefined : await memberToday(db, workspaceId, createdById, now);
  const role = roleWith(token, maker);
  return role && { role, endsAt: maker?.endsAt ?? null };
}

/** How many of a person's tokens in the workspace work today, by their role. */
export async function countTokensOf(workspaceId: string, personId: string): Promise<ReadonlyMap<Role, number>> {
  const rows = await planDb().apiToken.groupBy({
    by: ["role"],
    where: {
      createdById: personId,
      project: { workspaceId },
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
    _count: true,
  });
  return new Map(rows.map(({ role, _count }) => [role as Role, _count]));
}

/** The tokens a person made in the workspace stop working, in the transaction that ends the person's access. */
export async function revokeTokensOf(
  db: PlanDbTransaction,
  workspaceId: string,
  personId: string,
  now: number,
): Promise<void> {
  await db.apiToken.updateMany({
    where: { createdById: personId, revokedAt: null, project: { workspaceId } },
    data: { revokedAt: new Date(now) },
  });
}

/** The token stops working at once. Revoking twice changes nothing; a token stronger than the actor is out of reach. */
export async function revokeToken(project: AuthorizedProject, tokenId: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await db.apiToken.findFirst({ where: { id: tokenId, projectId: project.projectId } });
    if (!row) throw new UserError("not_found");
    if (!mayActAs(project.role, row.role as Role)) throw new UserError("forbidden", { data: { needs: row.role } });
    const changed = await db.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (changed.count === 0) return;
    await recordAudit(db, project, { action: "token.revoke", target: row.name, detail: { id: row.id } });
  });
}

/** A token belongs to one project: only an owner's token acts for the workspace, and then as an admin. */
export function workspaceRoleOfToken(role: Role): Role {
  return role === "owner" ? "admin" : "viewer";
}

export interface TokenBearer {
  readonly tokenId: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly projectId: string;
}

/** The token behind a bearer's text, or undefined when it is unknown, revoked, expired or its maker is let in no more. */
export async function findToken(text: string, clock: Clock = systemClock): Promise<TokenBearer | undefined> {
  if (text.length < 32 || text.length > 500) return undefined;
  if (text.startsWith(TOKEN_PREFIX) && !isTokenForm(text)) return undefined;
  const hash = secretHash(text);
  const row = await planDb().apiToken.findUnique({
    where: { tokenHash: hash },
    include: { project: { select: { workspaceId: true } } },
  });
  if (!row || !equalHashes(row.tokenHash, hash)) return undefined;
  const now = clock.now();
  const standing = await tokenToday(planDb(), row, row.project.workspaceId, now);
  if (standing === undefined) return undefined;
  if (!row.lastUsedAt || now - row.lastUsedAt.getTime() > TOUCH_MS)
    await planDb().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
  return { tokenId: row.id, name: row.name, role: standing.role, scopes: row.scopes, projectId: row.projectId };
}
