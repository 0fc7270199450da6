/** The version or draft that code is shown of. */

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import type { PublishedPlan } from "../../../../../../lib/plan/plan.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { isVersion, publishedAt } from "../../../../../api/_rest/plan-at.ts";

export interface ChosenCode {
  /** The number of a version, or the name of a branch. */
  readonly at: string;
  readonly published: PublishedPlan;
  /** The version it can be installed as; a draft cannot. */
  readonly version: number | undefined;
}

/** What is asked for, else the latest version, else the draft of `main`; undefined when there is no such. */
export async function chosenCode(
  project: AuthorizedProject,
  asked: string | undefined,
): Promise<ChosenCode | undefined> {
  try {
    const latest = asked === undefined || asked === "latest" ? await latestVersion(project.projectId) : undefined;
    if (latest !== undefined) return { at: String(latest.version), published: latest, version: latest.version };
    const at = asked === undefined || asked === "latest" ? MAIN : asked;
    const published = await publishedAt(project, at);
    return { at, published, version: isVersion(at) ? published.version : undefined };
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}
