import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../../lib/access/source.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ENVIRONMENTS } from "../../../../../../lib/ingest/disposition.ts";
import { listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { latestVersion, listVersions } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import type { ProjectPageProps } from "../../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { RoleNotice } from "../../settings/role-notice.tsx";
import { previewReplayAction } from "../actions.ts";
import { type Opened, openReplays } from "../page-of.ts";

interface Props extends ProjectPageProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ProjectPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "replay")("new.title") };
}

/** What is judged again, and by what: a preview first. */
export default async function NewReplayPage(props: Props) {
  const opened = await openReplays(props);
  const { language, project, t } = opened;
  const { source = "", event = "", at = "" } = await pageQuery(props.searchParams);
  return (
    <>
      <PageHeader title={t("new.title")} text={t("new.text")} />
      {mayActAs(project.role, "editor") ? (
        <RangeForm opened={opened} chosen={{ source, event, at }} />
      ) : (
        <RoleNotice language={language} own={project.role} needs="editor" hidden />
      )}
    </>
  );
}

interface Chosen {
  readonly source: string;
  readonly event: string;
  readonly at: string;
}

async function RangeForm({ opened, chosen }: { opened: Opened; chosen: Chosen }) {
  const { language, project, t } = opened;
  const [sources, versions, branches, latest] = await Promise.all([
    listSources(project, { archived: true }),
    listVersions(project),
    listBranches(project, { going: true }),
    latestVersion(project.projectId),
  ]);
  if (latest === undefined) return <EmptyState title={t("new.nothing")} text={t("new.nothingText")} />;
  const environment = translator(language, "source");
  return (
    <ActionForm action={previewReplayAction} label={t("new.title")} className="max-w-lg px-4 pb-8">
      <FormMessage />
      <input type="hidden" name="project" value={project.slug} />
      <FormSelect
        name="at"
        label={t("field.at")}
        hint={t("field.atHint")}
        options={[
          ...versions.map(({ version }) => ({ value: `${version}`, label: t("ofVersion", { version }) })),
          ...branches.map(({ name }) => ({ value: name, label: t("ofBranch", { branch: name }) })),
        ]}
        defaultValue={chosen.at || `${latest.version}`}
      />
      <div className="flex flex-wrap gap-4">
        <FormField name="from" type="date" label={t("field.from")} className="w-44" />
        <FormField name="until" type="date" label={t("field.until")} className="w-44" />
      </div>
      <p className="-mt-2 text-grey-7 text-grid">{t("field.daysHint", { timeZone: project.timeZone })}</p>
      <FormSelect
        name="source"
        label={t("field.source")}
        options={[{ value: "", label: t("every") }, ...sources.map(({ slug, name }) => ({ value: slug, label: name }))]}
        defaultValue={chosen.source}
      />
      <FormSelect
        name="environment"
        label={t("field.environment")}
        options={[
          { value: "", label: t("field.nowOption.all") },
          ...ENVIRONMENTS.map((value) => ({ value, label: environment(`environment.${value}`) })),
        ]}
        defaultValue=""
      />
      <FormField
        name="event"
        label={t("field.event")}
        hint={t("field.eventHint")}
        defaultValue={chosen.event}
        list={[...new Set(latest.plan.events.map(({ name }) => name))]}
        maxLength={1000}
        code
      />
      <FormSelect
        name="now"
        label={t("field.now")}
        options={(["", "conformant", "held"] as const).map((value) => ({
          value,
          label: t(`field.nowOption.${value === "" ? "all" : value}`),
        }))}
        defaultValue=""
      />
      {project.actor.kind === "person" && <Checkbox name="includeBlocked" label={t("field.includeBlocked")} />}
      <div>
        <SubmitButton>{t("preview")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
