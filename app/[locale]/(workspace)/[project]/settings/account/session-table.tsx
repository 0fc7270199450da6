import type { SessionSummary } from "../../../../../../lib/access/session.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { HiddenLabel } from "../hidden-label.tsx";
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction } from "./actions.ts";
import { browserName } from "./browser-name.ts";

/** Where the person is signed in, and the ways out. */
export function SessionTable(props: { language: Language; timeZone: string; sessions: readonly SessionSummary[] }) {
  const t = translator(props.language, "settings");
  const format = formatterOf(props.language, props.timeZone);
  const time = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  const nameOf = (userAgent: string) => {
    const known = browserName(userAgent);
    return known ? t("account.browserOn", known) : t("account.unknownBrowser");
  };
  return (
    <section className="pb-8">
      <h2 className="mb-2 px-4 font-semibold">{t("account.sessions")}</h2>
      <Table
        caption={t("account.sessions")}
        rows={props.sessions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "browser",
            label: t("account.browser"),
            heading: true,
            cell: (row) => (
              <span className="flex items-center gap-1.5">
                {nameOf(row.userAgent)}
                {row.current && <Badge tone="accent">{t("account.thisOne")}</Badge>}
              </span>
            ),
          },
          { key: "since", label: t("account.since"), cell: (row) => time(row.createdAt) },
          { key: "seen", label: t("account.seen"), cell: (row) => time(row.lastSeenAt) },
          {
            key: "actions",
            label: <HiddenLabel>{t("members.actions")}</HiddenLabel>,
            align: "end",
            cell: (row) =>
              !row.current && (
                <ActionForm action={endSessionAction} label={nameOf(row.userAgent)} className="items-end">
                  <FormMessage />
                  <input type="hidden" name="session" value={row.id} />
                  <SubmitButton size="small" tone="quiet">
                    {t("account.end")}
                  </SubmitButton>
                </ActionForm>
              ),
          },
        ]}
      />
      <div className="flex flex-wrap gap-2 px-4 pt-3">
        <ConfirmAction
          action={endOtherSessionsAction}
          fields={{}}
          size="normal"
          tone="plain"
          title={t("account.endOthersTitle")}
          description={t("account.endOthersText")}
          verb={t("account.endOthers")}
        />
        <ConfirmAction
          action={endAllSessionsAction}
          fields={{}}
          size="normal"
          tone="plain"
          title={t("account.endAllTitle")}
          description={t("account.endAllText")}
          verb={t("account.endAll")}
        />
      </div>
    </section>
  );
}
