/** What a file of the plan is written from: a published version or a branch, the plan before it, and what a cover says. */

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import type { WriteOptions } from "../../../../../../lib/format/detect.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { emptyPlan } from "../../../../../../lib/plan/new-object.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { latestVersion, loadVersion, versionSummary } from "../../../../../../lib/plan/store-version.ts";
import { readAddress } from "./address.ts";

type Asked = Pick<WriteOptions, "before" | "cover"> & { readonly plan: Plan };

/** Changes are listed since the version named, else since the one before a version, and since the latest for a branch. */
export async function exportOf(project: AuthorizedProject, query: URLSearchParams, language: Language): Promise<Asked> {
  const t = translator(language, "document");
  const { projectId, slug, name, timeZone } = project;
  const { version, branch, since } = readAddress(Object.fromEntries(query), language);
  const planOf = async (number: number) =>
    number === 0 ? emptyPlan(slug) : (await loadVersion(projectId, number)).plan;
  if (version !== undefined) {
    const [plan, before, own] = await Promise.all([
      planOf(version),
      planOf(since ?? version - 1),
      versionSummary(projectId, version),
    ]);
    const edition = t("cover.version", { version });
    return {
      plan,
      before,
      cover: { project: name, edition, date: own.publishedAt, author: own.publishedBy, timeZone },
    };
  }
  const [{ plan }, latest] = await Promise.all([
    loadPlan(project, branch),
    since === undefined ? latestVersion(projectId) : planOf(since).then((before) => ({ plan: before })),
  ]);
  const cover = { project: name, edition: t("cover.branch", { branch }), date: new Date(), timeZone };
  return { plan, cover, ...(latest ? { before: latest.plan } : {}) };
}
