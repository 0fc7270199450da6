import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import type { SourceSummary } from "../../../../../../lib/access/source.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { revokeKeyAction, rotateKeyAction } from "../actions.ts";
import type { Opened } from "../page-of.ts";

/** Keys that clients send with. A new one works beside the old ones until those are revoked. */
export function KeyTable({ opened, source }: { opened: Opened; source: SourceSummary }) {
  const { language, project, t } = opened;
  const format = formatterOf(language, project.timeZone);
  const fields = { project: project.slug, source: source.slug };
  return (
    <div className="max-w-4xl">
      <h2 className="font-semibold">{t("keys.title")}</h2>
      <p className="mb-2 max-w-reading text-grey-7">{t("keys.text")}</p>
      <Table
        caption={t("keys.title")}
        rows={source.writeKeys}
        rowKey={(key) => key.id}
        columns={[
          {
            key: "key",
            label: t("keys.key"),
            heading: true,
            cell: (key) => (
              <span className="inline-flex items-center gap-2">
                <code data-write-key>{key.key}</code>
                <CopyButton text={key.key} label={t("keys.copy")} />
              </span>
            ),
          },
          {
            key: "created",
            label: t("keys.created"),
            cell: (key) => format.dateTime(key.createdAt, { dateStyle: "medium", timeStyle: "short" }),
          },
          {
            key: "revoke",
            label: <span className="sr-only">{t("keys.revoke")}</span>,
            align: "end",
            cell: (key) =>
              mayActAs(project.role, "admin") && (
                <ConfirmAction
                  action={revokeKeyAction}
                  fields={{ ...fields, key: key.id }}
                  title={t("keys.revokeTitle")}
                  description={t("keys.revokeText")}
                  verb={t("keys.revoke")}
                />
              ),
          },
        ]}
      />
      {mayActAs(project.role, "editor") && (
        <ActionForm action={rotateKeyAction} label={t("keys.rotate")} className="mt-3">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <input type="hidden" name="source" value={source.slug} />
          <div>
            <SubmitButton tone="plain">{t("keys.rotate")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  );
}
