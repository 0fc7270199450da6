import type { Metadata } from "next";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { BundleDesk } from "../objects/bundle-desk.tsx";
import { eventsOfBundles } from "../objects/uses.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "bundles");
}

export default async function BundlesPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="bundles">
      <BundleDesk bundles={opened.plan.bundles} uses={eventsOfBundles(opened.plan)} />
    </PlanScreen>
  );
}
