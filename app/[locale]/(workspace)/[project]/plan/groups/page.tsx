import type { Metadata } from "next";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { GroupDesk } from "../objects/group-desk.tsx";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "groups");
}

export default async function GroupsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="groups">
      <GroupDesk groups={opened.plan.groupTypes} />
    </PlanScreen>
  );
}
