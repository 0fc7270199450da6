/** What the pages about cohorts begin with. */

import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

export type CohortsProps = ProjectPageProps;
export type Opened = OpenedPage<"cohort">;

export function openCohorts(props: CohortsProps): Promise<Opened> {
  return openProjectPage(props, "cohort", "cohorts");
}
