import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { getProject } from "../../../../../lib/access/project.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../_access/action-form.tsx";
import { FormBegun } from "../../../../_access/form-begun.tsx";
import { TimeZoneField } from "../../../../_access/time-zone-field.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { ManagedSection } from "./managed-section.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "./page-of.ts";
import { updateProjectAction } from "./project-actions.ts";
import { RoleNotice } from "./role-notice.tsx";
import { weekdays } from "./weekdays.ts";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "project");

export default async function ProjectSettingsPage(props: SettingsProps) {
  const opened = await openSettings(props);
  const { language, project, t } = opened;
  const settings = await getProject(project);
  const mayChange = mayActAs(project.role, "admin");
  return (
    <>
      <PageHeader title={t("project.title")} />
      {!mayChange && <RoleNotice language={language} own={project.role} needs="admin" />}
      <ActionForm action={updateProjectAction} className="max-w-lg px-4 pb-8">
        <fieldset disabled={!mayChange} className="flex flex-col gap-4">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormBegun
            values={{
              name: settings.name,
              timeZone: settings.timeZone,
              weekStart: String(settings.weekStart),
              currency: settings.currency,
            }}
          />
          <FormField name="name" label={t("project.name")} defaultValue={settings.name} required />
          <FormField
            name="slug"
            label={t("project.slug")}
            hint={t("project.slugHint")}
            defaultValue={settings.slug}
            readOnly
            code
          />
          <TimeZoneField
            name="timeZone"
            label={t("project.timeZone")}
            hint={t("project.timeZoneHint")}
            defaultValue={settings.timeZone}
          />
          <FormSelect
            name="weekStart"
            label={t("project.weekStart")}
            options={weekdays(language)}
            defaultValue={String(settings.weekStart)}
          />
          <FormField
            name="currency"
            label={t("project.currency")}
            hint={t("project.currencyHint")}
            defaultValue={settings.currency}
            maxLength={3}
            required
            code
          />
          {mayChange && (
            <div>
              <SubmitButton>{t("project.save")}</SubmitButton>
            </div>
          )}
        </fieldset>
      </ActionForm>
      <ManagedSection opened={opened} />
    </>
  );
}
