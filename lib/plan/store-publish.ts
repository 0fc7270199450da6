/** Publishing: the plan on `main` becomes the next version, gives its properties their slots, and is announced. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { notify } from "../base/notify.ts";
import { recordAudit } from "../store/audit-row.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { documentOfPlan } from "./document.ts";
import { checkPlan } from "./edit-check.ts";
import { problemError } from "./edit-problem.ts";
import type { Plan, PublishedPlan } from "./plan.ts";
import { freezePlan, samePlan } from "./publish.ts";
import { MAIN } from "./store.ts";
import { actorId, changeProject, lockBranch, readBranch } from "./store-branch-state.ts";
import { staleError } from "./store-commit.ts";
import type { Transaction } from "./store-rows.ts";
import { assignSlots, insertSlots, listSlots } from "./store-slots.ts";
import { keepVersion, latestVersion } from "./store-version.ts";
import { writeVersionFiles } from "./store-version-file.ts";

export interface PublishRequest {
  readonly notes: string;
  /** Refused with `stale_revision` when `main` is no longer at this revision: one publishes what one has seen. */
  readonly expectedRevision?: number;
  /** The data folder: the version is also written there as a file. */
  readonly dataDir?: string;
}

const NOTES_MAX = 20_000;

function requirePublishable(plan: Plan, previous: PublishedPlan | undefined): void {
  const problems = checkPlan(plan);
  if (problems.length > 0) throw new UserError("invalid_input", { fields: problems.map(problemError) });
  if (previous === undefined || !samePlan(plan, previous)) return;
  throw new UserError("conflict", {
    fields: [
      {
        path: "plan",
        en: `Nothing has changed since version ${previous.version}.`,
        fr: `Rien n’a changé depuis la version ${previous.version}.`,
      },
    ],
    data: { version: previous.version },
  });
}

async function writeVersion(db: Transaction, project: AuthorizedProject, published: PublishedPlan, notes: string) {
  const { projectId, actor } = project;
  await db.planVersion.create({
    data: {
      projectId,
      version: published.version,
      hash: published.hash,
      document: documentOfPlan(published.plan) as unknown as Prisma.InputJsonValue,
      eventVersions: published.eventVersions,
      notes: notes.slice(0, NOTES_MAX),
      publishedById: actorId(actor),
      publishedBy: actor.name,
    },
  });
  const slots = assignSlots(published.plan, await listSlots(projectId, db));
  if (slots.length > 0) await insertSlots(db, projectId, slots);
  await recordAudit(db, project, {
    action: "plan.publish",
    target: `${project.slug}@${published.version}`,
    detail: { version: published.version, hash: published.hash },
  });
}

/**
 * Publishes `main` as the next version. Refused when an invariant is broken (`invalid_input`, each field named), when
 * nothing has changed (`conflict`) or when the revision is not the expected one. Editors and above.
 */
export async function publishPlan(project: AuthorizedProject, request: PublishRequest): Promise<PublishedPlan> {
  requireRole(project, "editor");
  const { projectId } = project;
  const published = await changeProject(projectId, async (db) => {
    const branch = await lockBranch(db, projectId, MAIN);
    if (request.expectedRevision !== undefined && request.expectedRevision !== branch.revision) {
      throw staleError(branch.revision, []);
    }
    const { plan } = await readBranch(db, branch, project.slug);
    const previous = await latestVersion(projectId, db);
    requirePublishable(plan, previous);
    const next = freezePlan(plan, previous);
    await writeVersion(db, project, next, request.notes);
    return next;
  });
  keepVersion(projectId, published);
  notify("planPublished", { projectId, version: published.version });
  if (request.dataDir !== undefined) await tryVersionFiles(request.dataDir, projectId, published.version);
  return published;
}

/** The version is there whether its file can be written or not; the next publish writes the files that are missing. */
async function tryVersionFiles(dataDir: string, projectId: string, version: number): Promise<void> {
  await writeVersionFiles(dataDir, projectId).catch((error: unknown) => {
    log().warn({ projectId, version, reason: error instanceof Error ? error.message : "" }, "version file not written");
  });
}
