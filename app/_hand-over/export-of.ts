/** What a file of the plan is written from: a published version or a branch, the plan before it, what a cover says, the sources. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listSources } from "../../lib/access/source.ts";
import type { WriteOptions } from "../../lib/format/detect.ts";
import { translator } from "../../lib/i18n/translator.ts";
import { emptyPlan } from "../../lib/plan/new-object.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { latestVersion, loadVersion, versionSummary } from "../../lib/plan/store-version.ts";

interface Asked {
  readonly version: number | undefined;
  /** Where no version is asked for. */
  readonly branch: string;
  /** The plan whose changes since are listed, where one is named. */
  readonly before: Plan | undefined;
}

interface Exported {
  readonly plan: Plan;
  readonly options: Pick<WriteOptions, "before" | "cover" | "sources">;
}

/** Version 0 is the empty plan before the first. */
export async function planOfVersion({ projectId, slug }: AuthorizedProject, version: number): Promise<Plan> {
  return version === 0 ? emptyPlan(slug) : (await loadVersion(projectId, version)).plan;
}

async function ofVersion(
  project: AuthorizedProject,
  version: number,
  { before }: Asked,
  language: Language | undefined,
) {
  const { projectId, name, timeZone } = project;
  const [plan, previous, own] = await Promise.all([
    planOfVersion(project, version),
    before ?? planOfVersion(project, version - 1),
    versionSummary(projectId, version),
  ]);
  const edition = translator(language ?? languageOf(plan), "document")("cover.version", { version });
  const cover = { project: name, edition, date: own.publishedAt, author: own.publishedBy, timeZone };
  return { plan, options: { before: previous, cover } };
}

async function ofBranch(project: AuthorizedProject, { branch, before }: Asked, language: Language | undefined) {
  const { projectId, name, timeZone } = project;
  const [{ plan }, previous] = await Promise.all([
    loadPlan(project, branch),
    before ?? latestVersion(projectId).then((latest) => latest?.plan),
  ]);
  const edition = translator(language ?? languageOf(plan), "document")("cover.branch", { branch });
  const cover = { project: name, edition, date: new Date(), timeZone };
  return { plan, options: { cover, ...(previous === undefined ? {} : { before: previous }) } };
}

function languageOf({ settings }: Plan): Language {
  return settings.languages[0] ?? "en";
}

/**
 * Changes are listed since the plan named, else since the version before a version, and since the latest for a branch. Without
 * a language, the plan's first.
 */
export async function exportOf(project: AuthorizedProject, asked: Asked, language?: Language): Promise<Exported> {
  const { version } = asked;
  const [{ plan, options }, sources] = await Promise.all([
    version === undefined ? ofBranch(project, asked, language) : ofVersion(project, version, asked, language),
    listSources(project),
  ]);
  return { plan, options: { ...options, sources: sources.map(({ slug }) => slug) } };
}
