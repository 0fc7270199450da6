/** Webhooks of a project: made, changed, tried and ended by its admins. Their secrets are shown once. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { outgoingUrl } from "../access/outgoing-address.ts";
import { limitRate } from "../access/rate-limit.ts";
import { readEnv } from "../base/env.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { WEBHOOK_KINDS, type WebhookKind } from "../base/notification-kind.ts";
import type { Language } from "../plan/plan.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Webhook as WebhookRow } from "../store/prisma-client/client.ts";
import { testMessage, type WebhookFormat } from "./webhook-message.ts";
import { newWebhookSecret } from "./webhook-signature.ts";

export const DISABLED_CAUSES = ["person", "failing", "gone"] as const;
export type DisabledCause = (typeof DISABLED_CAUSES)[number];

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly format: WebhookFormat;
  /** Where it leads, without what may be a secret in it. */
  readonly address: string;
  readonly language: Language;
  readonly kinds: readonly WebhookKind[];
  readonly createdAt: Date;
  /** Since when nothing was taken. */
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledCause: DisabledCause | null;
}

export interface NewWebhook {
  readonly name: string;
  readonly format: WebhookFormat;
  readonly url: string;
  readonly language: Language;
  readonly kinds: readonly WebhookKind[];
}

const WEBHOOKS_MAX = 50;
const NAME_MAX = 200;
/** How long the replaced secret still signs. */
export const ROTATION_HOURS = 24;

/** `https://hooks.slack.com/…`: the path of a Slack address is its password. */
export function maskedAddress(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === "/" && search === "" ? `${origin}/` : `${origin}/…`;
}

function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    format: row.format as WebhookFormat,
    address: maskedAddress(row.url),
    language: row.language === "fr" ? "fr" : "en",
    kinds: WEBHOOK_KINDS.filter((kind) => row.kinds.includes(kind)),
    createdAt: row.createdAt,
    failingSince: row.failingSince,
    disabledAt: row.disabledAt,
    disabledCause: row.disabledCause as DisabledCause | null,
  };
}

function soundName(name: string): string {
  const kept = name.trim();
  if (kept !== "" && kept.length <= NAME_MAX) return kept;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "name",
        en: `The name has 1 to ${NAME_MAX} characters.`,
        fr: `Le nom compte de 1 à ${NAME_MAX} caractères.`,
      },
    ],
  });
}

function soundKinds(kinds: readonly WebhookKind[]): WebhookKind[] {
  const kept = WEBHOOK_KINDS.filter((kind) => kinds.includes(kind));
  if (kept.length > 0) return kept;
  throw new UserError("invalid_input", {
    fields: [{ path: "kinds", en: "Choose what it is told of.", fr: "Choisissez ce qui lui est annoncé." }],
  });
}

function soundUrl(text: string): string {
  return outgoingUrl(text.trim(), readEnv().privateWebhooks).href;
}

type Transaction = Prisma.TransactionClient;

async function audit(
  db: Transaction,
  { workspaceId, projectId, actor }: AuthorizedProject,
  act: "create" | "update" | "rotate" | "delete" | "enable" | "disable",
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  await recordAudit(db, { workspaceId, projectId, actor }, { action: `webhook.${act}`, target: name, detail: { id } });
}

/** The row, locked until the transaction ends. */
async function lockWebhook(db: Transaction, { projectId }: AuthorizedProject, id: string): Promise<WebhookRow> {
  await db.$executeRaw`select 1 from "Webhook" where "id" = ${id} and "projectId" = ${projectId} for update`;
  const row = await db.webhook.findFirst({ where: { id, projectId } });
  if (row === null) throw new UserError("not_found");
  return row;
}

