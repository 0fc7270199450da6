import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { getWebhook, listDeliveries, type Webhook } from "../../../../../../../lib/notify/webhook.ts";
import { ActionForm, FormMessage, FormReveal, SubmitButton } from "../../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../../_access/confirm-action.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../../_ui/text-link.tsx";
import { RevealAction } from "../../members/reveal-action.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../../page-of.ts";
import { RoleNotice } from "../../role-notice.tsx";
import {
  deleteWebhookAction,
  disableWebhookAction,
  enableWebhookAction,
  rotateSecretAction,
  testWebhookAction,
  updateWebhookAction,
} from "../actions.ts";
import { WebhookFields } from "../webhook-fields.tsx";
import { WebhookState } from "../webhook-state.tsx";
import { DeliveryTable } from "./delivery-table.tsx";

interface Props extends SettingsProps {
  readonly params: Promise<{ locale: string; project: string; webhook: string }>;
}

export const generateMetadata = (props: Props) => settingsMetadata(props, "webhooks");

async function found(opened: Opened, id: string): Promise<Webhook> {
  try {
    return await getWebhook(opened.project, id);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** One webhook: what it is told of, its secret, and how its latest messages fared. */
export default async function WebhookPage(props: Props) {
  const opened = await openSettings(props);
  const { language, project, base } = opened;
  const t = translator(language, "webhook");
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        <PageHeader title={t("title")} text={t("text")} />
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  const webhook = await found(opened, (await props.params).webhook);
  const deliveries = await listDeliveries(project, webhook.id);
  return (
    <>
      <PageHeader
        title={webhook.name}
        text={<TextLink href={`${base}/webhooks`}>{t("back")}</TextLink>}
        actions={<WebhookActs {...opened} webhook={webhook} />}
      />
      <div className="px-4 pb-4">
        <WebhookState language={language} timeZone={project.timeZone} webhook={webhook} />
      </div>
      <TestForm {...opened} webhook={webhook} />
      <DeliveryTable language={language} timeZone={project.timeZone} deliveries={deliveries} />
      <ActionForm action={updateWebhookAction} label={webhook.name} className="max-w-lg border-t px-4 pt-4 pb-8">
        <FormMessage />
        <FormReveal name="secret" hint={t("secretHint")} copyLabel={t("copy")} />
        <input type="hidden" name="project" value={project.slug} />
        <input type="hidden" name="webhook" value={webhook.id} />
        <input type="hidden" name="format" value={webhook.format} />
        <WebhookFields
          language={language}
          name={webhook.name}
          address={webhook.address}
          spoken={webhook.language}
          kinds={webhook.kinds}
        />
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

interface One extends Opened {
  readonly webhook: Webhook;
}

function WebhookActs({ language, project, webhook }: One) {
  const t = translator(language, "webhook");
  const { name, id } = webhook;
  const fields = { project: project.slug, webhook: id, name };
  return (
    <>
      {webhook.format === "signed" && (
        <RevealAction
          action={rotateSecretAction}
          fields={fields}
          title={t("rotateTitle", { name })}
          description={t("rotateText")}
          verb={t("rotate")}
          hint={t("secretHint")}
          copyLabel={t("copy")}
        />
      )}
      {webhook.disabledAt === null && (
        <ConfirmAction
          action={disableWebhookAction}
          fields={fields}
          title={t("disableTitle", { name })}
          description={t("disableText")}
          verb={t("disable")}
        />
      )}
      <ConfirmAction
        action={deleteWebhookAction}
        fields={fields}
        title={t("deleteTitle", { name })}
        description={t("deleteText")}
        verb={t("delete")}
      />
    </>
  );
}

function TestForm({ language, project, webhook }: One) {
  const t = translator(language, "webhook");
  const hidden = (
    <>
      <input type="hidden" name="project" value={project.slug} />
      <input type="hidden" name="webhook" value={webhook.id} />
    </>
  );
  return (
    <div className="flex flex-wrap gap-3 px-4 pb-4">
      <ActionForm action={testWebhookAction} label={t("test")}>
        <FormMessage />
        {hidden}
        <div>
          <SubmitButton tone="plain">{t("test")}</SubmitButton>
        </div>
      </ActionForm>
      {webhook.disabledAt !== null && (
        <ActionForm action={enableWebhookAction} label={t("enable")}>
          <FormMessage />
          {hidden}
          <div>
            <SubmitButton tone="plain">{t("enable")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  );
}
