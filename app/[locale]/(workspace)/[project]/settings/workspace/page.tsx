import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listProjects } from "../../../../../../lib/access/project.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { TimeZoneField } from "../../../../../_access/time-zone-field.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { createProjectAction, renameWorkspaceAction } from "../project-actions.ts";
import { ArchiveSection } from "./archive-section.tsx";
import { TransferSection } from "./transfer-section.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "workspace");

export default async function WorkspacePage(props: SettingsProps) {
  const { language, project, t } = await openSettings(props);
  const workspace = await workspaceOf(project);
  const projects = await listProjects(workspace);
  const format = formatterOf(language, project.timeZone);
  return (
    <>
      <PageHeader title={t("workspace.title", { name: workspace.name })} />
      {mayActAs(project.role, "admin") && (
        <ActionForm action={renameWorkspaceAction} className="max-w-lg px-4 pb-6">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormField name="name" label={t("workspace.name")} defaultValue={workspace.name} required />
          <div>
            <SubmitButton tone="plain">{t("workspace.rename")}</SubmitButton>
          </div>
        </ActionForm>
      )}
      <h2 className="px-4 pb-2 font-semibold">{t("workspace.projects")}</h2>
      <Table
        caption={t("workspace.projects")}
        rows={projects}
        rowKey={(row) => row.slug}
        columns={[
          {
            key: "name",
            label: t("workspace.project"),
            heading: true,
            cell: (row) => <TextLink href={`/${language}/${row.slug}/plan`}>{row.name}</TextLink>,
          },
          { key: "slug", label: t("workspace.slug"), cell: (row) => <code className="font-mono">{row.slug}</code> },
          { key: "timeZone", label: t("workspace.timeZone"), cell: (row) => row.timeZone },
          {
            key: "created",
            label: t("workspace.created"),
            cell: (row) => format.dateTime(row.createdAt, { dateStyle: "medium" }),
          },
        ]}
      />
      {mayActAs(project.role, "admin") && (
        <section className="px-4 pt-6 pb-8">
          <h2 className="font-semibold">{t("workspace.new")}</h2>
          <p className="mb-3 text-grey-7">{t("workspace.newHint")}</p>
          <ActionForm action={createProjectAction} label={t("workspace.new")} className="max-w-lg">
            <FormMessage />
            <input type="hidden" name="project" value={project.slug} />
            <FormField name="name" label={t("project.name")} required />
            <TimeZoneField name="timeZone" label={t("project.timeZone")} defaultValue={project.timeZone} />
            <div>
              <SubmitButton>{t("workspace.create")}</SubmitButton>
            </div>
          </ActionForm>
        </section>
      )}
      <ArchiveSection language={language} project={project} workspaceSlug={workspace.slug} />
      <TransferSection language={language} project={project} workspace={workspace} />
    </>
  );
}
