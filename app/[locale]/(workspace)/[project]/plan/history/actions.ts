"use server";

import { fieldHistory } from "../../../../../../lib/plan/store-field-history.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { type ShownMoment, shownMoment } from "./shown-moment.ts";

/** The values that the field at `path` has had on a branch, the latest first. */
export async function fieldHistoryAction(slug: string, branch: string, path: string): Promise<readonly ShownMoment[]> {
  const project = await actionProject(slug, "viewer");
  return (await fieldHistory(project, path, branch)).map(shownMoment);
}
