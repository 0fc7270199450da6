import type { Metadata } from "next";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { shownFindings } from "../shown-findings.ts";
import { FindingList } from "./finding-list.tsx";
import { findingPlace } from "./finding-place.ts";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "findings");
}

export default async function FindingsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { plan, language, scope } = opened;
  const findings = shownFindings(plan, scope).map((one) => ({ ...one, ...findingPlace(plan, one.path, language) }));
  return (
    <PlanScreen opened={opened} name="findings">
      <FindingList findings={findings} />
    </PlanScreen>
  );
}
