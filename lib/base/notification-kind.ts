/** What people can be told of and by which ways; what each is, and who is told, is decided where it is written. */

export const NOTIFICATION_KINDS = [
  "mention",
  "reply",
  "review_asked",
  "approved",
  "changes_requested",
  "voided",
  "dismissed",
  "merged",
  "changed",
  "published",
  "violation_new",
  "violation_regressed",
  "violation_assigned",
  "expiring",
  "source_silent",
  "ramp_rolled_back",
  "alert_firing",
  "alert_recovered",
  "webhook_disabled",
  "destination_failing",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What webhooks can be told of: nothing that concerns one person only. */
export const WEBHOOK_KINDS = [
  "review_asked",
  "approved",
  "changes_requested",
  "merged",
  "comment",
  "changed",
  "published",
  "violation_new",
  "violation_regressed",
  "violation_assigned",
  "violation_resolved",
  "expiring",
  "source_silent",
  "ramp_rolled_back",
  "alert_firing",
  "alert_recovered",
] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** Under the bell, as a letter at once, in the letter of the day. */
export const CHANNELS = ["bell", "mail", "digest"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The ways of someone who chose nothing: at once what waits for that person, once a day what is good to know. */
export const USUAL_CHANNELS: Readonly<Record<NotificationKind, readonly Channel[]>> = {
  mention: ["bell", "mail"],
  reply: ["bell", "mail"],
  review_asked: ["bell", "mail"],
  approved: ["bell", "mail"],
  changes_requested: ["bell", "mail"],
  voided: ["bell", "mail"],
  dismissed: ["bell", "mail"],
  merged: ["bell", "mail"],
  changed: ["bell", "digest"],
  published: ["bell", "digest"],
  violation_new: ["bell", "digest"],
  violation_regressed: ["bell", "mail", "digest"],
  violation_assigned: ["bell", "mail"],
  expiring: ["bell", "digest"],
  source_silent: ["bell", "digest"],
  ramp_rolled_back: ["bell", "mail", "digest"],
  alert_firing: ["bell", "mail", "digest"],
  alert_recovered: ["bell", "digest"],
  webhook_disabled: ["bell", "mail"],
  destination_failing: ["bell", "mail"],
};
