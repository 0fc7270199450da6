import type { Metadata } from "next";
import { RULES } from "../../../../../../lib/plan/rules/table.ts";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { CategoryDesk, PlanSettingsForm } from "../objects/settings-desk.tsx";
import { eventsPerCategory } from "../objects/uses.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "settings");
}

export default async function PlanSettingsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="settings">
      <CategoryDesk categories={opened.plan.categories} counts={eventsPerCategory(opened.plan)}>
        <PlanSettingsForm
          plan={{ name: opened.plan.name, description: opened.plan.description }}
          settings={opened.plan.settings}
          rules={RULES.map(({ code }) => code)}
        />
      </CategoryDesk>
    </PlanScreen>
  );
}
