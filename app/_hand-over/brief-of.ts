/** The brief of a source between two published versions. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import {
  type BriefSide,
  type BriefSource,
  emptySide,
  type SourceBrief,
  sourceBrief,
} from "../../lib/document/source-brief.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { loadVersion } from "../../lib/plan/store-version.ts";

async function sideOf({ projectId, slug }: AuthorizedProject, version: number): Promise<BriefSide> {
  return version === 0 ? emptySide(slug) : { version, plan: (await loadVersion(projectId, version)).plan };
}

/** `not_found` when one of the versions is. */
export async function briefOf(
  project: AuthorizedProject,
  source: BriefSource,
  versions: { readonly from: number; readonly to: number },
  language: Language,
): Promise<SourceBrief> {
  const [before, after] = await Promise.all([sideOf(project, versions.from), sideOf(project, versions.to)]);
  return sourceBrief({ before, after }, source, language);
}
