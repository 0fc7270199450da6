/** The brief of a source between two published versions, and the code of its calls before and after. */

import type { Target } from "../../codegen/targets.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { type BriefCode, briefCode } from "../../lib/document/brief-code.ts";
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
  if (version === 0) return emptySide(slug);
  const { plan, eventVersions } = await loadVersion(projectId, version);
  return { version, plan, eventVersions };
}

async function sidesOf(project: AuthorizedProject, versions: { readonly from: number; readonly to: number }) {
  const [before, after] = await Promise.all([sideOf(project, versions.from), sideOf(project, versions.to)]);
  return { before, after };
}

/** `not_found` when one of the versions is. */
export async function briefOf(
  project: AuthorizedProject,
  source: BriefSource,
  versions: { readonly from: number; readonly to: number },
  language: Language,
): Promise<SourceBrief> {
  return sourceBrief(await sidesOf(project, versions), source, language);
}

/** The code of a brief, of its first `most` items where there are more. */
export async function codeOfBrief(
  project: AuthorizedProject,
  brief: SourceBrief,
  target: Target,
  most?: number,
): Promise<BriefCode> {
  return briefCode(brief, await sidesOf(project, brief), target, most);
}
