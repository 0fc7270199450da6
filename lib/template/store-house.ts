/** Templates of the house as they are kept: found, read, saved as a new version, deleted. A workspace's members read them. */

import { type AuthorizedProject, isInScope, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { searchWords } from "../base/plain-words.ts";
import type { LocalizedText } from "../plan/plan.ts";
import { recordAudit } from "../store/audit-row.ts";
import { inForce } from "../store/membership-in-force.ts";
import { planDb } from "../store/plan-db.ts";
import type { HouseTemplate, HouseTemplateVersion, Prisma } from "../store/prisma-client/client.ts";
import { type HouseContent, type HouseCounts, type HouseDocument, houseContent } from "./house.ts";
import { type HouseStanding, standingsOf } from "./store-house-standing.ts";

export interface HouseSummary {
  readonly id: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly latestVersion: number;
  readonly counts: HouseCounts;
  readonly updatedAt: Date;
  /** The workspace it belongs to; `own` is the project's. */
  readonly workspace: { readonly name: string; readonly own: boolean };
  /** What the project at hand took of it. */
  readonly standing: HouseStanding;
}

export interface HouseVersion {
  readonly version: number;
  readonly hash: string;
  readonly notes: string;
  readonly savedFrom: string;
  readonly savedBy: string;
  readonly savedAt: Date;
}

export interface OpenedHouse extends HouseSummary {
  readonly workspaceId: string;
  readonly origin: string;
  /** The one that was asked for. */
  readonly shown: HouseVersion;
  readonly content: HouseContent;
}

/** The workspaces whose templates the actor reads: a person's own ones, a token's project's. */
async function readableWorkspaces({ actor, workspaceId }: AuthorizedProject): Promise<readonly string[]> {
  if (actor.kind !== "person") return [workspaceId];
  const where = { personId: actor.id, ...inForce() };
  const rows = await planDb().membership.findMany({ where, select: { workspaceId: true } });
  return rows.map((row) => row.workspaceId);
}

const WITH_LATEST = {
  workspace: { select: { name: true } },
  versions: { orderBy: { version: "desc" }, take: 1, select: { counts: true } },
} as const satisfies Prisma.HouseTemplateInclude;
type Row = HouseTemplate & {
  readonly workspace: { readonly name: string };
  readonly versions: readonly { readonly counts: Prisma.JsonValue }[];
};

function summaryOf(project: AuthorizedProject, row: Row, standing: HouseStanding): HouseSummary {
  const { id, latestVersion, updatedAt } = row;
  return {
    id,
    name: row.name as LocalizedText,
    description: row.description as LocalizedText,
    latestVersion,
    counts: row.versions[0]?.counts as unknown as HouseCounts,
    updatedAt,
    workspace: { name: row.workspace.name, own: row.workspaceId === project.workspaceId },
    standing,
  };
}

export const HOUSE_SORTS = ["changed", "name"] as const;
export const HOUSE_PER_PAGE = 24;

export interface HouseSearch {
  /** Part of its name, its description or what it holds; case and accents make no difference. */
  readonly search?: string | undefined;
  readonly sort?: (typeof HOUSE_SORTS)[number] | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

/** One page of the templates that match, those of other workspaces of the person included. */
export async function listHouseTemplates(
  project: AuthorizedProject,
  { search = "", sort = "changed", page = 1 }: HouseSearch = {},
): Promise<{ readonly items: readonly HouseSummary[]; readonly total: number }> {
  const wanted = searchWords(search).map((word) => word.replace(/[\\%_]/g, "\\$&"));
  const where: Prisma.HouseTemplateWhereInput = {
    workspaceId: { in: [...(await readableWorkspaces(project))] },
    AND: wanted.map((contains) => ({ words: { contains } })),
  };
  // `words` begins with the name.
  const orderBy = sort === "name" ? ({ words: "asc" } as const) : ({ updatedAt: "desc" } as const);
  const [rows, total] = await Promise.all([
    planDb().houseTemplate.findMany({
      where,
      include: WITH_LATEST,
      orderBy: [orderBy, { id: "asc" }],
      skip: (Math.max(page, 1) - 1) * HOUSE_PER_PAGE,
      take: HOUSE_PER_PAGE,
    }),
    planDb().houseTemplate.count({ where }),
  ]);
  const standings = await standingsOf(project, rows);
  return { items: rows.map((row, index) => summaryOf(project, row, standings[index] ?? {})), total };
}

/** Templates the project took whose later version is offered. */
export async function listHouseOffers(project: AuthorizedProject): Promise<readonly HouseSummary[]> {
  const rows = await planDb().houseTemplate.findMany({
    where: {
      workspaceId: { in: [...(await readableWorkspaces(project))] },
      applications: { some: { projectId: project.projectId } },
    },
    include: WITH_LATEST,
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
  });
  const standings = await standingsOf(project, rows);
  return rows.flatMap((row, index) => {
    const standing = standings[index];
    return standing?.offer === undefined ? [] : [summaryOf(project, row, standing)];
  });
}

function versionOf({
  version,
  hash,
  notes,
  savedFrom,
  savedBy,
  savedAt,
}: Omit<HouseTemplateVersion, "document" | "counts">): HouseVersion {
  return { version, hash, notes, savedFrom, savedBy, savedAt };
}

async function rowOf(project: AuthorizedProject, id: string): Promise<Row> {
  const workspaceId = { in: [...(await readableWorkspaces(project))] };
  const row = await planDb().houseTemplate.findFirst({ where: { id, workspaceId }, include: WITH_LATEST });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** Cohorts are analysis: a token that may not read any gets none of a template's either. */
function readableContent({ actor }: AuthorizedProject, content: HouseContent): HouseContent {
  return isInScope(actor, "analysis:read") ? content : { ...content, cohorts: [] };
}

/** A template of a workspace the actor reads, at its latest version or another; `not_found` otherwise. */
export async function openHouseTemplate(
  project: AuthorizedProject,
  id: string,
  version?: number,
): Promise<OpenedHouse> {
  const row = await rowOf(project, id);
  const [standing = {}] = await standingsOf(project, [row]);
  const at = version ?? row.latestVersion;
  const kept = await planDb().houseTemplateVersion.findUnique({
    where: { templateId_version: { templateId: id, version: at } },
  });
  if (kept === null) throw new UserError("not_found");
  return {
    ...summaryOf(project, row, standing),
    counts: kept.counts as unknown as HouseCounts,
    workspaceId: row.workspaceId,
    origin: row.origin,
    shown: versionOf(kept),
    content: readableContent(project, houseContent(kept.document as unknown as HouseDocument)),
  };
}

/** What a version held, without asking who reads: for whoever opened the template. */
export async function houseContentAt(
  templateId: string,
  version: number,
  db: Prisma.TransactionClient = planDb(),
): Promise<HouseContent> {
  const kept = await db.houseTemplateVersion.findUniqueOrThrow({
    where: { templateId_version: { templateId, version } },
  });
  return houseContent(kept.document as unknown as HouseDocument);
}

/** Newest first. */
export async function listHouseVersions(project: AuthorizedProject, id: string): Promise<readonly HouseVersion[]> {
  await rowOf(project, id);
  const rows = await planDb().houseTemplateVersion.findMany({
    where: { templateId: id },
    omit: { document: true, counts: true },
    orderBy: { version: "desc" },
  });
  return rows.map(versionOf);
}

/**
 * Deletes a template of the project's workspace with all its versions. What was applied stays in the plans; later versions are
 * no longer offered. Admins and owners.
 */
export async function deleteHouseTemplate(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "admin");
  const row = await rowOf(project, id);
  if (row.workspaceId !== project.workspaceId) throw new UserError("not_found");
  const { en, fr } = row.name as LocalizedText;
  await planDb().$transaction(async (db) => {
    await db.houseTemplate.delete({ where: { id } });
    await recordAudit(db, project, { action: "template.delete", target: en ?? fr ?? id });
  });
}
