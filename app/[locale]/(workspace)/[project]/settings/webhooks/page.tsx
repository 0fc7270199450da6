import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { listWebhooks, type Webhook } from "../../../../../../lib/notify/webhook.ts";
import { ActionForm, FormMessage, FormReveal, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { createWebhookAction } from "./actions.ts";
import { WebhookFields } from "./webhook-fields.tsx";
import { WebhookState } from "./webhook-state.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "webhooks");

/** Addresses of other tools that are told what happens. */
export default async function WebhooksPage(props: SettingsProps) {
  const opened = await openSettings(props);
  const { language, project } = opened;
  const t = translator(language, "webhook");
  const header = <PageHeader title={t("title")} text={t("text")} />;
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
      <WebhookTable {...opened} webhooks={await listWebhooks(project)} />
      <NewWebhook {...opened} />
    </>
  );
}

function WebhookTable({ language, project, base, webhooks }: Opened & { webhooks: readonly Webhook[] }) {
  const t = translator(language, "webhook");
  return (
    <Table
      caption={t("title")}
      rows={webhooks}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("none")} text={t("noneText")} className="pt-2 pb-4" />}
      columns={[
        {
          key: "name",
          label: t("name"),
          heading: true,
          className: "break-words",
          cell: (row) => <TextLink href={`${base}/webhooks/${row.id}`}>{row.name}</TextLink>,
        },
        { key: "format", label: t("format"), cell: (row) => t(row.format) },
        {
          key: "address",
          label: t("url"),
          cell: (row) => <code className="break-all font-mono">{row.address}</code>,
        },
        {
          key: "state",
          label: t("state"),
          cell: (row) => <WebhookState language={language} timeZone={project.timeZone} webhook={row} />,
        },
      ]}
    />
  );
}

function NewWebhook({ language, project }: Opened) {
  const t = translator(language, "webhook");
  return (
    <ActionForm action={createWebhookAction} clears label={t("new")} className="max-w-lg px-4 pt-4 pb-8">
      <h2 className="font-semibold">{t("new")}</h2>
      <FormMessage />
      <FormReveal name="secret" hint={t("secretHint")} copyLabel={t("copy")} />
      <input type="hidden" name="project" value={project.slug} />
      <FormSelect
        name="format"
        label={t("format")}
        hint={t("formatHint")}
        defaultValue="slack"
        options={(["slack", "signed"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <WebhookFields language={language} />
      <div>
        <SubmitButton>{t("create")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
