import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { type KeptWorkshop, loadWorkshop } from "../../../../../../lib/plan/store-workshop.ts";
import { workshopGaps } from "../../../../../../lib/plan/workshop-gap.ts";
import { findingContext, readFindingFacts } from "../../../../../_findings/finding-facts.ts";
import { type OpenedPlan, openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { placeOfGap } from "./step-of-path.ts";
import type { OpenPoint } from "./workshop-answer.ts";

export interface WorkshopPageProps extends PlanPageProps {
  readonly params: Promise<{ locale: string; project: string; workshop: string }>;
}

interface OpenedWorkshop {
  readonly opened: OpenedPlan;
  readonly kept: KeptWorkshop;
  /** What was open when its branch was made; what is open now as long as there is none. */
  readonly open: readonly OpenPoint[];
}

/** The workshop of an address; "not found" where the project has none of that id. */
export async function openWorkshop(props: WorkshopPageProps): Promise<OpenedWorkshop> {
  const opened = await openPlanPage(props);
  const { project, language } = opened;
  const kept = await loadWorkshop(project, (await props.params).workshop).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { plan } = await loadPlan(project, MAIN);
  const gaps =
    kept.outcome?.open ??
    workshopGaps(plan, kept.workshop, findingContext(plan, await readFindingFacts(project, plan)));
  return { opened, kept, open: gaps.map((gap) => ({ path: placeOfGap(gap), text: gap[language] })) };
}
