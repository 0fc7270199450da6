"use server";

import { listNotifications, markRead } from "../../../../lib/review/notification.ts";
import { notificationPath } from "../../../../lib/review/notification-path.ts";
import { actionProject } from "../../../_access/request.ts";
import type { ShownNotice } from "../../../_shell/bell.tsx";

/** What concerns whoever is signed in, over all their projects. */
export async function listNotificationsAction(slug: string): Promise<readonly ShownNotice[]> {
  const notices = await listNotifications(await actionProject(slug, "viewer"));
  return notices.map(({ id, kind, payload, project, createdAt, readAt }) => ({
    id,
    kind,
    by: payload.by,
    branch: payload.branch,
    text: payload.text,
    project: project.name,
    path: notificationPath(project.slug, payload),
    at: createdAt.toISOString(),
    read: readAt !== null,
  }));
}

/** Marks one's own as read: those of the ids, or all. */
export async function markReadAction(slug: string, ids: readonly string[] | undefined): Promise<void> {
  const project = await actionProject(slug, "viewer");
  await markRead(project, Array.isArray(ids) ? ids.map(String).slice(0, 500) : undefined);
}
