"use server";

import { limitRate } from "../../../../../../lib/access/rate-limit.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { lifeEvidence } from "../../../../../_evidence/life-evidence.ts";
import { type ShownEvidence, shownEvidence } from "./shown-evidence.ts";

/** What speaks for keeping the event or property at `path`; undefined when it is gone. */
export async function lifeEvidenceAction(
  slug: string,
  branch: string,
  path: string,
): Promise<ShownEvidence | undefined> {
  const project = await actionProject(slug, "viewer");
  await limitRate("query", project.actor.id);
  const { plan } = await loadPlan(project, branch);
  const evidence = await lifeEvidence(project, plan, path);
  return evidence && shownEvidence(evidence, await requestLanguage());
}
