/**
 * Links to a document of the plan for people without an account: an address of 256 random bits, kept as SHA-256, shown once,
 * that works until its day. They read published versions and nothing else of the project.
 */

import { createHmac } from "node:crypto";
import { TZDate } from "@date-fns/tz";
import { type Clock, systemClock } from "../base/clock.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { LANGUAGES, type Language } from "../plan/plan.ts";
import { latestVersionNumber, loadVersion } from "../plan/store-version.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { ShareLink as Row } from "../store/prisma-client/client.ts";
import { type Actor, type AuthorizedProject, mayActAs, requireRole } from "./authorized.ts";
import { membersToday } from "./member-today.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { forgiveRate, limitRate } from "./rate-limit.ts";
import { equalSecrets, newSecret, secretHash } from "./secret.ts";

export const PASSPHRASE_MIN = 8;
export const PASSPHRASE_MAX = 200;
/** How long a passphrase that was given admits to the document's other language. */
const GRANT_MS = 3_600_000;
const SECRET_FORM = /^[\w-]{43}$/;

export interface NewShareLink {
  readonly name: string;
  /** Null: the latest at the time of reading. */
  readonly version: number | null;
  readonly language: Language;
  readonly sections: readonly string[];
  readonly expiresAt: Date;
  readonly passphrase?: string;
}

export interface ShareLinkSummary {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly language: Language;
  readonly sections: readonly string[];
  readonly isProtected: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** Its maker may share no more: it opens nothing, until the maker may again. */
  readonly isSuspended: boolean;
  readonly opens: number;
  readonly lastOpenedAt: Date | null;
}

function languageOf({ language }: Row): Language {
  return LANGUAGES.find((one) => one === language) ?? "en";
}

function summaryOf(row: Row, isSuspended: boolean): ShareLinkSummary {
  const { id, name, version, sections, createdBy, createdAt, expiresAt, revokedAt, opens, lastOpenedAt } = row;
  const [language, isProtected] = [languageOf(row), row.passphraseHash !== null];
  return {
    id,
    name,
    version,
    language,
    sections,
    isProtected,
    createdBy,
    createdAt,
    expiresAt,
    revokedAt,
    isSuspended,
    opens,
    lastOpenedAt,
  };
}

/** A link lives a year at most, the last day whole: until the end of the same day of next year, whatever days lie between. */
function lastEnd(now: number, timeZone: string): number {
  const today = new TZDate(now, timeZone);
  return new TZDate(today.getFullYear() + 1, today.getMonth(), today.getDate() + 1, timeZone).getTime();
}

function faultsOf({ expiresAt, passphrase, sections }: NewShareLink, now: number, timeZone: string): FieldError[] {
  const faults: FieldError[] = [];
  const end = expiresAt.getTime();
  if (!(end > now && end <= lastEnd(now, timeZone)))
    faults.push({
      path: "expiresAt",
      en: "The link ends on a day to come, at most one year from today.",
      fr: "Le lien prend fin un jour à venir, au plus un an à partir d’aujourd’hui.",
    });
  const length = [...(passphrase ?? "")].length;
  if (passphrase !== undefined && (length < PASSPHRASE_MIN || length > PASSPHRASE_MAX))
    faults.push({
      path: "passphrase",
      en: `A passphrase has ${PASSPHRASE_MIN} to ${PASSPHRASE_MAX} characters.`,
      fr: `Une phrase de passe compte de ${PASSPHRASE_MIN} à ${PASSPHRASE_MAX} caractères.`,
    });
  if (sections.length === 0)
    faults.push({ path: "sections", en: "Choose at least one section.", fr: "Choisissez au moins une section." });
  return faults;
}

/** A link must lead somewhere from its first minute. */
async function requirePublished({ projectId }: AuthorizedProject, version: number | null): Promise<void> {
  if (version !== null) await loadVersion(projectId, version);
  else if ((await latestVersionNumber(projectId)) === 0)
    throw new UserError("conflict", {
      fields: [
        {
          path: "version",
          en: "Nothing has been published yet: publish the plan, then share it.",
          fr: "Rien n’est encore publié : publiez le plan, puis partagez-le.",
        },
      ],
    });
}

/** The member who answers for a link: its maker, or that of the token it was made with; null for the operator's own. */
async function makerOf({ kind, id }: Actor): Promise<string | null> {
  if (kind === "person") return id;
  if (kind === "system") return null;
  return (await planDb().apiToken.findUniqueOrThrow({ where: { id }, select: { createdById: true } })).createdById;
}

/** Of those members who made links, the ones that may make some today: nobody's links outlive the access they come from. */
async function makersToday(
  workspaceId: string,
  ids: readonly (string | null)[],
  now: number,
): Promise<(makerId: string | null) => boolean> {
  const makers = [...new Set(ids.flatMap((id) => id ?? []))];
  const standings = await membersToday(planDb(), workspaceId, makers, now);
  return (id) => {
    const standing = id === null ? undefined : standings.get(id);
    return id === null || (standing !== undefined && mayActAs(standing.role, "editor"));
  };
}

