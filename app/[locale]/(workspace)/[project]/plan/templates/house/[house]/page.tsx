import type { Metadata } from "next";
import { mayActAs } from "../../../../../../../../lib/access/authorized.ts";
import { ERROR_TABLE } from "../../../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../../lib/i18n/translator.ts";
import { ConfirmAction } from "../../../../../../../_access/confirm-action.tsx";
import { pageQuery } from "../../../../../../../_access/page-query.ts";
import { openProject, pageLanguage } from "../../../../../../../_access/request.ts";
import { LinkButton } from "../../../../../../../_ui/link-button.tsx";
import { localizedText } from "../../../../../../../_ui/localized-text.ts";
import { Notice } from "../../../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../../../_ui/text-provider.tsx";
import { MissingRoles } from "../../../../cohorts/missing-roles.tsx";
import { openPlanPage, type PlanPageProps } from "../../../branch-view.ts";
import { ManagedNotice } from "../../../locked-notice.tsx";
import { deleteHouseAction, takeCohortsAction } from "../../house-actions.ts";
import { HouseCohortsForm } from "../../house-cohorts-form.tsx";
import { HouseContents } from "../../house-contents.tsx";
import { houseCountsText } from "../../house-list.tsx";
import { planHref } from "../../template-href.ts";
import { HouseApply } from "./house-apply.tsx";
import { openHouse, readHousePage } from "./open-house-page.ts";
import { HouseVersions } from "./versions.tsx";

interface Props extends PlanPageProps {
  readonly params: Promise<{ locale: string; project: string; house: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, project: slug, house: id } = await props.params;
  const language = pageLanguage(locale);
  const house = await openHouse(await openProject(language, slug), id, {});
  return { title: localizedText(house.name, language) };
}

/** A template of the house: what it holds, applying it or bringing its later version, its cohorts, its versions. */
export default async function HousePage(props: Props) {
  const { house: id } = await props.params;
  const query = await pageQuery(props.searchParams);
  const { language, project, plan, view, managed } = await openPlanPage(props);
  const house = await openHouse(project, id, query);
  const { versions, cohorts, applying, roles } = await readHousePage(project, plan, house, query);
  const t = translator(language, "house");
  const name = localizedText(house.name, language);
  const { applied, pending } = house.standing;
  const mayEdit = mayActAs(project.role, "editor");
  const base = `templates/house/${house.id}`;
  const version = house.shown.version;
  const moment = (at: Date) => formatterOf(language, project.timeZone).dateTime(at, { dateStyle: "medium" });
  return (
    <TextProvider language={language} areas={["house", "plan"]} timeZone={project.timeZone}>
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        <PageHeader
          title={name}
          text={[localizedText(house.description, language), houseCountsText(house.counts, language)]
            .filter(Boolean)
            .join(" · ")}
          actions={
            <>
              <TextLink href={planHref(language, view, "templates")}>{t("one.back")}</TextLink>
              <a
                className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
                href={planHref(language, { slug: view.slug, branch: "main" }, `${base}/file`, {
                  version: String(version),
                })}
                download
              >
                {t("one.export")}
              </a>
              {mayEdit && house.workspace.own && (
                <LinkButton href={planHref(language, view, "templates/save", { template: house.id })}>
                  {t("one.saveNext")}
                </LinkButton>
              )}
              {mayActAs(project.role, "admin") && house.workspace.own && (
                <ConfirmAction
                  action={deleteHouseAction}
                  fields={{ project: project.slug, template: house.id }}
                  title={t("one.deleteTitle", { name })}
                  description={t("one.deleteText")}
                  verb={t("one.delete")}
                  size="normal"
                />
              )}
            </>
          }
        />
        {managed !== undefined && (
          <ManagedNotice language={language} managed={managed} slug={project.slug} className="mx-4 mb-4" />
        )}
        <div className="flex flex-col gap-4 px-4">
          {applied && <Notice>{t("one.isApplied", { version: applied.version, at: moment(applied.at) })}</Notice>}
          {pending && (
            <Notice>
              {t("one.isPending", { version: pending.version })}{" "}
              <TextLink
                href={planHref(language, { slug: view.slug, branch: "main" }, `branches/${pending.branch}`)}
                className="font-mono"
              >
                {pending.branch}
              </TextLink>
            </Notice>
          )}
          {roles.length > 0 && (
            <Notice tone="warning" title={t("one.rolesTitle", { count: roles.length })}>
              <p className="mb-1">{t("one.rolesText")}</p>
              <MissingRoles language={language} project={project} roles={roles} />
            </Notice>
          )}
          {cohorts.length > 0 && (
            <section aria-labelledby="cohorts">
              <h2 id="cohorts" className="font-semibold">
                {t("cohorts.title")}
              </h2>
              <p className="mb-2 text-grey-7">{t("cohorts.text")}</p>
              <HouseCohortsForm
                slug={project.slug}
                template={house.id}
                mayTake={mayEdit}
                cohorts={cohorts.map(({ cohort, state, free, missing }) => ({
                  ...{ key: cohort.key, name: cohort.name, state, free },
                  missing: [...new Set(missing.map((field) => field[language]))],
                }))}
                take={takeCohortsAction}
              />
            </section>
          )}
          {applying === "wait" && <Notice tone="warning">{ERROR_TABLE.rate_limited[language]}</Notice>}
          {applying && applying !== "wait" && managed === undefined && (
            <HouseApply project={project} house={house} language={language} name={name} {...applying} />
          )}
          {applied === undefined && house.content.cohorts.length > 0 && (
            <p className="text-grey-7">{t("cohorts.wait")}</p>
          )}
        </div>
        <HouseContents content={house.content} language={language} />
        <HouseVersions
          versions={versions}
          shown={version}
          language={language}
          timeZone={project.timeZone}
          hrefOf={(one) => planHref(language, view, base, { version: String(one) })}
        />
      </div>
    </TextProvider>
  );
}
