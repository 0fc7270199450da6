"use server";

import { refresh } from "next/cache";
import { CHANNELS, NOTIFICATION_KINDS } from "../../../../../../lib/base/notification-kind.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { sendDigestNow } from "../../../../../../lib/notify/digest.ts";
import { FOLLOW_KINDS, type FollowKind, follow, unfollow } from "../../../../../../lib/notify/follow.ts";
import {
  type ChannelsByKind,
  keepDigestHour,
  keepPreference,
  preferenceOf,
  requirePerson,
} from "../../../../../../lib/notify/preference.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { HOURS, NEVER, PAUSES } from "./choices.ts";

const DAY_MS = 86_400_000;
/** "Until I choose otherwise". */
const FOR_GOOD_MS = 3650 * DAY_MS;
const PAUSE_MS = { no: 0, day: DAY_MS, week: 7 * DAY_MS, open: FOR_GOOD_MS } as const;

/** By which ways one is told of what in this project, and whether letters are paused. */
export const updateNotificationsAction = formAction(async (form, language) => {
  const chosen = CHANNELS.map((channel) => [channel, form.choices(channel, NOTIFICATION_KINDS)] as const);
  const pause = form.choice("pause", PAUSES);
  const project = await actionProject(form.raw("project"), "viewer");
  form.settle();
  const channels = Object.fromEntries(
    NOTIFICATION_KINDS.map((kind) => [
      kind,
      chosen.filter(([, kinds]) => kinds.includes(kind)).map(([channel]) => channel),
    ]),
  ) as unknown as ChannelsByKind;
  const { pausedUntil: before } = await preferenceOf(requirePerson(project), project.projectId);
  const pausedUntil = pause === "kept" ? before : pause === "no" ? undefined : new Date(Date.now() + PAUSE_MS[pause]);
  await keepPreference(project, { channels, pausedUntil });
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** When the letter of the day comes, for all one's projects. */
export const updateDigestAction = formAction(async (form, language) => {
  const hour = form.choice("hour", HOURS);
  const project = await actionProject(form.raw("project"), "viewer");
  form.settle();
  await keepDigestHour(project, hour === NEVER ? undefined : Number(hour));
  refresh();
  return { message: translator(language, "settings")("saved") };
});

/** The letter of the day at once. */
export const sendDigestAction = formAction(async (form, language) => {
  const outcome = await sendDigestNow(await actionProject(form.raw("project"), "viewer"));
  const t = translator(language, "notify");
  if (outcome === "sent") return { message: t("settings.nowSent") };
  if (outcome === "nothing") return { message: t("settings.nowNothing") };
  return { warning: t(outcome === "off" ? "settings.nowOff" : "settings.nowFailed") };
});

/** Follows the plan, an owner or a branch, chosen from a list: `owner:Team Growth`. */
export const followThingAction = formAction(async (form, language) => {
  const [named = "", ...rest] = form.required("what", 400).split(":");
  const project = await actionProject(form.raw("project"), "viewer");
  form.settle();
  await follow(project, { kind: named as FollowKind, target: rest.join(":") });
  refresh();
  return { message: translator(language, "notify")("settings.followed") };
});

export const unfollowAction = formAction(async (form, language) => {
  const kind = form.choice("kind", FOLLOW_KINDS);
  const target = form.raw("target");
  const project = await actionProject(form.raw("project"), "viewer");
  form.settle();
  await unfollow(project, { kind, target });
  refresh();
  return { message: translator(language, "notify")("settings.unfollowed") };
});
