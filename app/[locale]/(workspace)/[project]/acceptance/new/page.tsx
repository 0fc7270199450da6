import type { Metadata } from "next";
import type { WhoKind } from "../../../../../../lib/acceptance/identity.ts";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../../lib/access/source.ts";
import { localized, translator } from "../../../../../../lib/i18n/translator.ts";
import { listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { latestVersion, listVersions } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { RoleNotice } from "../../settings/role-notice.tsx";
import { startRunAction } from "../actions.ts";
import { type AcceptanceProps, type Opened, openAcceptance } from "../page-of.ts";

interface Props extends AcceptanceProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: AcceptanceProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "acceptance")("new.title") };
}

export default async function NewRunPage(props: Props) {
  const opened = await openAcceptance(props);
  const { language, project, t } = opened;
  const { source = "" } = await pageQuery(props.searchParams);
  return (
    <>
      <PageHeader title={t("new.title")} text={t("new.text")} />
      {mayActAs(project.role, "editor") ? (
        <RunForm opened={opened} chosen={source} />
      ) : (
        <RoleNotice language={language} own={project.role} needs="editor" hidden />
      )}
    </>
  );
}

/** The choices of a run: sources, what may judge it, journeys of the latest version. */
async function choicesOf({ project, t, language }: Opened) {
  const [sources, versions, branches, latest] = await Promise.all([
    listSources(project),
    listVersions(project),
    listBranches(project, { going: true }),
    latestVersion(project.projectId),
  ]);
  return {
    sources: sources.map(({ slug, name }) => ({ value: slug, label: name })),
    plans: [
      ...versions.map(({ version }) => ({ value: `${version}`, label: t("versionText", { version }) })),
      ...branches.map(({ name }) => ({ value: name, label: t("branchText", { branch: name }) })),
    ],
    scopes: [
      { value: "planned", label: t("scopeOption.planned") },
      { value: "critical", label: t("scopeOption.critical") },
      ...(latest?.plan.journeys ?? []).map(({ id, name }) => ({
        value: `journey:${id}`,
        label: t("scopeOption.journey", { name: localized(name, language, id) }),
      })),
    ],
  };
}

async function RunForm({ opened, chosen }: { opened: Opened; chosen: string }) {
  const { language, project, t } = opened;
  const { sources, plans, scopes } = await choicesOf(opened);
  const place = `/${language}/${project.slug}`;
  const [first] = plans;
  if (sources.length === 0)
    return (
      <EmptyState
        title={t("new.noSource")}
        action={<LinkButton href={`${place}/sources/new`}>{translator(language, "source")("create")}</LinkButton>}
      />
    );
  if (first === undefined) return <EmptyState title={t("new.nothing")} />;
  return (
    <ActionForm action={startRunAction} label={t("new.title")} className="max-w-lg px-4 pb-8">
      <FormMessage />
      <input type="hidden" name="project" value={project.slug} />
      <FormSelect name="source" label={t("field.source")} options={sources} defaultValue={chosen} />
      <FormSelect
        name="who"
        label={t("field.who")}
        options={(["first", "user", "device", "code"] satisfies WhoKind[]).map((value) => ({
          value,
          label: t(`whoOption.${value}`),
        }))}
        defaultValue="first"
      />
      <FormField name="id" label={t("field.id")} hint={t("field.idHint")} maxLength={300} code />
      <FormSelect name="at" label={t("field.at")} options={plans} defaultValue={first.value} />
      <FormField name="release" label={t("field.release")} hint={t("field.releaseHint")} maxLength={200} />
      <FormSelect name="scope" label={t("field.scope")} options={scopes} defaultValue="planned" />
      <div>
        <SubmitButton>{t("start")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
