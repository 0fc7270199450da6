"use server";

import { refresh } from "next/cache";
import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import { linkAddress, mailInvitation, mailTransfer } from "../../../../../../lib/access/link-mail.ts";
import {
  acceptTransfer,
  cancelTransfer,
  declineTransfer,
  offerOwnership,
} from "../../../../../../lib/access/transfer.ts";
import { KEPT_ROLES } from "../../../../../../lib/access/transfer-settle.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { readEnd } from "../end-field.ts";

/** Offers the workspace to a member, or to somebody it invites; mailed where a server is configured. */
export const offerTransferAction = formAction(async (form, language) => {
  const email = form.email("email");
  const keepRole = form.choice("keepRole", KEPT_ROLES);
  const confirm = form.required("confirm", 1000);
  const project = await actionProject(form.raw("project"), "owner");
  const keepUntil = keepRole === "none" ? null : readEnd(form, "keepUntil", project.timeZone);
  form.settle();
  const workspace = await workspaceOf(project);
  const { secret } = await offerOwnership(workspace, { email, keepRole, keepUntil, confirm });
  const mail =
    secret === undefined
      ? await mailTransfer(workspace, { email, path: `/${project.slug}/settings/workspace` })
      : await mailInvitation(workspace, { email, role: "owner", secret }, language);
  refresh();
  const t = translator(language, "transfer");
  const told = mail === "sent" ? ` ${t("hand.mailed", { email })}` : "";
  return {
    message: t("hand.offered", { email }) + told,
    ...(mail === "failed" ? { warning: t("hand.mailFailed", { email }) } : {}),
    ...(secret === undefined
      ? {}
      : {
          shown: { link: linkAddress(`/invitation/${secret}`, language), "link.label": t("hand.link", { email }) },
        }),
  };
});

export const cancelTransferAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "owner");
  await cancelTransfer(await workspaceOf(project), form.raw("transfer"));
  refresh();
  return { message: translator(language, "transfer")("hand.cancelled") };
});

/** Whoever it is offered to becomes the owner. */
export const acceptTransferAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "viewer");
  await acceptTransfer(await workspaceOf(project), form.raw("transfer"));
  refresh();
  return { message: translator(language, "transfer")("hand.accepted") };
});

export const declineTransferAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "viewer");
  await declineTransfer(await workspaceOf(project), form.raw("transfer"));
  refresh();
  return { message: translator(language, "transfer")("hand.declined", { from: form.text("from") }) };
});
