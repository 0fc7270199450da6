import type { Metadata } from "next";
import Form from "next/form";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { TEMPLATES } from "../../../../../../lib/template/catalogue.ts";
import { pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { planHref } from "./template-href.ts";
import { searchTemplates } from "./template-search.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "template")("title") };
}

/** Plans of industries to start from. */
export default async function TemplatesPage(props: PlanPageProps) {
  const { language, view } = await openPlanPage(props);
  const { search = "" } = await pageQuery(props.searchParams);
  const t = translator(language, "template");
  const entries = TEMPLATES.map((template) => ({ template, plan: template.plan(view.slug) }));
  const found = searchTemplates(entries, search);
  const base = planHref(language, view, "templates");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader title={t("title")} text={t("text")} />
      <search>
        <Form action={base.replace(/\?.*/, "")} className="flex flex-wrap items-end gap-2 px-4 pb-3" key={search}>
          {view.branch !== "main" && <input type="hidden" name="branch" value={view.branch} />}
          <Input
            type="search"
            name="search"
            aria-label={t("search")}
            placeholder={t("search")}
            defaultValue={search}
            className="w-64"
          />
          <Button type="submit">{t("apply")}</Button>
          {search !== "" && (
            <LinkButton tone="quiet" href={base}>
              {t("clear")}
            </LinkButton>
          )}
        </Form>
      </search>
      {found.length === 0 && <EmptyState title={t("none")} text={t("noneText")} />}
      <ul aria-label={t("list")} className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-3 px-4">
        {found.map(({ template, plan }) => (
          <li key={template.key} className="flex flex-col items-start gap-1 rounded border p-3">
            <h2 className="font-medium">{template.name[language]}</h2>
            <p className="text-grey-7 text-grid">{template.about[language]}</p>
            <p className="text-grid">
              {t("counts", {
                events: plan.events.length,
                decisions: plan.decisions.length,
                journeys: plan.journeys.length,
              })}
            </p>
            <LinkButton
              size="small"
              href={planHref(language, view, `templates/${template.key}`)}
              className="mt-auto"
              aria-label={`${t("look")} (${template.name[language]})`}
            >
              {t("look")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
