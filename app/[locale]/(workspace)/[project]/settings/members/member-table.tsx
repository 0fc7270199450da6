import { lastDayOf } from "../../../../../../lib/access/access-end.ts";
import { type AuthorizedProject, mayActAs, type Role } from "../../../../../../lib/access/authorized.ts";
import type { Member } from "../../../../../../lib/access/membership.ts";
import { type AreaText, formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { HiddenLabel } from "../hidden-label.tsx";
import {
  changeRoleAction,
  disableMemberAction,
  enableMemberAction,
  leaveAction,
  removeMemberAction,
  resetLinkAction,
  setEndAction,
} from "./actions.ts";
import { EndAction } from "./end-action.tsx";
import { RevealAction } from "./reveal-action.tsx";
import { RoleSelect } from "./role-select.tsx";

interface Props {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly members: readonly Member[];
  /** Roles the reader may give. */
  readonly roles: readonly Role[];
}

/** Members with what the reader may do about each. */
export function MemberTable(props: Props) {
  const { language, project, members } = props;
  const t = translator(language, "settings");
  const ends = translator(language, "transfer");
  const roleName = translator(language, "shell");
  const format = formatterOf(language, project.timeZone);
  const isSelf = (row: Member) => row.personId === project.actor.id;
  return (
    <Table
      caption={t("members.title")}
      rows={members}
      rowKey={(row) => row.personId}
      columns={[
        {
          key: "person",
          label: t("members.person"),
          heading: true,
          cell: (row) => (
            <span className="flex flex-wrap items-center gap-1.5 break-words">
              {row.name || row.email}
              {isSelf(row) && <Badge tone="accent">{t("members.you")}</Badge>}
              {row.disabledAt && <Badge tone="danger">{t("members.disabled")}</Badge>}
            </span>
          ),
        },
        { key: "email", label: t("members.email"), cell: (row) => row.email, className: "min-w-44 break-words" },
        {
          key: "role",
          label: t("members.role"),
          cell: (row) =>
            mayActAs(project.role, "admin") && mayActAs(project.role, row.role) ? (
              <RoleSelect
                action={changeRoleAction}
                project={project.slug}
                person={row.personId}
                name={row.name || row.email}
                role={row.role}
                roles={props.roles}
              />
            ) : (
              roleName(`role.${row.role}`)
            ),
        },
        {
          key: "joined",
          label: t("members.joined"),
          cell: (row) => format.dateTime(row.joinedAt, { dateStyle: "medium" }),
        },
        {
          key: "ends",
          label: ends("end.column"),
          cell: (row) => <AccessEnd endsAt={row.endsAt} project={project} language={language} />,
        },
        {
          key: "actions",
          label: <HiddenLabel>{t("members.actions")}</HiddenLabel>,
          align: "end",
          cell: (row) => <MemberActions project={project} member={row} isSelf={isSelf(row)} t={t} />,
        },
      ]}
    />
  );
}

/** The last day, and that it is over. */
function AccessEnd(props: { endsAt: Date | null; project: AuthorizedProject; language: Language }) {
  const { endsAt, project, language } = props;
  const t = translator(language, "transfer");
  if (endsAt === null) return <span className="text-grey-7">{t("end.none")}</span>;
  const day = formatterOf(language, project.timeZone).dateTime(new Date(endsAt.getTime() - 1), { dateStyle: "medium" });
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {day}
      {endsAt.getTime() <= Date.now() && <Badge tone="danger">{t("end.ended")}</Badge>}
    </span>
  );
}

function MemberActions(props: {
  project: AuthorizedProject;
  member: Member;
  isSelf: boolean;
  t: AreaText<"settings">;
}) {
  const { project, member, isSelf, t } = props;
  const name = member.name || member.email;
  const fields = { project: project.slug, person: member.personId, name };
  if (isSelf)
    return (
      <ConfirmAction
        action={leaveAction}
        fields={fields}
        title={t("members.leaveTitle")}
        description={t("members.leaveText")}
        verb={t("members.leave")}
      />
    );
  if (!mayActAs(project.role, "admin") || !mayActAs(project.role, member.role)) return null;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {project.role === "owner" && (
        <>
          <RevealAction
            action={resetLinkAction}
            fields={fields}
            title={t("members.resetTitle", { name })}
            description={t("members.resetText", { email: member.email })}
            verb={t("members.reset")}
            hint={t("members.resetHint")}
            copyLabel={t("members.copyLink")}
          />
          <ConfirmAction
            action={member.disabledAt ? enableMemberAction : disableMemberAction}
            fields={fields}
            title={member.disabledAt ? `${t("members.enable")}: ${name}` : t("members.disableTitle", { name })}
            description={member.disabledAt ? member.email : t("members.disableText", { email: member.email })}
            verb={member.disabledAt ? t("members.enable") : t("members.disable")}
          />
        </>
      )}
      <EndAction
        action={setEndAction}
        fields={fields}
        name={name}
        day={member.endsAt === null ? "" : lastDayOf(member.endsAt, project.timeZone)}
      />
      <ConfirmAction
        action={removeMemberAction}
        fields={fields}
        title={t("members.removeTitle", { name })}
        description={t("members.removeText", { email: member.email })}
        verb={t("members.remove")}
      />
    </span>
  );
}
