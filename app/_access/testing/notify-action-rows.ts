/** Rows of the security matrix for the actions of notifications, follows, alerts and webhooks. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { createSource } from "../../../lib/access/source.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { createAlert } from "../../../lib/alert/rule.ts";
import { letterEndToken } from "../../../lib/notify/unsubscribe.ts";
import { createWebhook, setWebhookEnabled } from "../../../lib/notify/webhook.ts";
import { type ActionRow, form, inProject, withSlug } from "./action-row.ts";

const PROJECT = "[locale]/(workspace)/[project]";
const EVENT = { kind: "event", target: "evt_x" };

export async function aWebhook(project: AuthorizedProject, name = "Chat"): Promise<{ webhook: string }> {
  const given = { name, url: "https://hooks.example.com/x", format: "signed", language: "en" } as const;
  return { webhook: (await createWebhook(project, { ...given, kinds: ["published"] })).id };
}

/** An action on a webhook of the project. */
function onWebhook(fields: Readonly<Record<string, string>> = {}, made = aWebhook): ActionRow {
  return inProject(
    "admin",
    async (world) => ({ ...fields, ...(await made(await asProject(world))) }),
    async (world: TestWorld) => {
      const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
      return { ...fields, ...(await made(other)) };
    },
  );
}

export async function anAlert(project: AuthorizedProject): Promise<{ alert: string }> {
  const everything = { source: null, environment: null, eventId: null, windowMinutes: 60 } as const;
  const made = await createAlert(project, { ...everything, name: "Quiet", kind: "silence", threshold: 60 });
  return { alert: made };
}

/** An action on an alert of the project. */
function onAlert(fields: Readonly<Record<string, string>> = {}): ActionRow {
  return inProject(
    "editor",
    async (world) => ({ ...fields, ...(await anAlert(await asProject(world))) }),
    async (world: TestWorld) => {
      const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
      return { ...fields, ...(await anAlert(other)) };
    },
  );
}

const TRIED = `{"event":"Order Completed","userId":"u1"}`;
const aSource = (project: AuthorizedProject) =>
  createSource(project, { name: `Site ${Math.random()}`, platform: "web", environment: "production" });

const ALERT_FIELDS = { name: "Quiet", threshold: "1,5", windowMinutes: "60", environment: "" };

/** As it stands at the end of a letter to the owner. */
export function aLettersToken(world: TestWorld): Promise<string> {
  return letterEndToken({ personId: world.people.owner.id, kind: "mention", projectId: world.project.id });
}

const FIELDS = { name: "Chat", url: "https://hooks.example.com/x", language: "en", kinds: "published" };

export const NOTIFY_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${PROJECT}/notification-actions.ts#listNotificationsAction`]: withSlug("viewer", () => []),
  [`${PROJECT}/notification-actions.ts#markReadAction`]: withSlug("viewer", () => [undefined]),
  [`${PROJECT}/notification-actions.ts#isFollowingAction`]: withSlug("viewer", () => [EVENT]),
  [`${PROJECT}/notification-actions.ts#followAction`]: withSlug("viewer", () => [EVENT, true]),
  [`${PROJECT}/settings/notifications/actions.ts#updateNotificationsAction`]: inProject("viewer", () => ({
    pause: "no",
    bell: "mention",
  })),
  [`${PROJECT}/settings/notifications/actions.ts#updateDigestAction`]: inProject("viewer", () => ({ hour: "9" })),
  [`${PROJECT}/settings/notifications/actions.ts#sendDigestAction`]: inProject("viewer", () => ({})),
  [`${PROJECT}/settings/notifications/actions.ts#followThingAction`]: inProject("viewer", () => ({
    what: "owner:Growth",
  })),
  [`${PROJECT}/settings/notifications/actions.ts#unfollowAction`]: inProject("viewer", () => EVENT),
  [`${PROJECT}/live/actions.ts#tryCallsAction`]: withSlug(
    "viewer",
    async (world) => [TRIED, (await aSource(await asProject(world))).slug, ""],
    async (world) => {
      const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
      return [TRIED, (await aSource(other)).slug, ""];
    },
  ),
  [`${PROJECT}/alerts/actions.ts#createAlertAction`]: inProject("editor", () => ({ ...ALERT_FIELDS, kind: "rate" })),
  [`${PROJECT}/alerts/actions.ts#updateAlertAction`]: onAlert({ ...ALERT_FIELDS, threshold: "90" }),
  [`${PROJECT}/alerts/actions.ts#checkAlertAction`]: onAlert(),
  [`${PROJECT}/alerts/actions.ts#testAlertAction`]: onAlert(),
  [`${PROJECT}/alerts/actions.ts#muteAlertAction`]: onAlert({ time: "day" }),
  [`${PROJECT}/alerts/actions.ts#unmuteAlertAction`]: onAlert(),
  [`${PROJECT}/alerts/actions.ts#deleteAlertAction`]: onAlert(),
  [`${PROJECT}/settings/webhooks/actions.ts#createWebhookAction`]: inProject("admin", () => ({
    ...FIELDS,
    format: "slack",
  })),
  [`${PROJECT}/settings/webhooks/actions.ts#updateWebhookAction`]: onWebhook(FIELDS),
  [`${PROJECT}/settings/webhooks/actions.ts#rotateSecretAction`]: onWebhook({ name: "Chat" }),
  [`${PROJECT}/settings/webhooks/actions.ts#testWebhookAction`]: onWebhook(),
  [`${PROJECT}/settings/webhooks/actions.ts#enableWebhookAction`]: onWebhook({}, async (project) => {
    const made = await aWebhook(project);
    await setWebhookEnabled(project, made.webhook, false);
    return made;
  }),
  [`${PROJECT}/settings/webhooks/actions.ts#disableWebhookAction`]: onWebhook(),
  [`${PROJECT}/settings/webhooks/actions.ts#deleteWebhookAction`]: onWebhook(),
  // The token of a letter says whose letters end, and a text that is none ends nobody's.
  "[locale]/(auth)/fewer-letters/[token]/actions.ts#endLettersAction": {
    needs: "open",
    args: async (world) => form({ token: `${await aLettersToken(world)}x` }),
  },
};
