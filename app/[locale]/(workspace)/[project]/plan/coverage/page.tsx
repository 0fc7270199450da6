import type { Metadata } from "next";
import { loadCoverage } from "../../../../../_evidence/plan-coverage.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { CoverageView } from "./coverage-view.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "coverage");
}

export default async function CoveragePage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, plan, project, scope } = opened;
  const coverage = await loadCoverage(project, plan, scope.used);
  return (
    <PlanScreen opened={opened} name="coverage">
      <TextProvider language={language} areas={["coverage"]}>
        <CoverageView opened={opened} coverage={coverage} />
      </TextProvider>
    </PlanScreen>
  );
}
