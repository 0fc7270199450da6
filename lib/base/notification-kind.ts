/** What people can be told of; what each is, and who is told, is decided where it is written. */

const NOTIFICATION_KINDS = [
  "mention",
  "reply",
  "review_asked",
  "approved",
  "changes_requested",
  "voided",
  "dismissed",
  "merged",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
