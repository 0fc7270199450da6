import type { Metadata } from "next";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { receivedByChange } from "../../../../../lib/backtest/received-counts.ts";
import { briefVersions } from "../../../../../lib/document/brief-text.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { keptDiff } from "../../../../../lib/plan/kept-diff.ts";
import { emptyPlan } from "../../../../../lib/plan/new-object.ts";
import { loadPlan } from "../../../../../lib/plan/store.ts";
import { latestVersion, listVersions } from "../../../../../lib/plan/store-version.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { DiffSummary, DiffView } from "../plan/diff/diff-view.tsx";
import { publishAction } from "./actions.ts";
import { PublishForm } from "./publish-form.tsx";

interface Props {
  readonly params: Promise<{ locale: string; project: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "plan")("nav.versions") };
}

/** What was published, and what would be published next. */
export default async function VersionsPage(props: Props) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const [main, latest, versions] = await Promise.all([
    loadPlan(project),
    latestVersion(project.projectId),
    listVersions(project),
  ]);
  const t = translator(language, "plan");
  const d = translator(language, "document");
  const format = formatterOf(language, project.timeZone);
  const before = latest?.plan ?? emptyPlan(project.slug);
  const changes = keptDiff(before, main.plan);
  const plans = { before, after: main.plan };
  const received = receivedByChange(project, plans, changes);
  const base = `/${language}/${project.slug}/versions`;
  return (
    <>
      <PageHeader title={t("nav.versions")} text={t("screen.versions")} />
      <section aria-label={t("versions.next")} className="mx-4 mb-6 flex max-w-4xl flex-col gap-3 rounded border p-4">
        <h2 className="font-semibold">{t("versions.next")}</h2>
        <DiffSummary changes={changes} language={language} />
        {changes.length > 0 && (
          <details>
            <summary className="min-h-6 text-accent-7 underline underline-offset-2">{t("versions.seeChanges")}</summary>
            <div className="mt-2 max-h-[32rem] overflow-y-auto">
              <DiffView changes={changes} plans={plans} received={received} language={language} heading="h3" />
            </div>
          </details>
        )}
        {changes.length > 0 && mayActAs(project.role, "editor") && (
          <PublishForm
            slug={project.slug}
            revision={main.revision}
            next={(latest?.version ?? 0) + 1}
            publish={publishAction}
          />
        )}
      </section>
      <Table
        caption={t("nav.versions")}
        rows={versions}
        rowKey={(version) => String(version.version)}
        empty={<EmptyState title={t("versions.none")} text={t("versions.noneText")} />}
        columns={[
          {
            key: "version",
            label: t("versions.version"),
            heading: true,
            cell: (version) => (
              <TextLink href={`${base}/${version.version}`}>{t("versions.one", { version: version.version })}</TextLink>
            ),
          },
          {
            key: "at",
            label: t("versions.at"),
            cell: (version) => format.dateTime(version.publishedAt, { dateStyle: "medium", timeStyle: "short" }),
          },
          { key: "by", label: t("versions.by"), cell: (version) => version.publishedBy },
          {
            key: "notes",
            label: t("versions.notes"),
            cell: (version) => version.notes,
            className: "max-w-[32em] whitespace-pre-line",
          },
          {
            key: "brief",
            label: d("brief.titleBare"),
            cell: ({ version }) => (
              <TextLink
                href={`/${language}/${project.slug}/plan/documents/brief?from=${version - 1}&to=${version}`}
                aria-label={`${d("brief.titleBare")} · ${briefVersions({ from: version - 1, to: version }, d)}`}
              >
                {briefVersions({ from: version - 1, to: version }, d)}
              </TextLink>
            ),
          },
          { key: "hash", label: t("versions.hash"), cell: (version) => <code>{version.hash.slice(0, 12)}</code> },
        ]}
      />
    </>
  );
}
