/** Where a notification leads: the branch, the change a comment is about, or on `main` the object itself. */

import type { NotificationPayload } from "./notification.ts";

/** Below the language: `/shop/plan/branches/loyalty#event/evt_x`. */
export function notificationPath(
  slug: string,
  { branch, path = "" }: Pick<NotificationPayload, "branch" | "path">,
): string {
  const [kind, id] = path.split("/");
  if (branch === "main") return kind === "event" && id ? `/${slug}/plan?event=${id}&tab=comments` : `/${slug}/plan`;
  const place = `/${slug}/plan/branches/${encodeURIComponent(branch)}`;
  return kind && id ? `${place}#change-${kind}-${id}` : place;
}
