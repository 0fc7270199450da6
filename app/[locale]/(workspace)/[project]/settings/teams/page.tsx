import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listMembers } from "../../../../../../lib/access/membership.ts";
import { listTeams } from "../../../../../../lib/access/team.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { createTeamAction } from "./actions.ts";
import { TeamSection } from "./team-section.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "teams");

/** Teams of the workspace: whom an owner written in a plan can name. */
export default async function TeamsPage(props: SettingsProps) {
  const { language, project } = await openSettings(props);
  const workspace = await workspaceOf(project);
  const [teams, members] = await Promise.all([listTeams(workspace), listMembers(workspace)]);
  const t = translator(language, "review");
  const mayChange = mayActAs(project.role, "admin");
  return (
    <>
      <PageHeader title={t("teams.title")} text={t("teams.text")} />
      {teams.length === 0 && <EmptyState title={t("teams.none")} text={t("teams.noneText")} className="pt-2 pb-4" />}
      {teams.map((team) => (
        <TeamSection
          key={team.slug}
          language={language}
          project={project.slug}
          team={team}
          others={members.filter(({ personId }) => team.people.every((one) => one.personId !== personId))}
          mayChange={mayChange}
        />
      ))}
      {mayChange && (
        <ActionForm action={createTeamAction} clears label={t("teams.new")} className="max-w-lg px-4 pt-4 pb-8">
          <h2 className="font-semibold">{t("teams.new")}</h2>
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormField name="name" label={t("teams.name")} hint={t("teams.nameHint")} required />
          <div>
            <SubmitButton>{t("teams.create")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </>
  );
}
