import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import { mayActAs, ROLES } from "../../../../../../lib/access/authorized.ts";
import { listInvitations } from "../../../../../../lib/access/invitation.ts";
import { listMembers } from "../../../../../../lib/access/membership.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import {
  ActionForm,
  FormField,
  FormMessage,
  FormReveal,
  FormSelect,
  SubmitButton,
} from "../../../../../_access/action-form.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { inviteAction } from "./actions.ts";
import { InvitationTable } from "./invitation-table.tsx";
import { MemberTable } from "./member-table.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "members");

export default async function MembersPage(props: SettingsProps) {
  const { language, project, t } = await openSettings(props);
  const ends = translator(language, "transfer");
  const workspace = await workspaceOf(project);
  const members = await listMembers(workspace);
  const mayManage = mayActAs(project.role, "admin");
  const invitations = mayManage ? await listInvitations(workspace) : [];
  const roles = ROLES.filter((role) => mayActAs(project.role, role));
  return (
    <TextProvider language={language} areas={["transfer"]}>
      <PageHeader title={t("members.title")} text={t("members.text")} />
      <MemberTable language={language} project={project} members={members} roles={roles} />
      <ul className="px-4 py-3 text-grey-7 text-grid">
        {ROLES.map((role) => (
          <li key={role}>{t(`roles.${role}`)}</li>
        ))}
      </ul>
      {mayManage && (
        <section className="pb-8">
          <h2 className="px-4 pt-4 font-semibold">{t("invitations.title")}</h2>
          <p className="mb-3 max-w-reading px-4 text-grey-7">{t("invitations.text")}</p>
          <ActionForm action={inviteAction} clears label={t("invitations.title")} className="max-w-lg px-4 pb-4">
            <FormMessage />
            <input type="hidden" name="project" value={project.slug} />
            <FormField name="email" type="email" label={t("invitations.email")} required />
            <FormSelect
              name="role"
              label={t("invitations.role")}
              defaultValue="editor"
              options={roles.map((role) => ({ value: role, label: translator(language, "shell")(`role.${role}`) }))}
            />
            <FormField name="accessEndsAt" type="date" label={ends("end.day")} hint={ends("end.dayHint")} />
            <div>
              <SubmitButton>{t("invitations.invite")}</SubmitButton>
            </div>
            <FormReveal name="link" hint={t("invitations.linkHint")} copyLabel={t("members.copyLink")} />
          </ActionForm>
          <InvitationTable language={language} project={project} invitations={invitations} />
        </section>
      )}
    </TextProvider>
  );
}
