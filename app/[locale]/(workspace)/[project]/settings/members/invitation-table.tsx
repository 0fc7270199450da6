import { type AuthorizedProject, mayActAs } from "../../../../../../lib/access/authorized.ts";
import type { InvitationSummary } from "../../../../../../lib/access/invitation.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { HiddenLabel } from "../hidden-label.tsx";
import { revokeInvitationAction } from "./actions.ts";

const TONES: Record<InvitationSummary["state"], BadgeTone> = {
  pending: "accent",
  accepted: "good",
  revoked: "neutral",
  expired: "neutral",
};

export function InvitationTable(props: {
  language: Language;
  project: AuthorizedProject;
  invitations: readonly InvitationSummary[];
}) {
  const { language, project } = props;
  const t = translator(language, "settings");
  const ends = translator(language, "transfer");
  const roleName = translator(language, "shell");
  const format = formatterOf(language, project.timeZone);
  return (
    <Table
      caption={t("invitations.title")}
      rows={props.invitations}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("invitations.empty")} text={t("invitations.emptyText")} className="pt-2" />}
      columns={[
        {
          key: "email",
          label: t("invitations.email"),
          heading: true,
          cell: (row) => row.email,
          className: "min-w-44 break-words",
        },
        { key: "role", label: t("invitations.role"), cell: (row) => roleName(`role.${row.role}`) },
        {
          key: "state",
          label: t("invitations.state"),
          cell: (row) => <Badge tone={TONES[row.state]}>{t(`invitations.${row.state}`)}</Badge>,
        },
        {
          key: "expires",
          label: t("invitations.expires"),
          cell: (row) => format.dateTime(row.expiresAt, { dateStyle: "medium", timeStyle: "short" }),
        },
        {
          key: "ends",
          label: ends("end.column"),
          cell: (row) =>
            row.accessEndsAt === null
              ? ends("end.none")
              : format.dateTime(new Date(row.accessEndsAt.getTime() - 1), { dateStyle: "medium" }),
        },
        {
          key: "actions",
          label: <HiddenLabel>{t("members.actions")}</HiddenLabel>,
          align: "end",
          cell: (row) =>
            row.state === "pending" &&
            mayActAs(project.role, row.role) && (
              <ConfirmAction
                action={revokeInvitationAction}
                fields={{ project: project.slug, invitation: row.id, email: row.email }}
                title={t("invitations.revokeTitle", { email: row.email })}
                description={t("invitations.revokeText")}
                verb={t("invitations.revoke")}
              />
            ),
        },
      ]}
    />
  );
}
