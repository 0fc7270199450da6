/** Rows of the security matrix for alerts and webhooks. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { createSource } from "../../../../lib/access/source.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { createAlert } from "../../../../lib/alert/rule.ts";
import { createWebhook } from "../../../../lib/notify/webhook.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const WEBHOOK = `${PROJECT}/webhooks/{webhook}`;
const NEW = { name: "Chat", url: "https://hooks.example.com/x", format: "signed", kinds: ["published"] } as const;

async function webhookIn(project: AuthorizedProject): Promise<{ webhook: string }> {
  return { webhook: (await createWebhook(project, { ...NEW, language: "en" })).id };
}

const webhook: Pick<Row, "params" | "foreign"> = {
  params: async (world) => webhookIn(await asProject(world)),
  foreign: async (world) =>
    webhookIn(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
};

const ALERT = `${PROJECT}/alerts/{alert}`;
const NEW_ALERT = { name: "Quiet", kind: "silence", threshold: 60 } as const;

async function alertIn(project: AuthorizedProject): Promise<{ alert: string }> {
  const everything = { source: null, environment: null, eventId: null, windowMinutes: 60 } as const;
  return { alert: await createAlert(project, { ...NEW_ALERT, ...everything }) };
}

async function aSource(project: AuthorizedProject): Promise<string> {
  const given = { name: `Site ${Math.random()}`, platform: "web", environment: "production" } as const;
  return (await createSource(project, given)).slug;
}

const alert: Pick<Row, "params" | "foreign"> = {
  params: async (world) => alertIn(await asProject(world)),
  foreign: async (world) =>
    alertIn(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
};

export const NOTIFY_ROWS: Readonly<Record<string, Row>> = {
  [`POST ${PROJECT}/events/try`]: {
    body: async (world) => ({ source: await aSource(await asProject(world)), payload: { event: "Order Completed" } }),
  },
  [`GET ${PROJECT}/alerts`]: { query: "?state=ok&sort=name" },
  [`POST ${PROJECT}/alerts`]: { body: NEW_ALERT },
  [`GET ${PROJECT}/alerts/suggestion`]: { query: "?kind=drop&windowMinutes=360" },
  [`GET ${ALERT}`]: alert,
  [`PATCH ${ALERT}`]: { ...alert, body: { name: "Renamed", mutedUntil: null } },
  [`DELETE ${ALERT}`]: alert,
  [`POST ${ALERT}/check`]: alert,
  [`GET ${ALERT}/firings`]: { ...alert, query: "?page=1" },
  [`POST ${ALERT}/test`]: alert,
  [`GET ${PROJECT}/webhooks`]: {},
  [`POST ${PROJECT}/webhooks`]: { body: NEW },
  [`GET ${WEBHOOK}`]: webhook,
  [`PATCH ${WEBHOOK}`]: { ...webhook, body: { name: "Renamed", enabled: false } },
  [`DELETE ${WEBHOOK}`]: webhook,
  [`GET ${WEBHOOK}/deliveries`]: webhook,
  [`POST ${WEBHOOK}/secret`]: webhook,
  [`POST ${WEBHOOK}/test`]: webhook,
};
