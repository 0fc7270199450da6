/** What an entry of the audit log may say: closed lists, so that every word of it can be said in the reader's language. */

import type { Actor } from "../access/authorized.ts";
import type { Prisma } from "./prisma-client/client.ts";

/** `area.act`. */
export const AUDIT_ACTIONS = [
  "acceptance.cancel",
  "acceptance.override",
  "acceptance.pair",
  "acceptance.pause",
  "acceptance.resume",
  "acceptance.set_aside",
  "acceptance.sign",
  "acceptance.start",
  "acceptance.update_rule",
  "acceptance.wait_again",
  "access.denied",
  "access.sign_in_failed",
  "alert.create",
  "alert.delete",
  "alert.mute",
  "alert.unmute",
  "alert.update",
  "destination.backfill",
  "destination.create",
  "destination.delete",
  "destination.discard",
  "destination.pause",
  "destination.resume",
  "destination.retry",
  "destination.stop",
  "destination.update",
  "branch.close",
  "branch.create",
  "branch.merge",
  "branch.rebase",
  "branch.reopen",
  "cohort.create",
  "cohort.delete",
  "cohort.update",
  "comment.create",
  "comment.delete",
  "comment.edit",
  "comment.reopen",
  "comment.resolve",
  "comment.restore",
  "event.replay",
  "installation.set_up",
  "invitation.accept",
  "invitation.create",
  "invitation.revoke",
  "member.change_role",
  "member.disable",
  "member.enable",
  "member.leave",
  "member.remove",
  "member.set_end",
  "person.change_password",
  "person.create_reset",
  "person.create_sign_in_link",
  "person.forgot_password",
  "person.reset_password",
  "person.update",
  "plan.add_image",
  "plan.edit",
  "plan.manage",
  "plan.publish",
  "plan.unmanage",
  "project.create",
  "project.update",
  "report.create",
  "report.delete",
  "report.update",
  "review.approve",
  "review.ask",
  "review.dismiss",
  "review.request_changes",
  "review.update_rules",
  "review.withdraw",
  "session.end",
  "session.end_all",
  "session.start",
  "share.create",
  "share.revoke",
  "source.archive",
  "source.create",
  "source.restore",
  "source.revoke_key",
  "source.rotate_key",
  "source.update",
  "team.add_person",
  "team.create",
  "team.delete",
  "team.remove_person",
  "team.rename",
  "template.apply",
  "template.delete",
  "template.import",
  "template.save",
  "token.create",
  "token.leaked",
  "token.revoke",
  "transfer.accept",
  "transfer.cancel",
  "transfer.decline",
  "transfer.offer",
  "user.erase",
  "view.create",
  "view.delete",
  "view.update",
  "violation.assigned",
  "violation.ignored",
  "violation.open",
  "violation.release",
  "violation.resolved",
  "webhook.create",
  "webhook.delete",
  "webhook.disable",
  "webhook.enable",
  "webhook.rotate",
  "webhook.update",
  "workshop.create",
  "workshop.delete",
  "workshop.finish",
  "workspace.create",
  "workspace.export",
  "workspace.import",
  "workspace.rename",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_DETAILS = [
  "acceptanceDays",
  "acceptanceNeed",
  "address",
  "commands",
  "currency",
  "decided",
  "edits",
  "environment",
  "events",
  "from",
  "hash",
  "id",
  "includeBlocked",
  "judged",
  "keeps",
  "key",
  "language",
  "main",
  "mainProtected",
  "mode",
  "mostNewlyFailing",
  "moved",
  "name",
  "needs",
  "other",
  "outcome",
  "path",
  "person",
  "planVersion",
  "platform",
  "prefix",
  "reason",
  "release",
  "released",
  "repository",
  "requiredApprovals",
  "revision",
  "role",
  "rules",
  "scopes",
  "sentTo",
  "sessions",
  "sessionsEnded",
  "strip",
  "timeZone",
  "threshold",
  "to",
  "unplanned",
  "versionRule",
  "until",
  "version",
  "was",
  "weekStart",
  "withdrawn",
] as const;
type AuditDetailKey = (typeof AUDIT_DETAILS)[number];
export type AuditDetail = { readonly [Key in AuditDetailKey]?: string | number | boolean | readonly string[] };

export interface AuditWords {
  readonly action: AuditAction;
  /** What it was done to, in words a person recognises. Never a secret. */
  readonly target: string;
  readonly detail?: AuditDetail;
}

/** Where something was done, and by whom: a proof of access is one. */
export interface AuditPlace {
  readonly workspaceId?: string | null;
  readonly projectId?: string | null;
  readonly actor: Actor;
}

/** The row of an entry. It is written in the transaction of the change it tells of. */
export function auditRow(
  { workspaceId = null, projectId = null, actor }: AuditPlace,
  { action, target, detail }: AuditWords,
) {
  return {
    workspaceId,
    projectId,
    actorId: actor.kind === "system" ? null : actor.id,
    actorName: actor.name,
    action,
    target: target.slice(0, 500),
    detail: { ...detail },
  };
}

/** Writes one entry with the caller's transaction, so that a change and its entry stand or fall together. */
export async function recordAudit(db: Prisma.TransactionClient, place: AuditPlace, words: AuditWords): Promise<void> {
  await db.auditEntry.create({ data: auditRow(place, words) });
}

/** What a change made of these fields: `{mode: "quarantine → observe"}`. */
export function auditChanges<Key extends AuditDetailKey>(
  fields: readonly Key[],
  before: Readonly<Record<Key, string | number>>,
  change: { readonly [Field in Key]?: string | number },
): AuditDetail {
  return Object.fromEntries(fields.map((field) => [field, `${before[field]} → ${change[field]}`]));
}
