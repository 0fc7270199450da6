"use server";

import { isUserError } from "../../../../lib/base/error.ts";
import { type FollowKind, follow, unfollow } from "../../../../lib/notify/follow.ts";
import { markRead } from "../../../../lib/review/notification.ts";
import { actionProject, requestLanguage } from "../../../_access/request.ts";
import type { ShownNotice } from "../../../_shell/bell.tsx";
import { shownNotices } from "./notifications/shown-notices.ts";

/** What concerns whoever is signed in, over all their projects. */
export async function listNotificationsAction(slug: string): Promise<readonly ShownNotice[]> {
  const project = await actionProject(slug, "viewer");
  return (await shownNotices(project, await requestLanguage())).items;
}

/** Marks one's own as read: those of the ids, or all. */
export async function markReadAction(slug: string, ids: readonly string[] | undefined): Promise<void> {
  const project = await actionProject(slug, "viewer");
  await markRead(project, Array.isArray(ids) ? ids.map(String).slice(0, 500) : undefined);
}

/** From now on one follows it, or no more. False when it could not be kept. */
export async function followAction(slug: string, kind: FollowKind, target: string, wanted: boolean): Promise<boolean> {
  const project = await actionProject(slug, "viewer");
  try {
    await (wanted === true ? follow : unfollow)(project, { kind, target: String(target) });
    return true;
  } catch (error) {
    if (isUserError(error) && error.code === "invalid_input") return false;
    throw error;
  }
}
