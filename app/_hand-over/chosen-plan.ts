/** Which plan a register or a notice is made of: any published version, or a branch as it is. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { isUserError } from "../../lib/base/error.ts";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { MAIN } from "../../lib/plan/store.ts";
import { listBranches } from "../../lib/plan/store-branch.ts";
import { listVersions } from "../../lib/plan/store-version.ts";
import { isVersion, planAt } from "../api/_rest/plan-at.ts";

export interface ChosenPlan {
  readonly plan: Plan;
  /** The number of a version, or the name of a branch: what the address and the API call it. */
  readonly at: string;
  /** The branch on which what is missing can be written. */
  readonly branch: string;
  /** What people call it. */
  readonly label: string;
}

function labelOf(at: string, language: Language): string {
  const t = translator(language, "register");
  if (isVersion(at)) return t("latest", { version: at });
  return at === MAIN ? t("main") : t("draft", { branch: at });
}

/**
 * The plan asked for, in the words of the API; the latest version when none is, `main` while nothing is published; undefined
 * when there is no such.
 */
export async function choosePlan(
  project: AuthorizedProject,
  asked: string | undefined,
  language: Language,
): Promise<ChosenPlan | undefined> {
  const [latest] = asked === undefined || asked === "latest" ? await listVersions(project) : [];
  const at = latest === undefined ? (asked ?? MAIN) : String(latest.version);
  try {
    const plan = await planAt(project, at);
    return { plan, at, branch: isVersion(at) ? MAIN : at, label: labelOf(at, language) };
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

/** What can be chosen: versions, the latest first, then main and the drafts that go on. */
export async function listChoices(project: AuthorizedProject, language: Language) {
  const [versions, branches] = await Promise.all([listVersions(project), listBranches(project, { going: true })]);
  const names = [
    ...versions.map(({ version }) => String(version)),
    ...new Set([MAIN, ...branches.map(({ name }) => name)]),
  ];
  return names.map((at) => ({ value: at, label: labelOf(at, language) }));
}
