import type { Metadata } from "next";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { kpiTree } from "../../../../../../../lib/plan/kpi-tree.ts";
import { pageLanguage } from "../../../../../../_access/request.ts";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../../_ui/link-button.tsx";
import { TextProvider } from "../../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../../branch-view.ts";
import { PlanScreen } from "../../screen.tsx";
import { planHref } from "../../templates/template-href.ts";
import { DecisionViews } from "../decision-views.tsx";
import { KpiTreeView } from "./kpi-tree-view.tsx";
import { treeText } from "./tree-text.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "kpi")("title") };
}

/** The tree over decisions and metrics. */
export default async function KpiTreePage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, plan, view } = opened;
  const t = translator(language, "kpi");
  const tree = kpiTree(plan);
  return (
    <PlanScreen opened={opened} name="decisions" heading={{ title: t("title"), text: t("text") }}>
      <TextProvider language={language} areas={["kpi"]}>
        <DecisionViews current="tree" mayHold={mayActAs(opened.project.role, "editor")} />
        {tree.length === 0 ? (
          <EmptyState
            title={t("emptyTitle")}
            text={t("emptyText")}
            action={<LinkButton href={planHref(language, view, "decisions")}>{t("toDecisions")}</LinkButton>}
          />
        ) : (
          <KpiTreeView tree={treeText(tree)} decisions={plan.decisions} metrics={plan.metrics} />
        )}
      </TextProvider>
    </PlanScreen>
  );
}
