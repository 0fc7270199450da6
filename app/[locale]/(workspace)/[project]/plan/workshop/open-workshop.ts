import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { type KeptWorkshop, loadWorkshop } from "../../../../../../lib/plan/store-workshop.ts";
import type { WorkshopGap } from "../../../../../../lib/plan/workshop-gap.ts";
import { openGaps } from "../../../../../_evidence/open-gaps.ts";
import { type OpenedPlan, openPlanPage, type PlanPageProps } from "../branch-view.ts";

export interface WorkshopPageProps extends PlanPageProps {
  readonly params: Promise<{ locale: string; project: string; workshop: string }>;
}

interface OpenedWorkshop {
  readonly opened: OpenedPlan;
  readonly kept: KeptWorkshop;
  /** What was open when its branch was made; what is open now as long as there is none. */
  readonly gaps: readonly WorkshopGap[];
}

/** The workshop of an address; "not found" where the project has none of that id. */
export async function openWorkshop(props: WorkshopPageProps): Promise<OpenedWorkshop> {
  const opened = await openPlanPage(props);
  const { project } = opened;
  const kept = await loadWorkshop(project, (await props.params).workshop).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return { opened, kept, gaps: await openGaps(project, kept) };
}
