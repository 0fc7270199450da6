/**
 * API tokens: secrets of programs, each for one project. `gbt_`, 32 random bytes in base62, and a checksum, so that secret
 * scanners find them and a mistyped one is refused without a look-up. Kept as SHA-256, shown once.
 */

import { type Clock, systemClock } from "../base/clock.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type PlanDbTransaction, recordAudit } from "./audit.ts";
import { type AuthorizedProject, mayActAs, type Role, requireRole } from "./authorized.ts";
import { limitRate } from "./rate-limit.ts";
import { SCOPES, type Scope, scopeAllows } from "./scope.ts";
import { checksum62, equalHashes, equalSecrets, randomBase62, secretHash } from "./secret.ts";

export const TOKEN_PREFIX = "gbt_";
const TOKEN_FORM = /^gbt_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const TOUCH_MS = 60_000;

/** A new token; no two are alike. */
export function newToken(): string {
  const random = randomBase62(32);
  return `${TOKEN_PREFIX}${random}${checksum62(random)}`;
}

/** Whether the text has the form of a token and its checksum is right. */
export function isTokenForm(text: string): boolean {
  const match = TOKEN_FORM.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined && equalSecrets(checksum62(match[1]), match[2]);
}

export interface ApiTokenSummary {
  readonly id: string;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly role: Role;
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
    const created = await storeToken(db, project.projectId, token, {
      ...input,
      createdById: project.actor.kind === "person" ? project.actor.id : null,
    });
    await recordAudit(db, {
      workspaceId: project.workspaceId,
      projectId: project.projectId,
      actor: project.actor,
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
  const ends = await endsOfMakers(
    project.workspaceId,
    rows.flatMap(({ createdById }) => createdById ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role as Role,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    expiresAt: earlier(row.expiresAt, ends.get(row.createdById ?? "")),
    revokedAt: row.revokedAt,
  }));
}

function earlier(a: Date | null, b: Date | undefined): Date | null {
  if (a === null || b === undefined) return a ?? b ?? null;
  return a < b ? a : b;
}

/** A token ends with the access of the member who made it. */
async function endsOfMakers(workspaceId: string, makers: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const rows = await planDb().membership.findMany({
    where: { workspaceId, personId: { in: [...new Set(makers)] }, endsAt: { not: null } },
    select: { personId: true, endsAt: true },
  });
  return new Map(rows.flatMap(({ personId, endsAt }) => (endsAt === null ? [] : [[personId, endsAt] as const])));
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
    await recordAudit(db, {
      workspaceId: project.workspaceId,
      projectId: project.projectId,
      actor: project.actor,
      action: "token.revoke",
      target: row.name,
      detail: { id: row.id },
    });
  });
}

export interface TokenBearer {
  readonly tokenId: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly projectId: string;
}

/**
 * The most a token may do today: its role, and no more than the role of the member who made it. Undefined once the access of
 * that member has ended. A maker who is no member any more was taken out with the tokens left standing.
 */
async function roleToday(
  role: Role,
  createdById: string | null,
  workspaceId: string,
  now: number,
): Promise<Role | undefined> {
  if (createdById === null) return role;
  const maker = await planDb().membership.findUnique({
    where: { workspaceId_personId: { workspaceId, personId: createdById } },
    select: { role: true, endsAt: true },
  });
  if (maker === null) return role;
  if (maker.endsAt !== null && maker.endsAt.getTime() <= now) return undefined;
  return mayActAs(maker.role as Role, role) ? role : (maker.role as Role);
}

/** The token behind a bearer's text, or undefined when it is unknown, revoked, expired or its maker's access has ended. */
export async function findToken(text: string, clock: Clock = systemClock): Promise<TokenBearer | undefined> {
  if (text.length < 32 || text.length > 500) return undefined;
  if (text.startsWith(TOKEN_PREFIX) && !isTokenForm(text)) return undefined;
  const hash = secretHash(text);
  const row = await planDb().apiToken.findUnique({
    where: { tokenHash: hash },
    include: { project: { select: { workspaceId: true } } },
  });
  if (!row || !equalHashes(row.tokenHash, hash) || row.revokedAt) return undefined;
  const now = clock.now();
  if (row.expiresAt && row.expiresAt.getTime() <= now) return undefined;
  const role = await roleToday(row.role as Role, row.createdById, row.project.workspaceId, now);
  if (role === undefined) return undefined;
  if (!row.lastUsedAt || now - row.lastUsedAt.getTime() > TOUCH_MS)
    await planDb().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
  return { tokenId: row.id, name: row.name, role, scopes: row.scopes, projectId: row.projectId };
}
