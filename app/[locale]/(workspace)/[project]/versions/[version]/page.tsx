import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { keptDiff } from "../../../../../../lib/plan/kept-diff.ts";
import { emptyPlan } from "../../../../../../lib/plan/new-object.ts";
import { listVersions, loadVersion } from "../../../../../../lib/plan/store-version.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { openProject, pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { DiffSummary, DiffView } from "../../plan/diff/diff-view.tsx";
import { CompareForm } from "../compare-form.tsx";

interface Props {
  readonly params: Promise<{ locale: string; project: string; version: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, version } = await props.params;
  return { title: translator(pageLanguage(locale), "plan")("versions.one", { version }) };
}

/** A number that the store may have given to a version; 0 is the empty plan before the first. */
function isVersion(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number < 2 ** 31;
}

async function planOf(project: { readonly projectId: string; readonly slug: string }, version: number) {
  if (version === 0) return emptyPlan(project.slug);
  try {
    return (await loadVersion(project.projectId, version)).plan;
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** What a version changed, against the one before it or against any other (`?from=`). */
export default async function VersionPage(props: Props) {
  const { locale, project: slug, version: text } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const version = Number(text);
  const from = Number((await pageQuery(props.searchParams)).from ?? version - 1);
  if (!isVersion(version) || version < 1 || !isVersion(from)) notFound();
  const [before, after, versions] = await Promise.all([
    planOf(project, from),
    planOf(project, version),
    listVersions(project),
  ]);
  const own = versions.find((one) => one.version === version);
  const t = translator(language, "plan");
  const format = formatterOf(language, project.timeZone);
  const changes = keptDiff(before, after);
  return (
    <>
      <PageHeader
        title={t("versions.one", { version })}
        text={
          own &&
          t("history.by", {
            name: own.publishedBy,
            time: format.dateTime(own.publishedAt, { dateStyle: "long", timeStyle: "short" }),
          })
        }
      />
      <div className="flex max-w-4xl flex-col gap-4 px-4 pb-6">
        {own?.notes && <p className="max-w-reading whitespace-pre-line">{own.notes}</p>}
        {own && (
          <p className="break-all text-grey-7 text-grid">
            {t("versions.hash")} <code>{own.hash}</code>
          </p>
        )}
        <CompareForm version={version} from={from} versions={versions.map((one) => one.version)} />
        <p>
          <TextLink href={`/${language}/${project.slug}/plan/documents/brief?from=${from}&to=${version}`}>
            {translator(language, "document")("brief.ofVersion")}
          </TextLink>
        </p>
        <DiffSummary changes={changes} language={language} />
        <DiffView changes={changes} plans={{ before, after }} language={language} heading="h2" />
      </div>
    </>
  );
}
