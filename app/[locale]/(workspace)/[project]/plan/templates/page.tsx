import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { TEMPLATES } from "../../../../../../lib/template/catalogue.ts";
import { HOUSE_PER_PAGE, HOUSE_SORTS, listHouseTemplates } from "../../../../../../lib/template/store-house.ts";
import { pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { FilterForm, FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { pagesBeside, TablePaging } from "../../../../../_ui/table.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { ManagedNotice } from "../locked-notice.tsx";
import { openHouseFileAction } from "./house-actions.ts";
import { HouseList } from "./house-list.tsx";
import { HouseOffers } from "./house-offer.tsx";
import { IndustryList } from "./industry-list.tsx";
import { OpenHouseFile } from "./open-house-file.tsx";
import { planHref } from "./template-href.ts";
import { searchTemplates } from "./template-search.ts";
import { readTemplatesAddress, templatesQuery } from "./templates-address.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "template")("title") };
}

/** Where a plan starts from: templates of the house, and plans of industries. */
export default async function TemplatesPage(props: PlanPageProps) {
  const { language, project, view, managed } = await openPlanPage(props);
  const address = readTemplatesAddress(await pageQuery(props.searchParams));
  const { search, sort, page } = address;
  const t = translator(language, "template");
  const h = translator(language, "house");
  const { items, total } = await listHouseTemplates(project, address);
  const industries = searchTemplates(
    TEMPLATES.map((template) => ({ template, plan: template.plan(view.slug, language) })),
    search,
  );
  const mayEdit = mayActAs(project.role, "editor");
  const pages = Math.max(1, Math.ceil(total / HOUSE_PER_PAGE));
  const to = (number: number) => planHref(language, view, "templates", templatesQuery({ ...address, page: number }));
  const base = planHref(language, view, "templates");
  const save = planHref(language, view, "templates/save");
  return (
    <TextProvider language={language} areas={["house", "settings"]}>
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        <PageHeader
          title={t("title")}
          text={t("text")}
          actions={mayEdit && <LinkButton href={save}>{h("list.save")}</LinkButton>}
        />
        {managed !== undefined && (
          <ManagedNotice language={language} managed={managed} slug={view.slug} className="mx-4 mb-4" />
        )}
        <HouseOffers project={project} language={language} />
        <FilterForm
          path={base.replace(/\?.*/, "")}
          query={JSON.stringify([view.branch, search, sort])}
          search={{ label: t("search"), hint: t("searchHint"), value: search, className: "w-64" }}
          apply={t("apply")}
          clear={search === "" ? undefined : t("clear")}
        >
          {view.branch !== "main" && <input type="hidden" name="branch" value={view.branch} />}
          <FilterSelect
            name="sort"
            label={h("list.sort")}
            value={sort}
            options={HOUSE_SORTS.map((one) => ({
              value: one,
              label: h(one === "name" ? "list.sortName" : "list.sortChanged"),
            }))}
            className="w-44"
          />
        </FilterForm>
        <section aria-labelledby="house" className="pb-6">
          <div className="px-4 pb-2">
            <h2 id="house" className="font-semibold text-title">
              {h("list.title")}
            </h2>
            <p className="max-w-reading text-grey-7">{h("list.text")}</p>
          </div>
          {items.length === 0 ? (
            <EmptyState
              title={h(search === "" ? "list.none" : "list.noneFound")}
              text={search === "" && h("list.noneText")}
              action={mayEdit && search === "" && <LinkButton href={save}>{h("list.save")}</LinkButton>}
              className="py-3"
            />
          ) : (
            <HouseList
              items={items}
              language={language}
              hrefOf={(house) => planHref(language, view, `templates/house/${house.id}`)}
            />
          )}
          {pages > 1 && (
            <TablePaging
              paging={{
                label: h("list.paging"),
                position: h("list.position", { page, pages, total }),
                ...pagesBeside(page, pages, to, { previous: h("list.previous"), next: h("list.next") }),
              }}
            />
          )}
          {mayEdit && <OpenHouseFile slug={view.slug} open={openHouseFileAction} />}
        </section>
        <section aria-labelledby="industries">
          <h2 id="industries" className="px-4 pb-2 font-semibold text-title">
            {h("list.industries")}
          </h2>
          {industries.length === 0 ? (
            <EmptyState title={h("list.industriesNone")} text={t("noneText")} className="py-3" />
          ) : (
            <IndustryList
              entries={industries}
              language={language}
              hrefOf={(key) => planHref(language, view, `templates/${key}`)}
            />
          )}
        </section>
      </div>
    </TextProvider>
  );
}
