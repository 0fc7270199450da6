import type { Team } from "../../../../../../lib/access/team.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { addToTeamAction, deleteTeamAction, removeFromTeamAction, renameTeamAction } from "./actions.ts";

interface Props {
  readonly language: Language;
  /** Slug. */
  readonly project: string;
  readonly team: Team;
  /** Members of the workspace who are not in it. */
  readonly others: readonly { readonly personId: string; readonly name: string; readonly email: string }[];
  readonly mayChange: boolean;
}

/** One team: its people, and for admins what changes it. */
export function TeamSection(props: Props) {
  const { team, project, mayChange } = props;
  const t = translator(props.language, "review");
  const fields = { project, team: team.slug };
  return (
    <section aria-label={team.name} className="max-w-4xl border-t px-4 py-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="min-w-0 break-words font-semibold">{team.name}</h2>
        <code className="font-mono text-grey-7 text-grid">{team.slug}</code>
        {mayChange && (
          <span className="ml-auto">
            <ConfirmAction
              action={deleteTeamAction}
              fields={{ ...fields, name: team.name }}
              title={t("teams.deleteTitle", { name: team.name })}
              description={t("teams.deleteText")}
              verb={t("teams.delete")}
              ariaLabel={t("teams.deleteOne", { name: team.name })}
            />
          </span>
        )}
      </div>
      {team.formerNames.length > 0 && (
        <p className="max-w-prose break-words py-1 text-grey-7">
          {t("teams.former", { names: new Intl.ListFormat(props.language).format(team.formerNames) })}
        </p>
      )}
      {team.people.length === 0 ? (
        <p className="py-1 text-grey-7">{t("teams.nobody")}</p>
      ) : (
        <ul className="py-1">
          {team.people.map((person) => (
            <li key={person.personId} className="flex min-h-8 flex-wrap items-center gap-x-3">
              <span className="min-w-0 break-words">{person.name}</span>
              <span className="min-w-0 break-all text-grey-7 text-grid">{person.email}</span>
              {mayChange && (
                <ConfirmAction
                  action={removeFromTeamAction}
                  fields={{ ...fields, person: person.personId, name: person.name }}
                  title={t("teams.takeOutTitle", { name: person.name, team: team.name })}
                  description={t("teams.takeOutText")}
                  verb={t("teams.takeOut")}
                  ariaLabel={t("teams.takeOutOne", { name: person.name, team: team.name })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <TeamForms {...props} />}
    </section>
  );
}

function TeamForms({ language, project, team, others }: Props) {
  const t = translator(language, "review");
  const hidden = (
    <>
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="team" value={team.slug} />
    </>
  );
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-4 pt-2">
      {others.length > 0 && (
        <ActionForm action={addToTeamAction} label={t("teams.addTo", { team: team.name })} className="w-72">
          <FormMessage />
          {hidden}
          <FormSelect
            name="person"
            label={t("teams.person")}
            options={others.map(({ personId, name, email }) => ({ value: personId, label: `${name} (${email})` }))}
          />
          <div>
            <SubmitButton tone="plain">{t("teams.add")}</SubmitButton>
          </div>
        </ActionForm>
      )}
      <ActionForm action={renameTeamAction} label={t("teams.renameOne", { team: team.name })} className="w-72">
        <FormMessage />
        {hidden}
        <FormField name="name" label={t("teams.name")} defaultValue={team.name} required />
        <div>
          <SubmitButton tone="plain">{t("teams.rename")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}
