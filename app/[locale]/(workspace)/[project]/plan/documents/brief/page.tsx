import { Download, Printer } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { notFound } from "next/navigation";
import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { listSources } from "../../../../../../../lib/access/source.ts";
import { ERROR_TABLE, isUserError } from "../../../../../../../lib/base/error.ts";
import { briefSummary, briefVersions } from "../../../../../../../lib/document/brief-text.ts";
import type { SourceBrief } from "../../../../../../../lib/document/source-brief.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { listVersions } from "../../../../../../../lib/plan/store-version.ts";
import { type AskedQuery, pageQuery } from "../../../../../../_access/page-query.ts";
import { openProjectPage, type ProjectPageProps } from "../../../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../../../_access/request.ts";
import { targetOf, targetOptions } from "../../../../../../_code/target-name.ts";
import { briefOf, codeOfBrief } from "../../../../../../_hand-over/brief-of.ts";
import { Button } from "../../../../../../_ui/button.tsx";
import { buttonStyle } from "../../../../../../_ui/button-style.ts";
import { CopyLoaded } from "../../../../../../_ui/copy-loaded.tsx";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { FilterSelect } from "../../../../../../_ui/filter-form.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { versionIn } from "../address.ts";
import { BriefView, CODE_MAX } from "./brief-view.tsx";

interface Props extends ProjectPageProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ProjectPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "document")("brief.titleBare") };
}

/** Undefined while the person has to wait. */
async function found(...asked: Parameters<typeof briefOf>): Promise<SourceBrief | undefined> {
  try {
    await limitRate("compare", asked[0].actor.id);
    return await briefOf(...asked);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    if (isUserError(error) && error.code === "rate_limited") return undefined;
    throw error;
  }
}

/** What changed for one source between two versions. */
export default async function BriefPage(props: Props) {
  const { language, project, t, base } = await openProjectPage(props, "document", "plan/documents");
  const asked = await pageQuery(props.searchParams);
  const [sources, versions] = await Promise.all([listSources(project), listVersions(project)]);
  const [latest] = versions;
  const source = asked.source ? sources.find(({ slug }) => slug === asked.source) : sources[0];
  if (source === undefined && asked.source) notFound();
  if (latest === undefined || source === undefined)
    return (
      <>
        <PageHeader title={t("brief.titleBare")} text={t("brief.text")} />
        <EmptyState title={t(latest === undefined ? "brief.onlyVersions" : "brief.noSource")} className="px-4" />
      </>
    );
  const to = versionIn(asked.to, 1) ?? latest.version;
  const from = versionIn(asked.from) ?? to - 1;
  const brief = await found(project, source, { from, to }, language);
  if (brief === undefined)
    return (
      <>
        <PageHeader title={t("brief.title", { source: source.name })} text={t("brief.text")} />
        <EmptyState title={ERROR_TABLE.rate_limited[language]} className="px-4" />
      </>
    );
  const target = targetOf(asked.target);
  const code = await codeOfBrief(project, brief, target, CODE_MAX);
  const query = new URLSearchParams({ source: source.slug, from: String(from), to: String(to), target });
  const numbered = versions.map(({ version }) => ({ value: String(version), label: t("page.version", { version }) }));
  return (
    <>
      <PageHeader title={t("brief.title", { source: source.name })} text={t("brief.text")} />
      <div className="flex min-h-0 max-w-5xl flex-1 flex-col gap-4 overflow-y-auto px-4 pb-8">
        <Form action={`${base}/brief`} key={String(query)} className="flex flex-wrap items-end gap-3">
          <FilterSelect
            name="source"
            label={t("brief.source")}
            value={source.slug}
            options={sources.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
          <FilterSelect
            name="from"
            label={t("brief.from")}
            value={String(from)}
            options={[...numbered, { value: "0", label: t("page.sinceFirst") }]}
          />
          <FilterSelect name="to" label={t("brief.to")} value={String(to)} options={numbered} />
          <FilterSelect name="target" label={t("brief.target")} value={target} options={targetOptions()} />
          <Button type="submit">{t("brief.show")}</Button>
        </Form>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong>{briefVersions(brief, t)}</strong>
          <span className="text-grey-7">{briefSummary(brief, t)}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <CopyLoaded address={`${base}/view?${query}&file=markdown`} label={t("brief.copy")} />
          <a className={buttonStyle({ size: "small" })} href={`${base}/view?${query}&file=markdown`} download>
            <Download aria-hidden />
            {t("brief.download")}
          </a>
          <a className={buttonStyle({ size: "small" })} href={`${base}/view?${query}`} target="_blank" rel="noreferrer">
            <Printer aria-hidden />
            {t("brief.print")}
          </a>
        </div>
        {brief.items.length === 0 ? (
          <EmptyState
            title={
              from === 0
                ? t("brief.noneUpTo", { source: source.name, to })
                : t("brief.none", { source: source.name, from: String(from), to: String(to) })
            }
            text={t("brief.noneText")}
          />
        ) : (
          <BriefView brief={brief} code={code} slug={project.slug} language={language} />
        )}
      </div>
    </>
  );
}
