/** The plan a run is judged by: a published version for ever, or a branch as it stands when it is looked at. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { contentHash } from "../plan/canonical-json.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { loadPlan } from "../plan/store.ts";
import { latestVersion, loadVersion } from "../plan/store-version.ts";

export interface ChosenPlan {
  readonly published: PublishedPlan;
  /** Of a branch. */
  readonly branch?: string;
}

const VERSION = /^[1-9]\d{0,8}$/;

/** `at`: a version number, `latest`, or the name of a branch. @throws UserError `not_found` */
export async function planFor(project: AuthorizedProject, at: string): Promise<ChosenPlan> {
  if (at === "latest") {
    const published = await latestVersion(project.projectId);
    if (published !== undefined) return { published };
    throw new UserError("not_found", {
      fields: [{ path: "at", en: "Nothing has been published yet.", fr: "Rien n’a encore été publié." }],
    });
  }
  if (VERSION.test(at)) return { published: await loadVersion(project.projectId, Number(at)) };
  const { plan } = await loadPlan(project, at);
  return { published: { version: 0, hash: contentHash(plan), plan, eventVersions: {} }, branch: at };
}
