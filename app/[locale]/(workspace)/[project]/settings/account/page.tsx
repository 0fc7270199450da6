import { listOwnSessions } from "../../../../../../lib/access/session.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { requirePerson } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { changePasswordAction, updateProfileAction } from "./actions.ts";
import { SessionTable } from "./session-table.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "account");

export default async function AccountPage(props: SettingsProps) {
  const { language, project, t } = await openSettings(props);
  const person = await requirePerson(language);
  const shell = translator(language, "shell");
  return (
    <>
      <PageHeader title={t("account.title")} />
      <section className="px-4 pb-6">
        <h2 className="mb-3 font-semibold">{t("account.profile")}</h2>
        <ActionForm action={updateProfileAction} label={t("account.profile")} className="max-w-lg">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormField name="name" label={t("account.name")} defaultValue={person.name} autoComplete="name" required />
          <FormField name="email" type="email" label={t("account.email")} defaultValue={person.email} readOnly />
          <FormSelect
            name="language"
            label={t("account.language")}
            hint={t("account.languageHint")}
            defaultValue={person.language}
            options={LANGUAGES.map((value) => ({ value, label: shell(`language.${value}`) }))}
          />
          <div>
            <SubmitButton>{t("account.save")}</SubmitButton>
          </div>
        </ActionForm>
      </section>
      <section className="px-4 pb-6">
        <h2 className="mb-3 font-semibold">{t("account.password")}</h2>
        <ActionForm action={changePasswordAction} clears label={t("account.password")} className="max-w-lg">
          <FormMessage />
          <input type="hidden" name="username" value={person.email} autoComplete="username" />
          <FormField
            name="current"
            type="password"
            label={t("account.current")}
            autoComplete="current-password"
            required
          />
          <FormField
            name="next"
            type="password"
            label={t("account.next")}
            hint={t("account.nextHint")}
            autoComplete="new-password"
            required
          />
          <div>
            <SubmitButton>{t("account.change")}</SubmitButton>
          </div>
        </ActionForm>
      </section>
      <SessionTable language={language} timeZone={project.timeZone} sessions={await listOwnSessions(person)} />
    </>
  );
}
