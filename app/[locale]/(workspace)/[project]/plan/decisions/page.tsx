import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { DecisionDesk } from "../objects/decision-desk.tsx";
import { eventsServing } from "../objects/uses.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { DecisionViews } from "./decision-views.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "decisions");
}

export default async function DecisionsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="decisions">
      <TextProvider language={opened.language} areas={["kpi"]}>
        <DecisionViews current="decisions" mayHold={mayActAs(opened.project.role, "editor")} />
        <DecisionDesk
          decisions={opened.plan.decisions}
          metrics={opened.plan.metrics}
          servedBy={eventsServing(opened.plan)}
        />
      </TextProvider>
    </PlanScreen>
  );
}
