import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { DecisionViews } from "../decisions/decision-views.tsx";
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
      <TextProvider language={opened.language} areas={["kpi"]}>
        <DecisionViews current="metrics" mayHold={mayActAs(opened.project.role, "editor")} />
        <MetricDesk metrics={opened.plan.metrics} servedBy={eventsServing(opened.plan)} />
      </TextProvider>
    </PlanScreen>
  );
}
