/**
 * Looks at alert rules and tells when one begins to fire and when that is over: each once, whatever process looks and however
 * often one is stopped in between. Only reads what was received; no event waits for it.
 */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { limitRate } from "../access/rate-limit.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { log } from "../base/log.ts";
import { translator } from "../i18n/translator.ts";
import { concernedEvent } from "../notify/concerned.ts";
import { type HappeningPayload, happen } from "../notify/happening.ts";
import { findEvent } from "../plan/find.ts";
import type { Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import type { AlertFiring, Prisma, AlertRule as RuleRow, Source } from "../store/prisma-client/client.ts";
import { type AlertKind, type AlertWindow, type Measured, measure } from "./alert.ts";
import { type LookFor, looking, type Watched } from "./facts.ts";
import { type AlertRule, getAlert } from "./rule.ts";
import { measuredText } from "./words.ts";

type Row = RuleRow & { readonly source: Source | null };

function watchedOf(row: Row): Watched {
  return {
    kind: row.kind as AlertKind,
    scope: {
      source: row.source?.number,
      environment: (row.environment as AlertRule["environment"]) ?? undefined,
      eventId: row.eventId ?? undefined,
    },
    threshold: row.threshold,
    windowMinutes: row.windowMinutes as AlertWindow,
    createdAt: row.createdAt,
  };
}

function payloadOf(row: Row, measured: Measured, plan: Plan | undefined): HappeningPayload {
  const watched = watchedOf(row);
  const event = plan === undefined || row.eventId === null ? undefined : findEvent(plan, row.eventId);
  return {
    subject: row.name,
    alert: row.id,
    text: { en: measuredText("en", watched, measured), fr: measuredText("fr", watched, measured) },
    people: row.createdById === null ? [] : [row.createdById],
    ...(plan === undefined || event === undefined ? {} : { concerned: [concernedEvent(plan, event)] }),
  };
}

interface Look {
  readonly row: Row;
  readonly measured: Measured;
  readonly plan: Plan | undefined;
  readonly now: Date;
}

/** The rule as it is now, for whoever is first to write down this look; undefined where it was changed or looked at since. */
async function claim(db: Prisma.TransactionClient, { row, measured, now }: Look): Promise<RuleRow | undefined> {
  const claimed = await db.alertRule.updateMany({
    where: { id: row.id, revision: row.revision, OR: [{ checkedAt: null }, { checkedAt: { lt: now } }] },
    data: { checkedAt: now, measured: { ...measured } },
  });
  return claimed.count === 0 ? undefined : ((await db.alertRule.findUnique({ where: { id: row.id } })) ?? undefined);
}

async function begin(db: Prisma.TransactionClient, { row, measured, now }: Look): Promise<void> {
  const id = newId("fir");
  const begun = await db.alertRule.updateMany({ where: { id: row.id, firingId: null }, data: { firingId: id } });
  if (begun.count === 0) return;
  await db.alertFiring.create({
    data: { id, ruleId: row.id, startedAt: now, measured: { ...measured }, threshold: row.threshold },
  });
}

async function end(db: Prisma.TransactionClient, firing: AlertFiring, look: Look, quietly: boolean): Promise<void> {
  const { row, measured, plan, now } = look;
  const ended = await db.alertRule.updateMany({ where: { id: row.id, firingId: firing.id }, data: { firingId: null } });
  if (ended.count === 0) return;
  await db.alertFiring.update({ where: { id: firing.id }, data: { endedAt: now } });
  // Of what nobody was told, nobody needs to hear that it is over.
  if (quietly || firing.toldAt === null) return;
  const payload = payloadOf(row, measured, plan);
  await happen(db, row.projectId, [{ kind: "alert_recovered", dedupeKey: `alert:${firing.id}:over`, payload }], now);
}

async function tell(db: Prisma.TransactionClient, firing: AlertFiring, look: Look): Promise<void> {
  const told = await db.alertFiring.updateMany({
    where: { id: firing.id, toldAt: null },
    data: { toldAt: look.now },
  });
  if (told.count === 0) return;
  const payload = payloadOf(look.row, look.measured, look.plan);
  await happen(
    db,
    look.row.projectId,
    [{ kind: "alert_firing", dedupeKey: `alert:${firing.id}:fired`, payload }],
    look.now,
  );
}

/** Writes down what was found, and what follows from it, or nothing of both. */
async function settle(look: Look): Promise<void> {
  const { row, measured, now } = look;
  await planDb().$transaction(async (db) => {
    const current = await claim(db, look);
    if (current === undefined) return;
    const muted = current.mutedUntil !== null && current.mutedUntil > now;
    if (measured.outcome === "breach" && current.firingId === null) await begin(db, look);
    const firing = await db.alertFiring.findFirst({ where: { ruleId: row.id, endedAt: null } });
    if (firing === null) return;
    if (measured.outcome === "fine") await end(db, firing, look, muted);
    else if (measured.outcome === "breach" && !muted) await tell(db, firing, look);
  });
}

async function checkRule(row: Row, look: LookFor, now: number): Promise<void> {
  const watched = watchedOf(row);
  const measured = measure(watched, await look(watched), now);
  const plan = row.eventId === null ? undefined : (await latestVersion(row.projectId))?.plan;
  await settle({ row, measured, plan, now: new Date(now) });
}

/** Looks at every rule of every project, one after the other, so that questions of the product itself come through between. */
export async function checkAlerts(now: number, stopping?: AbortSignal): Promise<void> {
  const rows = await planDb().alertRule.findMany({
    include: { source: true, project: { select: { number: true } } },
    orderBy: [{ projectId: "asc" }, { id: "asc" }],
  });
  const looks = new Map<number, LookFor>();
  for (const row of rows) {
    if (stopping?.aborted) return;
    const { number } = row.project;
    const look = looks.get(number) ?? looking(number, now, stopping);
    looks.set(number, look);
    try {
      await checkRule(row, look, now);
    } catch (error) {
      // It is looked at again in a minute; the others are looked at all the same.
      if (!stopping?.aborted)
        log().error({ origin: "alert", rule: row.id, err: error }, "a rule could not be looked at");
    }
  }
}

/** Looks at one rule now, and answers what it is then. */
export async function checkNow(project: AuthorizedProject, id: string, now: number = Date.now()): Promise<AlertRule> {
  requireRole(project, "editor");
  await limitRate("query", project.actor.id);
  const row = await planDb().alertRule.findFirst({
    where: { id, projectId: project.projectId },
    include: { source: true },
  });
  if (row === null) throw new UserError("not_found");
  await checkRule(row, looking(project.number, now), now);
  return getAlert(project, id);
}

/** Tells whoever asks, and the webhooks that are told of alerts, that this is how the alert would be told. */
export async function sendTest(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "editor");
  const { projectId, actor } = project;
  await limitRate("testAlert", projectId);
  const { name } = await getAlert(project, id);
  const text = { en: translator("en", "alert")("testText"), fr: translator("fr", "alert")("testText") };
  const people = actor.kind === "person" ? [actor.id] : [];
  await happen(planDb(), projectId, [
    { kind: "alert_firing", payload: { subject: name, alert: id, text, people, test: true } },
  ]);
}
