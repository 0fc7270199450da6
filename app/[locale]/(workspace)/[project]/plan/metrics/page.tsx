import type { Metadata } from "next";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { MetricDesk } from "../objects/decision-desk.tsx";
import { eventsServing } from "../objects/uses.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "metrics");
}

export default async function MetricsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="metrics">
      <MetricDesk metrics={opened.plan.metrics} servedBy={eventsServing(opened.plan)} />
    </PlanScreen>
  );
}
