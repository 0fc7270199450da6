"use server";

import { isUserError } from "../../../../lib/base/error.ts";
import { type FollowTarget, follow, isFollowing, unfollow } from "../../../../lib/notify/follow.ts";
import { countUnread, markRead } from "../../../../lib/review/notification.ts";
import { actionProject, requestLanguage } from "../../../_access/request.ts";
import type { Latest } from "../../../_shell/bell.tsx";
import { shownNotices } from "./notifications/shown-notices.ts";

/** What concerns whoever is signed in, over all their projects. */
export async function listNotificationsAction(slug: string): Promise<Latest> {
  const project = await actionProject(slug, "viewer");
  const { items } = await shownNotices(project, await requestLanguage());
  return { items, unread: await countUnread(project) };
}

/** Marks one's own as read: those of the ids, or all. */
export async function markReadAction(slug: string, ids: readonly string[] | undefined): Promise<void> {
  const project = await actionProject(slug, "viewer");
  await markRead(project, Array.isArray(ids) ? ids.map(String).slice(0, 500) : undefined);
}

/** Whether one follows it. */
export async function isFollowingAction(slug: string, wanted: FollowTarget): Promise<boolean> {
  return isFollowing(await actionProject(slug, "viewer"), targetOf(wanted));
}

/** From now on one follows it, or no more. False when it could not be kept. */
export async function followAction(slug: string, wanted: FollowTarget, followed: boolean): Promise<boolean> {
  const project = await actionProject(slug, "viewer");
  try {
    await (followed === true ? follow : unfollow)(project, targetOf(wanted));
    return true;
  } catch (error) {
    if (isUserError(error) && error.code === "invalid_input") return false;
    throw error;
  }
}

/** What a browser sends may be anything; the store says whether it can be followed. */
function targetOf(wanted: FollowTarget): FollowTarget {
  return { kind: wanted?.kind, target: String(wanted?.target ?? "") };
}
