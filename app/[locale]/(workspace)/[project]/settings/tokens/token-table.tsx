import type { ApiTokenSummary } from "../../../../../../lib/access/api-token.ts";
import { type AuthorizedProject, mayActAs } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Badge } from "../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { HiddenLabel } from "../hidden-label.tsx";
import { revokeTokenAction } from "./actions.ts";

function stateOf(token: ApiTokenSummary): "active" | "revoked" | "expired" | "stopped" {
  if (token.revokedAt) return "revoked";
  if (token.expiresAt && token.expiresAt.getTime() <= Date.now()) return "expired";
  return token.roleToday === null ? "stopped" : "active";
}

export function TokenTable(props: {
  language: Language;
  project: AuthorizedProject;
  tokens: readonly ApiTokenSummary[];
}) {
  const { language, project } = props;
  const t = translator(language, "settings");
  const roleName = translator(language, "shell");
  const format = formatterOf(language, project.timeZone);
  const day = (date: Date | null, otherwise: string) =>
    date ? format.dateTime(date, { dateStyle: "medium" }) : otherwise;
  const roleToday = ({ role, roleToday: today }: ApiTokenSummary) =>
    today === null || today === role
      ? roleName(`role.${role}`)
      : t("tokens.roleToday", { role: roleName(`role.${role}`), today: roleName(`role.${today}`) });
  return (
    <Table
      caption={t("tokens.title")}
      rows={props.tokens}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("tokens.empty")} text={t("tokens.emptyText")} className="pt-2 pb-4" />}
      columns={[
        { key: "name", label: t("tokens.name"), heading: true, cell: (row) => row.name, className: "break-words" },
        { key: "prefix", label: t("tokens.prefix"), cell: (row) => <code className="font-mono">{row.prefix}…</code> },
        {
          key: "maker",
          label: t("tokens.maker"),
          cell: (row) => row.maker ?? t("tokens.noMaker"),
          className: "break-words",
        },
        { key: "role", label: t("tokens.role"), cell: (row) => roleToday(row) },
        {
          key: "scopes",
          label: t("tokens.scopes"),
          cell: (row) =>
            row.scopes.length === 0
              ? t("tokens.all")
              : row.scopes.map((scope) => t(`tokens.scope.${scope}`)).join(", "),
        },
        { key: "created", label: t("tokens.created"), cell: (row) => day(row.createdAt, "") },
        { key: "lastUsed", label: t("tokens.lastUsed"), cell: (row) => day(row.lastUsedAt, t("tokens.unused")) },
        { key: "expires", label: t("tokens.expires"), cell: (row) => day(row.expiresAt, t("tokens.never")) },
        {
          key: "state",
          label: t("tokens.state"),
          cell: (row) => (
            <Badge tone={stateOf(row) === "active" ? "good" : "neutral"}>{t(`tokens.${stateOf(row)}`)}</Badge>
          ),
        },
        {
          key: "actions",
          label: <HiddenLabel>{t("members.actions")}</HiddenLabel>,
          align: "end",
          cell: (row) =>
            (stateOf(row) === "active" || stateOf(row) === "stopped") &&
            mayActAs(project.role, row.role) && (
              <ConfirmAction
                action={revokeTokenAction}
                fields={{ project: project.slug, token: row.id, name: row.name }}
                title={t("tokens.revokeTitle", { name: row.name })}
                description={t("tokens.revokeText")}
                verb={t("tokens.revoke")}
              />
            ),
        },
      ]}
    />
  );
}
