/** The runs of `gabarit status` that were posted: one for each release of a source, the latest releases of each. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { type CodeRun, type CodeRunInput, codeRunSchema } from "./code-run.ts";

/** Releases kept of each source; older ones go as new ones come. */
export const RUNS_KEPT = 20;

export interface CodeRunSummary {
  readonly source: string;
  readonly release: string;
  readonly planVersion: number;
  readonly files: number;
  readonly postedAt: Date;
  readonly postedBy: string;
}

const SUMMARY = {
  release: true,
  planVersion: true,
  files: true,
  postedAt: true,
  postedByName: true,
  source: { select: { slug: true } },
} as const;

async function sourceNamed(project: AuthorizedProject, slug: string): Promise<string> {
  const where = { projectId_slug: { projectId: project.projectId, slug } };
  const row = await planDb().source.findUnique({ where, select: { id: true } });
  if (row !== null) return row.id;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "/source",
        en: `There is no source ${slug} in this project.`,
        fr: `Il n’y a pas de source ${slug} dans ce projet.`,
      },
    ],
  });
}

/** Keeps a run in place of the one of the same release. Editors and above. */
export async function saveCodeRun(project: AuthorizedProject, input: CodeRunInput): Promise<CodeRunSummary> {
  requireRole(project, "editor");
  const { source, release, planVersion, files, events, unplanned, vendorCalls } = codeRunSchema.parse(input);
  const { projectId, actor } = project;
  const sourceId = await sourceNamed(project, source);
  const told = { planVersion, files, events, unplanned, vendorCalls, postedByName: actor.name, postedAt: new Date() };
  const row = await planDb().$transaction(async (db) => {
    // Jobs of one pipeline post the same release at once: one after the other.
    await db.$executeRaw`select 1 from "Source" where "id" = ${sourceId} for update`;
    const saved = await db.codeRun.upsert({
      where: { sourceId_release: { sourceId, release } },
      create: { id: newId("run"), projectId, sourceId, release, ...told },
      update: told,
      select: SUMMARY,
    });
    const old = await db.codeRun.findMany({
      where: { sourceId },
      orderBy: [{ postedAt: "desc" }, { id: "asc" }],
      skip: RUNS_KEPT,
      select: { id: true },
    });
    if (old.length > 0) await db.codeRun.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    return saved;
  });
  return summaryOf(row);
}

interface SummaryRow {
  readonly release: string;
  readonly planVersion: number;
  readonly files: number;
  readonly postedAt: Date;
  readonly postedByName: string;
  readonly source: { readonly slug: string };
}

function summaryOf({ source, postedByName, release, planVersion, files, postedAt }: SummaryRow): CodeRunSummary {
  return { source: source.slug, release, planVersion, files, postedAt, postedBy: postedByName };
}

/** The latest first; without what was found. */
export async function listCodeRuns(project: AuthorizedProject): Promise<readonly CodeRunSummary[]> {
  const rows = await planDb().codeRun.findMany({
    where: { projectId: project.projectId, source: { archivedAt: null } },
    orderBy: [{ postedAt: "desc" }, { id: "asc" }],
    select: SUMMARY,
  });
  return rows.map(summaryOf);
}

/** The run of a release, or the latest one of a source; `except`: the latest of another release. */
export async function findCodeRun(
  project: AuthorizedProject,
  source: string,
  { release, except }: { readonly release?: string | undefined; readonly except?: string | undefined } = {},
): Promise<CodeRun | undefined> {
  const row = await planDb().codeRun.findFirst({
    where: {
      projectId: project.projectId,
      source: { slug: source },
      ...(release === undefined ? {} : { release }),
      ...(except === undefined ? {} : { NOT: { release: except } }),
    },
    orderBy: [{ postedAt: "desc" }, { id: "asc" }],
  });
  if (row === null) return undefined;
  const { planVersion, files, events, unplanned, vendorCalls, postedAt, postedByName } = row;
  const told = codeRunSchema.parse({
    ...{ source, release: row.release, planVersion, files },
    ...{ events, unplanned, vendorCalls },
  });
  return { ...told, postedAt, postedBy: postedByName };
}
