import type { Metadata } from "next";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { JourneyDesk } from "../objects/journey-desk.tsx";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "journeys");
}

export default async function JourneysPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const version = await latestVersion(opened.project.projectId);
  return (
    <PlanScreen opened={opened} name="journeys">
      <TextProvider language={opened.language} areas={["analysis"]} timeZone={opened.project.timeZone}>
        <JourneyDesk journeys={opened.plan.journeys} published={version?.plan.events.map(({ id }) => id) ?? []} />
      </TextProvider>
    </PlanScreen>
  );
}
