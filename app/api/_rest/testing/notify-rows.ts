/** Rows of the security matrix for webhooks. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject } from "../../../../lib/access/testing.ts";
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

export const NOTIFY_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/webhooks`]: {},
  [`POST ${PROJECT}/webhooks`]: { body: NEW },
  [`GET ${WEBHOOK}`]: webhook,
  [`PATCH ${WEBHOOK}`]: { ...webhook, body: { name: "Renamed", enabled: false } },
  [`DELETE ${WEBHOOK}`]: webhook,
  [`GET ${WEBHOOK}/deliveries`]: webhook,
  [`POST ${WEBHOOK}/secret`]: webhook,
  [`POST ${WEBHOOK}/test`]: webhook,
};
