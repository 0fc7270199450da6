/**
 * Messages to webhooks, until they are taken: each at least once, with the same id and body however often it is tried. What is
 * due is claimed for a while, so that a process that dies in between loses nothing and two processes do not both send.
 */

import { SYSTEM_ACTOR } from "../access/audit.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { recordAudit } from "../store/audit-row.ts";
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
/** Messages to one receiver are sent one by one, so many and so long until others are looked for. */
const MESSAGES_AT_ONCE = 20;
const BATCH_MS = 10 * SECOND_MS;
/** Receivers that are sent to at the same time by a process. */
const RECEIVERS_AT_ONCE = 16;

type Due = WebhookDelivery & { readonly webhook: Webhook };

/** When a message is tried again after so many tries; what the receiver asks for counts, up to a day. */
export function nextTry(tries: number, retryAfterSeconds: number | undefined, now: number): number {
  const backoff = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1] ?? 0;
  return now + Math.max(backoff, Math.min((retryAfterSeconds ?? 0) * SECOND_MS, DAY_MS));
}

/** Receivers with something due, the longest first, but for those that are sent to by this process already. */
async function receiversDue(now: number, busy: readonly string[]): Promise<readonly string[]> {
  const rows = await planDb().webhookDelivery.groupBy({
    by: ["webhookId"],
    where: { state: "waiting", nextAt: { lte: new Date(now) }, webhookId: { notIn: [...busy] } },
    _min: { nextAt: true },
    orderBy: [{ _min: { nextAt: "asc" } }, { webhookId: "asc" }],
    take: Math.max(0, RECEIVERS_AT_ONCE - busy.length),
  });
  return rows.map(({ webhookId }) => webhookId);
}

/** Takes the next message to a receiver that is due, for as long as one may take. */
async function claimNext(webhookId: string, now: number, elapsed: number): Promise<Due | undefined> {
  const [row] = await planDb().$queryRaw<{ id: string }[]>`
    update "WebhookDelivery"
    set "nextAt" = ${new Date(now + elapsed + CLAIM_MS)}, "tries" = "tries" + 1, "lastAt" = ${new Date(now)}
    where "id" = (
      select "id" from "WebhookDelivery"
      where "webhookId" = ${webhookId} and "nextAt" <= ${new Date(now)} and "state" = 'waiting'
      order by "createdAt", "kind" = 'test', "id" limit 1 for update skip locked)
    returning "id"`;
  if (row === undefined) return undefined;
  return (
    (await planDb().webhookDelivery.findUnique({ where: { id: row.id }, include: { webhook: true } })) ?? undefined
  );
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
  await recordAudit(
    db,
    { workspaceId, projectId, actor: SYSTEM_ACTOR },
    { action: "webhook.disable", target: webhook.name, detail: { id: webhook.id } },
  );
  const admins = await db.membership.findMany({ where: { workspaceId, role: { in: ["owner", "admin"] } } });
  const payload = { subject: webhook.name, webhook: webhook.id, people: admins.map(({ personId }) => personId) };
  await happen(db, projectId, [{ kind: "webhook_disabled", payload }], now);
}

/** The webhook as it is now, locked before anything of it is changed, as by whoever changes it; undefined once it is gone. */
async function locked(db: Prisma.TransactionClient, id: string): Promise<Webhook | undefined> {
  await db.$executeRaw`select 1 from "Webhook" where "id" = ${id} for update`;
  return (await db.webhook.findUnique({ where: { id } })) ?? undefined;
}