/** Every webhook, the newest first. Admins only, like everything about them. */
export async function listWebhooks(project: AuthorizedProject): Promise<readonly Webhook[]> {
  requireRole(project, "admin");
  const rows = await planDb().webhook.findMany({
    where: { projectId: project.projectId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map(webhookOf);
}

export async function getWebhook(project: AuthorizedProject, id: string): Promise<Webhook> {
  requireRole(project, "admin");
  const row = await planDb().webhook.findFirst({ where: { id, projectId: project.projectId } });
  if (row === null) throw new UserError("not_found");
  return webhookOf(row);
}

/** A new webhook and its secret, which is in this answer and nowhere else. */
export async function createWebhook(
  project: AuthorizedProject,
  given: NewWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  requireRole(project, "admin");
  const { projectId } = project;
  const data = {
    name: soundName(given.name),
    format: given.format,
    url: soundUrl(given.url),
    language: given.language,
    kinds: soundKinds(given.kinds),
  };
  const id = newId("whk");
  const secret = newWebhookSecret();
  await planDb().$transaction(async (db) => {
    if ((await db.webhook.count({ where: { projectId } })) >= WEBHOOKS_MAX)
      throw new UserError("conflict", {
        fields: [
          {
            path: "name",
            en: `A project has at most ${WEBHOOKS_MAX} webhooks.`,
            fr: `Un projet a au plus ${WEBHOOKS_MAX} webhooks.`,
          },
        ],
      });
    await db.webhook.create({ data: { id, projectId, secret, ...data } });
    await audit(db, project, "create", { id, name: data.name });
  });
  return { id, secret };
}

export type WebhookChange = Partial<Pick<NewWebhook, "name" | "url" | "language" | "kinds">>;

/** Changes what is given. Another address gets another secret: the old one is not shown to whoever answers there. */
export async function updateWebhook(
  project: AuthorizedProject,
  id: string,
  { name, url, language, kinds }: WebhookChange,
): Promise<{ readonly secret?: string }> {
  requireRole(project, "admin");
  return planDb().$transaction(async (db) => {
    const row = await lockWebhook(db, project, id);
    const address = url === undefined ? undefined : soundUrl(url);
    const elsewhere = address !== undefined && new URL(address).origin !== new URL(row.url).origin;
    const secret = elsewhere ? newWebhookSecret() : undefined;
    const changed = await db.webhook.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name: soundName(name) }),
        ...(address === undefined ? {} : { url: address, failingSince: null }),
        ...(language === undefined ? {} : { language }),
        ...(kinds === undefined ? {} : { kinds: soundKinds(kinds) }),
        ...(secret === undefined ? {} : { secret, formerSecret: null, formerUntil: null }),
      },
    });
    await audit(db, project, "update", changed);
    return secret === undefined ? {} : { secret };
  });
}

/** A new secret; for a day messages are signed with both, so that the receiver can change over. */
export async function rotateSecret(
  project: AuthorizedProject,
  id: string,
  now = Date.now(),
): Promise<{ readonly secret: string }> {
  requireRole(project, "admin");
  const secret = newWebhookSecret();
  await planDb().$transaction(async (db) => {
    const row = await lockWebhook(db, project, id);
    const formerUntil = new Date(now + ROTATION_HOURS * 3_600_000);
    await db.webhook.update({ where: { id }, data: { secret, formerSecret: row.secret, formerUntil } });
    await audit(db, project, "rotate", row);
  });
  return { secret };
}

/** Nothing more is sent; what waits is given up. Or from now on it is sent again. */
export async function setWebhookEnabled(project: AuthorizedProject, id: string, enabled: boolean): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await lockWebhook(db, project, id);
    if ((row.disabledAt === null) === enabled) return;
    await db.webhook.update({
      where: { id },
      data: { disabledAt: enabled ? null : new Date(), disabledCause: enabled ? null : "person", failingSince: null },
    });
    if (!enabled) await giveUp(db, id);
    await audit(db, project, enabled ? "enable" : "disable", row);
  });
}

/** Messages that wait are sent no more. */
export async function giveUp(db: Transaction, webhookId: string): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { webhookId, state: "waiting" },
    data: { state: "failed", nextAt: null },
  });
}

export async function deleteWebhook(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "admin");
  await planDb().$transaction(async (db) => {
    const row = await lockWebhook(db, project, id);
    await db.webhook.delete({ where: { id } });
    await audit(db, project, "delete", row);
  });
}

/** Puts a test message in the queue; it is sent as every other, even to a disabled webhook. */
export async function queueTest(project: AuthorizedProject, id: string, now = new Date()): Promise<string> {
  requireRole(project, "admin");
  await limitRate("testWebhook", project.projectId);
  const row = await planDb().webhook.findFirst({ where: { id, projectId: project.projectId } });
  if (row === null) throw new UserError("not_found");
  const delivery = newId("msg");
  await planDb().webhookDelivery.create({
    data: { id: delivery, webhookId: id, kind: "test", body: testMessage(row, project, now), nextAt: now },
  });
  return delivery;
}

export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;
export const DELIVERIES_KEPT = 50;

export interface Delivery {
  readonly id: string;
  readonly kind: WebhookKind | "test";
  readonly createdAt: Date;
  readonly state: (typeof DELIVERY_STATES)[number];
  readonly tries: number;
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
  readonly status: number | null;
  readonly tookMs: number | null;
  readonly excerpt: string;
}

/** The latest messages and how they fared. */
export async function listDeliveries(project: AuthorizedProject, id: string): Promise<readonly Delivery[]> {
  await getWebhook(project, id);
  const rows = await planDb().webhookDelivery.findMany({
    where: { webhookId: id },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: DELIVERIES_KEPT,
  });
  return rows.map(({ webhookId: _id, body: _body, dedupeKey: _key, ...row }) => ({
    ...row,
    kind: row.kind as Delivery["kind"],
    state: row.state as Delivery["state"],
  }));
}
