import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { RULES } from "../../../../../../lib/plan/rules/table.ts";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { managedHref } from "../locked-notice.tsx";
import { CategoryDesk, PlanSettingsForm } from "../objects/settings-desk.tsx";
import { eventsPerCategory } from "../objects/uses.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "settings");
}

export default async function PlanSettingsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, project, managed } = opened;
  const t = translator(language, "plan");
  return (
    <PlanScreen opened={opened} name="settings">
      {managed === undefined && mayActAs(project.role, "admin") && (
        <p className="px-4 pb-2 text-grey-7">
          {t("managed.offer")} <TextLink href={managedHref(language, project.slug)}>{t("managed.decided")}</TextLink>
        </p>
      )}
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