/** Without the answer's outcome the message stays claimed and is tried again later. */
async function record(due: Due, posted: Posted, tookMs: number, now: number): Promise<void> {
  const { id, createdAt, tries } = due;
  const taken = isTaken(posted);
  const isTest = due.kind === "test";
  await planDb().$transaction(async (db) => {
    const webhook = await locked(db, due.webhookId);
    if (webhook === undefined) return;
    // An answer of the address it had before says nothing of the one it has.
    const counts = !isTest && webhook.disabledAt === null && webhook.url === due.webhook.url;
    const old = posted.status === 410 || now - createdAt.getTime() > GIVEN_UP_MS;
    const over = isTest || webhook.disabledAt !== null || old;
    const retryAt = taken || over ? null : new Date(nextTry(tries, posted.retryAfterSeconds, now));
    await db.webhookDelivery.updateMany({
      where: { id },
      data: {
        state: taken ? "delivered" : over ? "failed" : "waiting",
        nextAt: retryAt,
        status: posted.status ?? null,
        tookMs,
        excerpt: posted.excerpt,
      },
    });
    if (retryAt !== null) await postpone(db, webhook.id, retryAt);
    if (!counts) return;
    if (taken) {
      await db.webhook.update({ where: { id: webhook.id }, data: { failingSince: null } });
      return;
    }
    const failingSince = webhook.failingSince ?? new Date(now);
    await db.webhook.update({ where: { id: webhook.id }, data: { failingSince } });
    if (posted.status === 410) await disable(db, webhook, "gone", new Date(now));
    else if (now - failingSince.getTime() > DISABLED_AFTER_DAYS * DAY_MS)
      await disable(db, webhook, "failing", new Date(now));
  });
}

/** Nothing else is sent to a receiver that has just failed before that message is tried again; a test is. */
async function postpone(db: Prisma.TransactionClient, webhookId: string, until: Date): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { webhookId, state: "waiting", nextAt: { lt: until }, kind: { not: "test" } },
    data: { nextAt: until },
  });
}

function headersOf({ id, body, webhook }: Due, now: number): Readonly<Record<string, string>> {
  const { secret, formerSecret, formerUntil, format } = webhook;
  if (format === "slack") return {};
  const former = formerSecret !== null && formerUntil !== null && formerUntil.getTime() > now ? [formerSecret] : [];
  return signedHeaders([secret, ...former], { id, seconds: Math.floor(now / SECOND_MS), body });
}

/** Whether it was taken. */
async function send(due: Due, now: number, stopping?: AbortSignal): Promise<boolean> {
  if (due.webhook.disabledAt !== null && due.kind !== "test") {
    await planDb().webhookDelivery.updateMany({ where: { id: due.id }, data: { state: "failed", nextAt: null } });
    return true;
  }
  const began = performance.now();
  const posted = await postJson(due.webhook.url, due.body, headersOf(due, now), { now, stopping });
  // Cut off by our own end: it is sent again, as it was.
  if (stopping?.aborted && posted.status === undefined) return false;
  await record(due, posted, Math.round(performance.now() - began), now);
  return isTaken(posted);
}

/** Sends a receiver its messages one after the other, up to the first that is not taken; how many were tried. */
async function sendTo(webhookId: string, now: number, stopping?: AbortSignal): Promise<number> {
  const began = performance.now();
  for (let tried = 0; tried < MESSAGES_AT_ONCE; tried++) {
    const elapsed = performance.now() - began;
    // What is sent says when: it must not be long ago.
    if (elapsed > BATCH_MS || (tried > 0 && stopping?.aborted)) return tried;
    const due = await claimNext(webhookId, now, elapsed);
    if (due === undefined) return tried;
    if (!(await send(due, now + Math.floor(elapsed / SECOND_MS) * SECOND_MS, stopping))) return tried + 1;
  }
  return MESSAGES_AT_ONCE;
}

/** Ways to send what is due, one for each receiver; each holds its receiver until it has ended. */
export async function beginDue(now: number): Promise<readonly ((stopping?: AbortSignal) => Promise<number>)[]> {
  const busy = processState("webhooksBusy", () => new Set<string>());
  const receivers = (await receiversDue(now, [...busy])).filter((id) => !busy.has(id));
  return receivers.map((webhookId) => async (stopping) => {
    if (busy.has(webhookId)) return 0;
    busy.add(webhookId);
    try {
      return await sendTo(webhookId, now, stopping);
    } finally {
      busy.delete(webhookId);
    }
  });
}

/** Sends what is due, and waits for it; how many were tried. */
export async function sendDue(now: number, stopping?: AbortSignal): Promise<number> {
  const counts = await Promise.all((await beginDue(now)).map((begin) => begin(stopping)));
  return counts.reduce((sum, count) => sum + count, 0);
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