/** A new link; its address is in the answer and nowhere else. Editors and above. */
export async function createShareLink(
  project: AuthorizedProject,
  input: NewShareLink,
  clock: Clock = systemClock,
): Promise<{ readonly id: string; readonly path: string }> {
  requireRole(project, "editor");
  const faults = faultsOf(input, clock.now(), project.timeZone);
  if (faults.length > 0) throw new UserError("invalid_input", { fields: faults });
  await requirePublished(project, input.version);
  await limitRate("shareLink", project.projectId);
  const secret = newSecret();
  const id = newId("shr");
  const { projectId, workspaceId, actor } = project;
  const passphraseHash = input.passphrase === undefined ? null : await hashPassword(input.passphrase);
  const { name, version, language, sections, expiresAt } = input;
  const createdById = await makerOf(actor);
  await planDb().$transaction(async (db) => {
    await db.shareLink.create({
      data: {
        id,
        projectId,
        tokenHash: secretHash(secret),
        name,
        version,
        language,
        sections: [...sections],
        passphraseHash,
        createdById,
        createdBy: actor.name,
        createdAt: new Date(clock.now()),
        expiresAt,
      },
    });
    const until = { id, until: expiresAt.toISOString(), language };
    const detail = version === null ? until : { ...until, version };
    await recordAudit(db, { workspaceId, projectId, actor }, { action: "share.create", target: name, detail });
  });
  return { id, path: `/share/${secret}` };
}

/** True for a link that opens a document at that time. */
function isOpen({ revokedAt, expiresAt, isSuspended }: ShareLinkSummary, now: number): boolean {
  return revokedAt === null && !isSuspended && expiresAt.getTime() > now;
}

/** Every link of the project, those that work first, then those that do no more, each newest first. Editors and above. */
export async function listShareLinks(
  project: AuthorizedProject,
  clock: Clock = systemClock,
): Promise<readonly ShareLinkSummary[]> {
  requireRole(project, "editor");
  const rows = await planDb().shareLink.findMany({
    where: { projectId: project.projectId },
    // Those taken back last: where there are too many to list, they are the ones to leave out.
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }, { id: "asc" }],
    take: 500,
  });
  const now = clock.now();
  const makers = rows.map(({ createdById }) => createdById);
  const mayShare = await makersToday(project.workspaceId, makers, now);
  const links = rows.map((row) => summaryOf(row, !mayShare(row.createdById)));
  const newest = links.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return [...newest.filter((link) => isOpen(link, now)), ...newest.filter((link) => !isOpen(link, now))];
}

/** The address stops working at once. Revoking twice changes nothing. Editors and above. */
export async function revokeShareLink(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "editor");
  const { projectId, workspaceId, actor } = project;
  await planDb().$transaction(async (db) => {
    const row = await db.shareLink.findFirst({ where: { id, projectId } });
    if (!row) throw new UserError("not_found");
    const { count } = await db.shareLink.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await recordAudit(
      db,
      { workspaceId, projectId, actor },
      { action: "share.revoke", target: row.name, detail: { id } },
    );
  });
}

/** A link as whoever has its address meets it. */
export interface OpenShareLink {
  readonly id: string;
  readonly projectId: string;
  readonly project: { readonly name: string; readonly timeZone: string };
  readonly version: number | null;
  readonly language: Language;
  readonly sections: readonly string[];
  readonly expiresAt: Date;
  readonly passphraseHash: string | null;
}

/**
 * The link behind an address, or undefined when it is unknown, revoked or over, or its maker may share no more. It is looked up by the hash of what was
 * asked for: how long that takes says nothing about the hashes that are there.
 */
export async function findShareLink(secret: string, clock: Clock = systemClock): Promise<OpenShareLink | undefined> {
  if (!SECRET_FORM.test(secret)) return undefined;
  const row = await planDb().shareLink.findUnique({
    where: { tokenHash: secretHash(secret) },
    include: { project: { select: { name: true, timeZone: true, workspaceId: true } } },
  });
  if (!row || row.revokedAt || row.expiresAt.getTime() <= clock.now()) return undefined;
  const { id, projectId, createdById, version, sections, expiresAt, passphraseHash } = row;
  const { workspaceId, ...project } = row.project;
  const mayShare = await makersToday(workspaceId, [createdById], clock.now());
  if (!mayShare(createdById)) return undefined;
  return { id, projectId, project, version, language: languageOf(row), sections, expiresAt, passphraseHash };
}

/** Counts that the document was read. */
export async function noteShareOpening(id: string, clock: Clock = systemClock): Promise<void> {
  const lastOpenedAt = new Date(clock.now());
  await planDb().shareLink.updateMany({ where: { id }, data: { opens: { increment: 1 }, lastOpenedAt } });
}

/** True when the passphrase is the link's. Wrong ones are counted per link and address, and per link: addresses are many. */
export async function admitsPassphrase(link: OpenShareLink, passphrase: string, address: string): Promise<boolean> {
  if (link.passphraseHash === null) return true;
  const pair = `${link.id} ${address}`;
  await limitRate("sharePassphrase", pair);
  await limitRate("sharePassphraseLink", link.id);
  const isRight = await verifyPassword(link.passphraseHash, passphrase);
  if (isRight) await Promise.all([forgiveRate("sharePassphrase", pair), forgiveRate("sharePassphraseLink", link.id)]);
  return isRight;
}

function signed(link: OpenShareLink, until: number): string {
  // The hash of the passphrase is in the store alone, so nobody without the store makes a grant.
  const key = link.passphraseHash ?? "";
  return `${until}.${createHmac("sha256", key).update(`${link.id} ${until}`).digest("base64url")}`;
}

/** What stands for a passphrase once it was right, for an hour: the page carries it from one language to the other. */
export function shareGrant(link: OpenShareLink, clock: Clock = systemClock): string {
  return signed(link, clock.now() + GRANT_MS);
}

export function admitsGrant(link: OpenShareLink, grant: string, clock: Clock = systemClock): boolean {
  const until = Number(grant.split(".")[0]);
  if (!Number.isSafeInteger(until) || until <= clock.now() || until > clock.now() + GRANT_MS) return false;
  return equalSecrets(signed(link, until), grant);
}
