import type { Metadata } from "next";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { UserPropertyDesk } from "../objects/user-property-desk.tsx";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "userProperties");
}

export default async function UserPropertiesPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="userProperties">
      <UserPropertyDesk properties={opened.plan.userProperties} />
    </PlanScreen>
  );
}
