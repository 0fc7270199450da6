"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { workspaceOf } from "../../../../../../lib/access/authorize.ts";
import { type AuthorizedWorkspace, ROLES, type Role } from "../../../../../../lib/access/authorized.ts";
import { createInvitation, revokeInvitation } from "../../../../../../lib/access/invitation.ts";
import { linkAddress, mailInvitation, mailResetLink } from "../../../../../../lib/access/link-mail.ts";
import { changeMember } from "../../../../../../lib/access/member-change.ts";
import { removeMember, setMemberDisabled } from "../../../../../../lib/access/membership.ts";
import { createResetLink } from "../../../../../../lib/access/one-time-link.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { MailOutcome } from "../../../../../../lib/mail/mailer.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import type { FormReader } from "../../../../../_access/form-reader.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { readEnd } from "../end-field.ts";

async function workspaceAs(form: FormReader, atLeast: Role): Promise<AuthorizedWorkspace> {
  return workspaceOf(await actionProject(form.raw("project"), atLeast));
}

/** What the answer says of the letter; without a mail server there is none to speak of. */
function mailed(outcome: MailOutcome, sent: string, failed: string): { message?: string; warning?: string } {
  if (outcome === "off") return {};
  return outcome === "sent" ? { message: sent } : { warning: failed };
}

/** Invites an address, by mail where a server is configured; the answer shows the link, once, whatever became of the mail. */
export const inviteAction = formAction(async (form, language) => {
  const input = { email: form.email("email"), role: form.choice("role", ROLES) };
  const project = await actionProject(form.raw("project"), "admin");
  const workspace = await workspaceOf(project);
  const accessEndsAt = readEnd(form, "accessEndsAt", project.timeZone);
  form.settle();
  const { secret } = await createInvitation(workspace, { ...input, accessEndsAt });
  const mail = await mailInvitation(workspace, { ...input, secret }, language);
  refresh();
  const t = translator(language, "settings");
  return {
    ...mailed(mail, t("mail.invited", input), t("mail.failed", input)),
    shown: {
      link: linkAddress(`/invitation/${secret}`, language),
      "link.label": t("invitations.link", { email: input.email }),
    },
  };
});

export const revokeInvitationAction = formAction(async (form, language) => {
  await revokeInvitation(await workspaceAs(form, "admin"), form.raw("invitation"));
  refresh();
  return { message: translator(language, "settings")("invitations.revokedDone", { email: form.text("email") }) };
});

export const changeRoleAction = formAction(async (form, language) => {
  const role = form.choice("role", ROLES);
  const workspace = await workspaceAs(form, "admin");
  form.settle();
  await changeMember(workspace, form.raw("person"), { role });
  refresh();
  const name = translator(language, "shell")(`role.${role}`);
  return { message: translator(language, "settings")("members.roleChanged", { name: form.text("name"), role: name }) };
});

/** The last day of a member's access; an empty day takes the end away. */
export const setEndAction = formAction(async (form) => {
  const project = await actionProject(form.raw("project"), "admin");
  const endsAt = readEnd(form, "endsAt", project.timeZone);
  form.settle();
  await changeMember(await workspaceOf(project), form.raw("person"), { endsAt });
  refresh();
});

export const removeMemberAction = formAction(async (form, language) => {
  await removeMember(await workspaceAs(form, "admin"), form.raw("person"));
  refresh();
  return { message: translator(language, "settings")("members.removed", { name: form.text("name") }) };
});

/** The signed-in person leaves. */
export const leaveAction = formAction(async (form, language) => {
  const workspace = await workspaceAs(form, "viewer");
  await removeMember(workspace, workspace.actor.id);
  redirect(`/${language}`);
});

export const disableMemberAction = formAction(async (form, language) => {
  await setMemberDisabled(await workspaceAs(form, "owner"), form.raw("person"), true);
  refresh();
  return { message: translator(language, "settings")("members.disabledDone", { name: form.text("name") }) };
});

export const enableMemberAction = formAction(async (form, language) => {
  await setMemberDisabled(await workspaceAs(form, "owner"), form.raw("person"), false);
  refresh();
  return { message: translator(language, "settings")("members.enabledDone", { name: form.text("name") }) };
});

/** A link to choose a new password, mailed to the member where a server is configured; the answer shows it, once. */
export const resetLinkAction = formAction(async (form, language) => {
  const workspace = await workspaceAs(form, "owner");
  const link = await createResetLink(workspace, form.raw("person"));
  const { email } = link;
  const mail = await mailResetLink(workspace, link);
  const t = translator(language, "settings");
  return {
    ...mailed(mail, t("mail.reset", { email }), t("mail.failed", { email })),
    shown: {
      link: linkAddress(link.path, language),
      "link.label": t("members.resetLink", { name: form.text("name") }),
    },
  };
});
