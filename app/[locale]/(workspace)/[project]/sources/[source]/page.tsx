import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { getSource, type SourceSummary } from "../../../../../../lib/access/source.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { refusedByLimit } from "../../../../../../lib/ingest/source-limits.ts";
import { rulesText } from "../../../../../../lib/plan/enforcement.ts";
import { latestVersion, listVersions } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { FormBegun } from "../../../../../_access/form-begun.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import {
  archiveSourceAction,
  dryRunAction,
  loadArrivalsAction,
  restoreSourceAction,
  updateSourceAction,
} from "../actions.ts";
import { arrivalsOf } from "../arrivals.ts";
import { DryRunPanel } from "../dry-run-panel.tsx";
import { type Opened, openSources, overrideField, type SourcesProps } from "../page-of.ts";
import { RuleList } from "../rule-list.tsx";
import { SourceFields } from "../source-fields.tsx";
import { ArrivalFilter } from "./arrival-filter.tsx";
import { ArrivalList } from "./arrival-list.tsx";
import { InstallSteps } from "./install-steps.tsx";
import { KeyTable } from "./key-table.tsx";

interface Props extends SourcesProps {
  readonly params: Promise<{ locale: string; project: string; source: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

async function found(opened: Opened, slug: string): Promise<SourceSummary | undefined> {
  return getSource(opened.project, slug).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  });
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, source } = await props.params;
  return { title: `${source} · ${translator(pageLanguage(locale), "source")("title")}` };
}

/** One source: how to send to it, what arrives, its keys and its rules. */
export default async function SourcePage(props: Props) {
  const opened = await openSources(props);
  const { language, project, t } = opened;
  const source = await found(opened, (await props.params).source);
  if (source === undefined) notFound();
  const { verdict = "", search = "" } = await pageQuery(props.searchParams);
  return (
    <>
      <PageHeader
        title={source.name}
        text={t("one.text", { slug: source.slug, environment: t(`environment.${source.environment}`) })}
        actions={<Archiving opened={opened} source={source} />}
      />
      <div className="flex flex-col gap-8 px-4 pb-8">
        <p>
          <TextLink href={`/${language}/${project.slug}/plan/documents/brief?source=${source.slug}`}>
            {translator(language, "document")("brief.toBrief")}
          </TextLink>
        </p>
        {source.archivedAt === null && (
          <p>
            <TextLink href={`/${language}/${project.slug}/acceptance/new?source=${source.slug}`}>
              {translator(language, "acceptance")("new.title")}
            </TextLink>
          </p>
        )}
        {/* What stands below what arrives comes with it, so that nothing moves. */}
        <Suspense fallback={<Skeleton className="h-96 w-full max-w-4xl" />}>
          <Details opened={opened} source={source} verdict={verdict} search={search} />
        </Suspense>
      </div>
    </>
  );
}

/** The last events are read from the event store: the page is on its way by then. */
async function Details(props: { opened: Opened; source: SourceSummary; verdict: string; search: string }) {
  const { opened, source, verdict, search } = props;
  const { language, project, t, base } = opened;
  const asked = { verdict, search };
  const isFiltered = verdict !== "" || search !== "";
  const [published, versions, arrivals, override] = await Promise.all([
    latestVersion(project.projectId),
    listVersions(project),
    arrivalsOf(project, source.slug, language, 0, asked),
    overrideField(opened, source.environment),
  ]);
  const mayEdit = mayActAs(project.role, "editor");
  return (
    <>
      <TextProvider language={language} areas={["source"]} timeZone={project.timeZone}>
        {(isFiltered || arrivals.events.length > 0) && (
          <ArrivalFilter language={language} path={`${base}/${source.slug}`} {...asked} />
        )}
        <ArrivalList
          key={`${verdict} ${search}`}
          {...(isFiltered ? { asked } : {})}
          slug={project.slug}
          source={source.slug}
          initial={arrivals.events}
          load={loadArrivalsAction}
          violations={`/${language}/${project.slug}/violations?source=${source.slug}`}
        />
      </TextProvider>
      <LimitNotice opened={opened} source={source} />
      <InstallSteps opened={opened} source={source} published={published} />
      <KeyTable opened={opened} source={source} />
      {mayEdit && (
        <section aria-labelledby="rules" className="max-w-lg">
          <h2 id="rules" className="mb-2 font-semibold">
            {t("settings.title")}
          </h2>
          <ActionForm action={updateSourceAction} label={t("settings.title")}>
            <FormMessage />
            <input type="hidden" name="project" value={project.slug} />
            <input type="hidden" name="source" value={source.slug} />
            <FormBegun values={formValues(source)} />
            <SourceFields t={t} source={source} versions={versions.map(({ version }) => version)} override={override} />
            <input type="hidden" name="rulesBegun" value={rulesText(source.rules)} />
            <TextProvider language={language} areas={["source"]} timeZone={project.timeZone}>
              <RuleList key={rulesText(source.rules)} initial={source.rules} />
              <DryRunPanel slug={project.slug} source={source.slug} run={dryRunAction} />
            </TextProvider>
            <div>
              <SubmitButton>{t("settings.save")}</SubmitButton>
            </div>
          </ActionForm>
        </section>
      )}
    </>
  );
}

function formValues(source: SourceSummary) {
  const { name, platform, environment, mode, strip, unplanned, versionRule, eventsPerSecond, eventsPerDay } = source;
  const limits = { eventsPerSecond: String(eventsPerSecond), eventsPerDay: String(eventsPerDay) };
  return { name, platform, environment, mode, strip, unplanned, versionRule, ...limits };
}

/** That the source's limits refuse something, where they did since the server started. */
function LimitNotice({ opened, source }: { opened: Opened; source: SourceSummary }) {
  const { language, project, t } = opened;
  const found = refusedByLimit(source.number);
  if (found === undefined) return null;
  const at = formatterOf(language, project.timeZone).dateTime(found.at, { dateStyle: "medium", timeStyle: "short" });
  const { requests, events, limit } = found;
  return (
    <Notice tone="warning" title={t(`limits.${limit}`)}>
      <p>{t("limits.refused", { requests, events, at })}</p>
    </Notice>
  );
}

function Archiving({ opened, source }: { opened: Opened; source: SourceSummary }) {
  const { project, t } = opened;
  if (!mayActAs(project.role, "admin")) return source.archivedAt ? <Badge>{t("archive.badge")}</Badge> : null;
  const fields = { project: project.slug, source: source.slug };
  return source.archivedAt ? (
    <ConfirmAction
      action={restoreSourceAction}
      fields={fields}
      size="normal"
      title={t("archive.restoreTitle", { name: source.name })}
      description={t("archive.restoreText")}
      verb={t("archive.restore")}
    />
  ) : (
    <ConfirmAction
      action={archiveSourceAction}
      fields={fields}
      size="normal"
      title={t("archive.title", { name: source.name })}
      description={t("archive.text")}
      verb={t("archive.verb")}
    />
  );
}
