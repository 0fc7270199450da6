/** Published versions: append-only, numbered without gaps, each kept in memory once read. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { type PlanDocument, planOfDocument } from "./document.ts";
import type { PublishedPlan } from "./plan.ts";
import { sharingObjects } from "./share-objects.ts";
import { planInMemory } from "./store-branch-state.ts";
import type { Transaction } from "./store-rows.ts";

/** What is known of a version without reading its plan. */
export interface VersionSummary {
  readonly version: number;
  readonly hash: string;
  readonly notes: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

const CACHED_MAX = 64;

function cache(): Map<string, PublishedPlan> {
  return processState("planVersions", () => new Map<string, PublishedPlan>());
}

/** A version never changes, so it may be kept as soon as it is committed. */
export function keepVersion(projectId: string, published: PublishedPlan): void {
  const versions = cache();
  const key = `${projectId} ${published.version}`;
  versions.delete(key);
  versions.set(key, published);
  for (const oldest of versions.keys()) {
    if (versions.size <= CACHED_MAX) break;
    versions.delete(oldest);
  }
}

/** Of a store that was put back to an earlier state, the same numbers are other versions. */
function forgetVersions(projectId: string): void {
  for (const key of cache().keys()) if (key.startsWith(`${projectId} `)) cache().delete(key);
}

/** Versions read while `main` was not in memory, each with the id of that branch: they share their objects once it is. */
function unshared(): WeakMap<PublishedPlan, string> {
  return processState("unsharedVersions", () => new WeakMap<PublishedPlan, string>());
}

/** A version as it is kept: what it holds alike with `main` is the same objects, so that comparing them is looking at what differs. */
function sharedWithMain(projectId: string, published: PublishedPlan, mainId: string): PublishedPlan {
  const main = planInMemory(mainId);
  const shared = main === undefined ? published : { ...published, plan: sharingObjects(published.plan, main) };
  if (main === undefined) unshared().set(shared, mainId);
  keepVersion(projectId, shared);
  return shared;
}

/** With its `hash` only the one that has it. */
async function readVersion(
  db: Transaction,
  projectId: string,
  version: number,
  hash?: string,
): Promise<PublishedPlan | undefined> {
  const known = cache().get(`${projectId} ${version}`);
  if (known !== undefined && (hash === undefined || known.hash === hash)) {
    const mainId = unshared().get(known);
    const isLate = mainId !== undefined && planInMemory(mainId) !== undefined;
    return isLate ? sharedWithMain(projectId, known, mainId) : known;
  }
  if (known !== undefined) forgetVersions(projectId);
  const row = await db.planVersion.findUnique({ where: { projectId_version: { projectId, version } } });
  if (row === null) return undefined;
  const main = await db.planBranch.findUnique({
    where: { projectId_name: { projectId, name: "main" } },
    select: { id: true },
  });
  const published: PublishedPlan = {
    version: row.version,
    hash: row.hash,
    plan: planOfDocument(row.document as unknown as PlanDocument),
    eventVersions: row.eventVersions as unknown as PublishedPlan["eventVersions"],
  };
  if (main !== null) return sharedWithMain(projectId, published, main.id);
  keepVersion(projectId, published);
  return published;
}

/** One published version, or `not_found`. */
export async function loadVersion(projectId: string, version: number): Promise<PublishedPlan> {
  const published = await readVersion(planDb(), projectId, version);
  if (published === undefined) throw new UserError("not_found", { data: { version } });
  return published;
}

async function latestRow(projectId: string, db: Transaction) {
  return db.planVersion.findFirst({
    where: { projectId },
    orderBy: { version: "desc" },
    select: { version: true, hash: true },
  });
}

/** The number of the latest version; 0 when nothing was published. */
export async function latestVersionNumber(projectId: string, db: Transaction = planDb()): Promise<number> {
  return (await latestRow(projectId, db))?.version ?? 0;
}

/** The latest published version; undefined when nothing was published. */
export async function latestVersion(projectId: string, db: Transaction = planDb()): Promise<PublishedPlan | undefined> {
  const row = await latestRow(projectId, db);
  return row === null ? undefined : readVersion(db, projectId, row.version, row.hash);
}

/** What is known of one version, or `not_found`. */
export async function versionSummary(projectId: string, version: number): Promise<VersionSummary> {
  const row = await planDb().planVersion.findUnique({
    where: { projectId_version: { projectId, version } },
    select: { version: true, hash: true, notes: true, publishedBy: true, publishedAt: true },
  });
  if (row === null) throw new UserError("not_found", { data: { version } });
  return row;
}

/** Every version, the latest first. */
export async function listVersions(project: AuthorizedProject): Promise<VersionSummary[]> {
  return planDb().planVersion.findMany({
    where: { projectId: project.projectId },
    orderBy: { version: "desc" },
    select: { version: true, hash: true, notes: true, publishedBy: true, publishedAt: true },
  });
}
