"use server";

import { personOf } from "../../../../../lib/person/person.ts";
import { loadCall } from "../../../../../lib/person/person-events.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { actionProject } from "../../../../_access/request.ts";
import { type CodeToken, highlight } from "../../../../_ui/highlight.ts";

/** The payload of one event of a person, private values covered, coloured. */
export async function loadPayloadAction(
  slug: string,
  person: number,
  uid: number,
): Promise<readonly (readonly CodeToken[])[]> {
  const project = await actionProject(slug, "viewer");
  const [{ sentAs }, published] = await Promise.all([personOf(project, person), latestVersion(project.projectId)]);
  const { call } = await loadCall(project, { sentAs, uid, plan: published?.plan });
  return highlight(typeof call === "string" ? call : JSON.stringify(call, null, 2), "json");
}
