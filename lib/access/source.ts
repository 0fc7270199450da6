/** Sources: where events come from, in which environment, and what happens to the ones that do not conform. */

import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { notify } from "../base/notify.ts";
import { type EnforcementRule, MODES, type Mode, rulesText, type Strip } from "../plan/enforcement.ts";
import { pinnedVersion, VERSION_RULE, type VersionRule } from "../plan/version-rule.ts";
import { auditChanges, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { PlanDbTransaction } from "./audit.ts";
import { type AuthorizedProject, requireRole } from "./authorized.ts";
import { requireAcceptance } from "./production-gate.ts";
import { freeSlug, lockSlugs, slugOf } from "./slug.ts";
import { fieldsToWrite, type Values } from "./stale-value.ts";
import { addWriteKey, type WriteKeySummary } from "./write-key.ts";

export const PLATFORMS = ["web", "node", "ios", "android", "other"] as const;
export const ENVIRONMENTS = ["development", "staging", "production"] as const;
export const SOURCE_MODES = MODES;
export const UNPLANNED_RULES = ["violation", "ignore"] as const;

export type Platform = (typeof PLATFORMS)[number];
export type Environment = (typeof ENVIRONMENTS)[number];
export type SourceMode = Mode;
export type UnplannedRule = (typeof UNPLANNED_RULES)[number];

export interface SourceSummary {
  readonly id: string;
  /** The source's key in the event store. */
  readonly number: number;
  readonly slug: string;
  readonly name: string;
  readonly platform: Platform;
  readonly environment: Environment;
  readonly mode: SourceMode;
  /** What is left out of an event that does not conform, where the rest then conforms. */
  readonly strip: Strip;
  /** The first that is for an event counts in the place of `mode` and `strip`. */
  readonly rules: readonly EnforcementRule[];
  readonly unplanned: UnplannedRule;
  /** Which version judges what declares none: `latest`, `oldest`, or the number of a published one. */
  readonly versionRule: VersionRule;
  /** By each of its write keys; 0: as many as come. */
  readonly eventsPerSecond: number;
  /** By all of its keys, days in UTC; 0: as many as come. */
  readonly eventsPerDay: number;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  /** Keys that are not revoked, newest first. */
  readonly writeKeys: readonly WriteKeySummary[];
}

const WITH_KEYS = {
  writeKeys: {
    where: { revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: { id: true, key: true, createdAt: true, revokedAt: true },
  },
} as const;

interface SourceRow {
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  readonly name: string;
  readonly platform: string;
  readonly environment: string;
  readonly mode: string;
  readonly strip: string;
  readonly rules: unknown;
  readonly unplanned: string;
  readonly versionRule: string;
  readonly eventsPerSecond: number;
  readonly eventsPerDay: number;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  readonly writeKeys: readonly WriteKeySummary[];
}

function summary(row: SourceRow): SourceSummary {
  return {
    id: row.id,
    number: row.number,
    slug: row.slug,
    name: row.name,
    platform: row.platform as Platform,
    environment: row.environment as Environment,
    mode: row.mode as SourceMode,
    strip: row.strip as Strip,
    rules: row.rules as readonly EnforcementRule[],
    unplanned: row.unplanned as UnplannedRule,
    versionRule: row.versionRule as VersionRule,
    eventsPerSecond: row.eventsPerSecond,
    eventsPerDay: row.eventsPerDay,
    createdAt: row.createdAt,
    archivedAt: row.archivedAt,
    writeKeys: row.writeKeys,
  };
}

/** Sources of the project by name; archived ones only when asked for. */
export async function listSources(
  project: AuthorizedProject,
  options: { readonly archived?: boolean } = {},
): Promise<readonly SourceSummary[]> {
  const rows = await planDb().source.findMany({
    where: { projectId: project.projectId, ...(options.archived ? {} : { archivedAt: null }) },
    include: WITH_KEYS,
    orderBy: [{ name: "asc" }, { slug: "asc" }],
  });
  return rows.map(summary);
}

/** Throws `not_found`. An archived source is found too. */
export async function getSource(project: AuthorizedProject, slug: string): Promise<SourceSummary> {
  const row = await planDb().source.findUnique({
    where: { projectId_slug: { projectId: project.projectId, slug } },
    include: WITH_KEYS,
  });
  if (!row) throw new UserError("not_found");
  return summary(row);
}

export interface NewSource {
  readonly name: string;
  /** Made from the name when absent. */
  readonly slug?: string | undefined;
  readonly platform: Platform;
  readonly environment: Environment;
  readonly mode?: SourceMode | undefined;
  readonly strip?: Strip | undefined;
  readonly rules?: readonly EnforcementRule[] | undefined;
  readonly unplanned?: UnplannedRule | undefined;
  readonly versionRule?: VersionRule | undefined;
  readonly eventsPerSecond?: number | undefined;
  readonly eventsPerDay?: number | undefined;
  /** Why an owner lets it begin in production without the acceptance run that the project asks for. */
  readonly override?: string | undefined;
}

/** A source is pinned to what is published only. */
async function requireVersion(
  db: PlanDbTransaction,
  { projectId }: AuthorizedProject,
  rule: VersionRule | undefined,
): Promise<void> {
  const pinned = rule === undefined ? undefined : pinnedVersion(rule);
  if (pinned === undefined) return;
  if (VERSION_RULE.test(`${pinned}`) && (await db.planVersion.count({ where: { projectId, version: pinned } })) > 0)
    return;
  throw new UserError("invalid_input", {
    fields: [
      { path: "versionRule", en: "No such version is published.", fr: "Aucune version de ce numéro n’est publiée." },
    ],
  });
}

async function slugForNew(db: PlanDbTransaction, project: AuthorizedProject, input: NewSource): Promise<string> {
  await lockSlugs(db, `source ${project.projectId}`);
  const taken = async (slug: string) => (await db.source.count({ where: { projectId: project.projectId, slug } })) > 0;
  if (input.slug === undefined) return freeSlug(slugOf(input.name, "source"), taken);
  if (!(await taken(input.slug))) return input.slug;
  throw new UserError("conflict", {
    fields: [{ path: "slug", en: "Another source has this slug.", fr: "Une autre source porte déjà cet identifiant." }],
  });
}

/** A new source with its first write key. Editors and above. */
export async function createSource(project: AuthorizedProject, input: NewSource): Promise<SourceSummary> {
  requireRole(project, "editor");
  const created = await planDb().$transaction(async (db) => {
    await requireVersion(db, project, input.versionRule);
    const slug = await slugForNew(db, project, input);
    if (input.environment === "production")
      await requireAcceptance(db, project, { slug, platform: input.platform }, input.override);
    const row = await db.source.create({
      data: {
        id: newId("src"),
        projectId: project.projectId,
        slug,
        name: input.name.trim(),
        platform: input.platform,
        environment: input.environment,
        mode: input.mode ?? "quarantine",
        strip: input.strip ?? "nothing",
        rules: asStored(input.rules ?? []),
        unplanned: input.unplanned ?? "violation",
        versionRule: input.versionRule ?? "latest",
        eventsPerSecond: input.eventsPerSecond ?? 0,
        eventsPerDay: input.eventsPerDay ?? 0,
      },
    });
    const key = await addWriteKey(db, row.id);
    await recordAudit(db, project, {
      action: "source.create",
      target: row.slug,
      detail: {
        environment: row.environment,
        platform: row.platform,
        mode: row.mode,
        strip: row.strip,
        ...(input.rules === undefined ? {} : { rules: rulesText(input.rules) }),
        unplanned: row.unplanned,
        versionRule: row.versionRule,
        ...(row.eventsPerSecond === 0 ? {} : { eventsPerSecond: row.eventsPerSecond }),
        ...(row.eventsPerDay === 0 ? {} : { eventsPerDay: row.eventsPerDay }),
      },
    });
    return summary({ ...row, writeKeys: [key] });
  });
  notify("sourcesChanged", { projectId: project.projectId });
  return created;
}

export type SourceChange = Partial<Pick<SourceSummary, (typeof SETTINGS)[number]>>;

const SETTINGS = [
  ...(["name", "environment", "mode", "strip", "rules", "unplanned", "versionRule", "platform"] as const),
  ...(["eventsPerSecond", "eventsPerDay"] as const),
] as const;

/** The most that a limit may be: more is no limit. */
export const LIMIT_MAX = 2_000_000_000;

/** Settings as they are compared and audited: rules as `rulesText` writes them. */
function plain<Settings extends SourceChange>({ rules, ...settings }: Settings) {
  return { ...settings, ...(rules === undefined ? {} : { rules: rulesText(rules) }) };
}

function asStored(rules: readonly EnforcementRule[]): object[] {
  return rules.map(({ calls, from, before, percent, rollback, mode, strip }) => ({
    ...{ calls: [...calls], percent, mode, strip },
    ...(from === undefined ? {} : { from }),
    ...(before === undefined ? {} : { before }),
    ...(rollback === undefined ? {} : { rollback }),
  }));
}

/**
 * Changes what is given. Events already received keep what they were received under. With the values the change was begun
 * on (rules as `rulesText` writes them), what somebody else set meanwhile is kept or named, never replaced unseen: `stale_revision`. `override`: why an owner
 * lets it go to production without the acceptance run that the project asks for. Editors and above.
 */
export async function updateSource(
  project: AuthorizedProject,
  slug: string,
  change: SourceChange,
  begun?: Values<keyof SourceChange>,
  override?: string,
): Promise<SourceSummary> {
  requireRole(project, "editor");
  const given = change.name === undefined ? change : { ...change, name: change.name.trim() };
  const { id } = await getSource(project, slug);
  const changed = await planDb().$transaction(async (db) => {
    await db.$queryRaw`select 1 from "Source" where id = ${id} for update`;
    const before = summary(await db.source.findUniqueOrThrow({ where: { id }, include: WITH_KEYS }));
    const [stored, wanted] = [{ ...before, rules: rulesText(before.rules) }, plain(given)];
    const fields = fieldsToWrite(SETTINGS, stored, wanted, begun);
    if (fields.length === 0) return false;
    if (fields.includes("versionRule")) await requireVersion(db, project, given.versionRule);
    if (fields.includes("environment") && given.environment === "production")
      await requireAcceptance(db, project, { slug, sourceId: id }, override);
    const value = (field: keyof SourceChange) => (field === "rules" ? asStored(given.rules ?? []) : given[field]);
    const data = Object.fromEntries(fields.map((field) => [field, value(field)]));
    await db.source.update({ where: { id }, data });
    await recordAudit(db, project, {
      action: "source.update",
      target: slug,
      detail: auditChanges(fields, stored, wanted),
    });
    return true;
  });
  if (changed) notify("sourcesChanged", { projectId: project.projectId });
  return getSource(project, slug);
}

/** An archived source takes no more events and leaves the lists; its events stay. Admins only; `restoreSource` undoes it. */
export function archiveSource(project: AuthorizedProject, slug: string): Promise<void> {
  return setArchived(project, slug, true);
}

export function restoreSource(project: AuthorizedProject, slug: string): Promise<void> {
  return setArchived(project, slug, false);
}

async function setArchived(project: AuthorizedProject, slug: string, archived: boolean): Promise<void> {
  requireRole(project, "admin");
  const source = await getSource(project, slug);
  if ((source.archivedAt !== null) === archived) return;
  await planDb().$transaction(async (db) => {
    await db.source.update({ where: { id: source.id }, data: { archivedAt: archived ? new Date() : null } });
    await recordAudit(db, project, { action: archived ? "source.archive" : "source.restore", target: slug });
  });
  notify("sourcesChanged", { projectId: project.projectId });
}
