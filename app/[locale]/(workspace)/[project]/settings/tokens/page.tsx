import { listTokens } from "../../../../../../lib/access/api-token.ts";
import { mayActAs, ROLES } from "../../../../../../lib/access/authorized.ts";
import { SCOPES } from "../../../../../../lib/access/scope.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import {
  ActionForm,
  FormField,
  FormMessage,
  FormReveal,
  FormSelect,
  SubmitButton,
} from "../../../../../_access/action-form.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { createTokenAction } from "./actions.ts";
import { EXPIRIES } from "./expiries.ts";
import { TokenTable } from "./token-table.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "tokens");

export default async function TokensPage(props: SettingsProps) {
  const opened = await openSettings(props);
  const { language, project, t } = opened;
  const header = <PageHeader title={t("tokens.title")} text={t("tokens.text")} />;
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        {header}
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  return (
    <>
      {header}
      <TokenTable language={language} project={project} tokens={await listTokens(project)} />
      <NewToken {...opened} />
    </>
  );
}

function NewToken({ language, project, t }: Opened) {
  const roleName = translator(language, "shell");
  return (
    <ActionForm action={createTokenAction} clears label={t("tokens.create")} className="max-w-lg px-4 pt-4 pb-8">
      <FormMessage />
      <FormReveal name="secret" hint={t("tokens.secretHint")} copyLabel={t("tokens.copy")} />
      <input type="hidden" name="project" value={project.slug} />
      <FormField name="name" label={t("tokens.name")} hint={t("tokens.nameHint")} required />
      <FormSelect
        name="role"
        label={t("tokens.role")}
        defaultValue="editor"
        options={ROLES.filter((role) => mayActAs(project.role, role)).map((role) => ({
          value: role,
          label: roleName(`role.${role}`),
        }))}
      />
      <FieldGroup legend={t("tokens.scopes")} hint={t("tokens.scopesHint")}>
        {SCOPES.map((scope) => (
          <Checkbox key={scope} name="scope" value={scope} label={t(`tokens.scope.${scope}`)} />
        ))}
      </FieldGroup>
      <FormSelect
        name="expires"
        label={t("tokens.expires")}
        defaultValue="365"
        options={EXPIRIES.map((days) => ({
          value: days,
          label: days === "never" ? t("tokens.never") : t("tokens.days", { count: Number(days) }),
        }))}
      />
      <div>
        <SubmitButton>{t("tokens.create")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
