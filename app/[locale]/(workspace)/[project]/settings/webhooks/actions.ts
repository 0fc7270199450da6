"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { WEBHOOK_KINDS } from "../../../../../../lib/base/notification-kind.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import {
  createWebhook,
  deleteWebhook,
  queueTest,
  rotateSecret,
  setWebhookEnabled,
  updateWebhook,
} from "../../../../../../lib/notify/webhook.ts";
import { WEBHOOK_FORMATS } from "../../../../../../lib/notify/webhook-message.ts";
import { LANGUAGES, type Language } from "../../../../../../lib/plan/plan.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import type { FormReader } from "../../../../../_access/form-reader.ts";
import { actionProject } from "../../../../../_access/request.ts";

const URL_MAX = 2000;

/** The secret under the words that say whose it is. */
function revealed(language: Language, name: string, secret: string) {
  return { secret, "secret.label": translator(language, "webhook")("secret", { name }) };
}

/** A new webhook; where messages are signed, the answer shows the secret, once. */
export const createWebhookAction = formAction(async (form, language) => {
  const name = form.required("name");
  const url = form.required("url", URL_MAX);
  const format = form.choice("format", WEBHOOK_FORMATS);
  const spoken = form.choice("language", LANGUAGES);
  const kinds = form.choices("kinds", WEBHOOK_KINDS);
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const { secret } = await createWebhook(project, { name, url, format, language: spoken, kinds });
  refresh();
  const shown = format === "signed" ? { shown: revealed(language, name, secret) } : {};
  return { message: translator(language, "webhook")("created"), ...shown };
});

/** Changes a webhook; an empty address keeps the one it has. */
export const updateWebhookAction = formAction(async (form, language) => {
  const name = form.required("name");
  const url = form.text("url", URL_MAX);
  const spoken = form.choice("language", LANGUAGES);
  const kinds = form.choices("kinds", WEBHOOK_KINDS);
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const change = { name, language: spoken, kinds, ...(url === "" ? {} : { url }) };
  const { secret } = await updateWebhook(project, form.raw("webhook"), change);
  refresh();
  const t = translator(language, "webhook");
  return secret === undefined || form.raw("format") === "slack"
    ? { message: t("saved") }
    : { message: t("savedSecret"), shown: revealed(language, name, secret) };
});

/** The webhook a form is about, for an admin. */
async function named(form: FormReader) {
  return { project: await actionProject(form.raw("project"), "admin"), webhook: form.raw("webhook") };
}

export const rotateSecretAction = formAction(async (form, language) => {
  const { project, webhook } = await named(form);
  const { secret } = await rotateSecret(project, webhook);
  refresh();
  return {
    message: translator(language, "webhook")("rotated"),
    shown: { link: secret, "link.label": translator(language, "webhook")("secret", { name: form.raw("name") }) },
  };
});

export const testWebhookAction = formAction(async (form, language) => {
  const { project, webhook } = await named(form);
  await queueTest(project, webhook);
  refresh();
  return { message: translator(language, "webhook")("tested") };
});

export const enableWebhookAction = formAction(async (form, language) => {
  const { project, webhook } = await named(form);
  await setWebhookEnabled(project, webhook, true);
  refresh();
  return { message: translator(language, "webhook")("enabled") };
});

export const disableWebhookAction = formAction(async (form, language) => {
  const { project, webhook } = await named(form);
  await setWebhookEnabled(project, webhook, false);
  refresh();
  return { message: translator(language, "webhook")("disabledDone") };
});

export const deleteWebhookAction = formAction(async (form, language) => {
  const { project, webhook } = await named(form);
  await deleteWebhook(project, webhook);
  redirect(`/${language}/${project.slug}/settings/webhooks`);
});
