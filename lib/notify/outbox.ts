/**
 * Messages to webhooks, until they are taken: each at least once, with the same id and body however often it is tried. What is
 * due is claimed for a while, so that a process that dies in between loses nothing and two processes do not both send.
 */

import { SYSTEM_ACTOR } from "../access/audit.ts";
import { log } from "../base/log.ts";
import { auditRow } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, Webhook, WebhookDelivery } from "../store/prisma-client/client.ts";
import { happen } from "./happening.ts";
import { type Posted, postJson } from "./post.ts";
import { DELIVERIES_KEPT, type DisabledCause, giveUp } from "./webhook.ts";
import { signedHeaders } from "./webhook-signature.ts";

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After the first try, the second, and so on; the last one again and again. */
const BACKOFF_MS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400].map((seconds) => seconds * SECOND_MS);
/** A message that nobody took for so long is news no more. */
const GIVEN_UP_MS = 3 * DAY_MS;
/** A receiver that took nothing for so long is disabled. */
export const DISABLED_AFTER_DAYS = 5;
const CLAIM_MS = 60 * SECOND_MS;
const AT_ONCE = 20;
/** Messages to one receiver are sent one by one; to several at the same time. */
const RECEIVERS_AT_ONCE = 4;

type Due = WebhookDelivery & { readonly webhook: Webhook };

/** When a message is tried again after so many tries; what the receiver asks for counts, up to a day. */
export function nextTry(tries: number, retryAfterSeconds: number | undefined, now: number): number {
  const backoff = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1] ?? 0;
  return now + Math.max(backoff, Math.min((retryAfterSeconds ?? 0) * SECOND_MS, DAY_MS));
}

async function claim(now: number): Promise<Due[]> {
  const rows = await planDb().$queryRaw<{ id: string }[]>`
    update "WebhookDelivery" set "nextAt" = ${new Date(now + CLAIM_MS)}, "tries" = "tries" + 1, "lastAt" = ${new Date(now)}
    where "id" in (
      select "id" from "WebhookDelivery" where "nextAt" <= ${new Date(now)} and "state" = 'waiting'
      order by "nextAt" limit ${AT_ONCE} for update skip locked)
    returning "id"`;
  return planDb().webhookDelivery.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    include: { webhook: true },
    orderBy: { createdAt: "asc" },
  });
}

function isTaken({ status }: Posted): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

async function disable(db: Prisma.TransactionClient, webhook: Webhook, cause: DisabledCause, now: Date): Promise<void> {
  const changed = await db.webhook.updateMany({
    where: { id: webhook.id, disabledAt: null },
    data: { disabledAt: now, disabledCause: cause },
  });
  if (changed.count === 0) return;
  await giveUp(db, webhook.id);
  const { projectId } = webhook;
  const { workspaceId } = await db.project.findUniqueOrThrow({ where: { id: projectId } });
  await db.auditEntry.create({
    data: auditRow(
      { workspaceId, projectId, actor: SYSTEM_ACTOR },
      { action: "webhook.disable", target: webhook.name, detail: { id: webhook.id } },
    ),
  });
  const admins = await db.membership.findMany({ where: { workspaceId, role: { in: ["owner", "admin"] } } });
  const payload = { subject: webhook.name, webhook: webhook.id, people: admins.map(({ personId }) => personId) };
  await happen(db, projectId, [{ kind: "webhook_disabled", payload }], now);
}

/** Without the answer's outcome the message stays claimed and is tried again later. */
async function record(due: Due, posted: Posted, tookMs: number, now: number): Promise<void> {
  const { id, webhook, createdAt, tries } = due;
  const taken = isTaken(posted);
  const over = !taken && (posted.status === 410 || now - createdAt.getTime() > GIVEN_UP_MS);
  const failingSince = webhook.failingSince ?? new Date(now);
  const isTest = due.kind === "test";
  await planDb().$transaction(async (db) => {
    await db.webhookDelivery.updateMany({
      where: { id },
      data: {
        state: taken ? "delivered" : over || isTest ? "failed" : "waiting",
        nextAt: taken || over || isTest ? null : new Date(nextTry(tries, posted.retryAfterSeconds, now)),
        status: posted.status ?? null,
        tookMs,
        excerpt: posted.excerpt,
      },
    });
    if (taken) await db.webhook.updateMany({ where: { id: webhook.id }, data: { failingSince: null } });
    else if (!isTest)
      await db.webhook.updateMany({ where: { id: webhook.id, failingSince: null }, data: { failingSince } });
    if (taken || isTest) return;
    if (posted.status === 410) await disable(db, webhook, "gone", new Date(now));
    else if (now - failingSince.getTime() > DISABLED_AFTER_DAYS * DAY_MS)
      await disable(db, webhook, "failing", new Date(now));
  });
}

function headersOf({ id, body, webhook }: Due, now: number): Readonly<Record<string, string>> {
  const { secret, formerSecret, formerUntil, format } = webhook;
  if (format === "slack") return {};
  const former = formerSecret !== null && formerUntil !== null && formerUntil.getTime() > now ? [formerSecret] : [];
  return signedHeaders([secret, ...former], { id, seconds: Math.floor(now / SECOND_MS), body });
}

async function send(due: Due, now: number, stopping?: AbortSignal): Promise<void> {
  if (due.webhook.disabledAt !== null && due.kind !== "test") {
    await planDb().webhookDelivery.updateMany({ where: { id: due.id }, data: { state: "failed", nextAt: null } });
    return;
  }
  const began = performance.now();
  const posted = await postJson(due.webhook.url, due.body, headersOf(due, now), { now, stopping });
  // Cut off by our own end: it is sent again, as it was.
  if (stopping?.aborted && posted.status === undefined) return;
  await record(due, posted, Math.round(performance.now() - began), now);
}

/** Sends what is due, a receiver's messages one after the other; how many were tried. */
export async function sendDue(now: number, stopping?: AbortSignal): Promise<number> {
  const due = await claim(now);
  const queues = new Map<string, Due[]>();
  for (const message of due) queues.set(message.webhookId, [...(queues.get(message.webhookId) ?? []), message]);
  const byReceiver = [...queues.values()];
  while (byReceiver.length > 0) {
    await Promise.all(
      byReceiver.splice(0, RECEIVERS_AT_ONCE).map(async (messages) => {
        for (const message of messages) if (!stopping?.aborted) await send(message, now, stopping);
      }),
    );
  }
  return due.length;
}

/** Only the latest messages of a webhook are kept, and those that wait. */
export async function pruneDeliveries(): Promise<void> {
  const gone = await planDb().$executeRaw`
    delete from "WebhookDelivery" d using (
      select "id", row_number() over (partition by "webhookId" order by "createdAt" desc, "id") as place
      from "WebhookDelivery") r
    where r."id" = d."id" and r.place > ${DELIVERIES_KEPT} and d."state" <> 'waiting'`;
  if (gone > 0) log().debug({ origin: "notify", gone }, "old webhook messages were removed");
}
