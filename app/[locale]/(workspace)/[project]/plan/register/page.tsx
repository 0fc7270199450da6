import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isLanguage } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { registerOf } from "../../../../../../lib/plan/register.ts";
import { pageQuery } from "../../../../../_access/page-query.ts";
import { openProjectPage } from "../../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { choosePlan, listChoices } from "../../../../../_hand-over/chosen-plan.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import type { PlanPageProps } from "../branch-view.ts";
import { planHref } from "../templates/template-href.ts";
import { MissingList } from "./missing-list.tsx";
import { NoticeView } from "./notice-view.tsx";
import { RegisterBar, type RegisterView, VIEWS } from "./register-bar.tsx";
import { ORDERS, shownRows } from "./register-rows.ts";
import { RegisterTable } from "./register-table.tsx";

async function askedView(props: PlanPageProps): Promise<RegisterView> {
  const { view } = await pageQuery(props.searchParams);
  return VIEWS.find((one) => one === view) ?? "register";
}

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  const t = translator(pageLanguage((await props.params).locale), "register");
  return { title: (await askedView(props)) === "notice" ? t("noticeTitle") : t("title") };
}

/** The register of processing and the notice for users, of any version or draft, in either language. */
export default async function RegisterPage(props: PlanPageProps) {
  const { language, project, t } = await openProjectPage(props, "register", "plan/register");
  const query = await pageQuery(props.searchParams);
  const [chosen, choices] = await Promise.all([
    choosePlan(project, query.at || query.branch || undefined, language),
    listChoices(project, language),
  ]);
  if (chosen === undefined) notFound();
  const view = await askedView(props);
  const spoken = query.language && isLanguage(query.language) ? query.language : language;
  const search = query.search ?? "";
  const order = ORDERS.find((one) => one === query.order) ?? "purpose";
  const { plan, branch } = chosen;
  const { rows } = registerOf(plan);
  const place = { language, view: { slug: project.slug, branch } };
  return (
    <TextProvider language={language} areas={["register"]}>
      <PageHeader
        title={view === "notice" ? t("noticeTitle") : t("title")}
        text={<span className="print:hidden">{view === "notice" ? t("noticeText") : t("text")}</span>}
      />
      <RegisterBar {...{ language, slug: project.slug, view, at: chosen.at, choices, spoken, search, order }} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-8 print:overflow-visible">
        {rows.length === 0 && view === "register" ? (
          <EmptyState
            title={t("emptyTitle")}
            text={t("emptyText")}
            action={<LinkButton href={planHref(language, place.view, "")}>{t("toPlan")}</LinkButton>}
          />
        ) : (
          <>
            <MissingList {...place} plan={plan} />
            {view === "notice" ? (
              <NoticeView plan={plan} language={spoken} />
            ) : (
              <RegisterTable
                {...place}
                plan={plan}
                spoken={spoken}
                label={chosen.label}
                rows={shownRows(plan, spoken, { search, order })}
                all={rows.length}
                search={search}
              />
            )}
          </>
        )}
      </div>
    </TextProvider>
  );
}
