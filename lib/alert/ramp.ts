/**
 * Rules of a source that are for a part of its users, and go by themselves once less of that part is accepted than of the rest.
 * Looked at each minute beside the alerts; no event waits for it.
 */

import { SYSTEM_ACTOR } from "../access/audit.ts";
import { log } from "../base/log.ts";
import { notify } from "../base/notify.ts";
import { isInScope, shareOf } from "../ingest/enforce.ts";
import { happen } from "../notify/happening.ts";
import { type EnforcementRule, rulesText } from "../plan/enforcement.ts";
import { auditChanges, recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { FEWEST_EVENTS, MINUTE_MS } from "./alert.ts";
import { latestEvents, type RampRow } from "./ramp.sql.ts";

/** A ramp is looked at by the events of so long, since the source was last changed. */
const WINDOW_MS = 60 * MINUTE_MS;
const MOST_EVENTS = 20_000;

interface Counted {
  received: number;
  accepted: number;
}

function none(): Counted {
  return { received: 0, accepted: 0 };
}

/** Events of a rule's own part of the users, and of the others that it is otherwise for and no rule before it took. */
function partsOf(rules: readonly EnforcementRule[], rows: readonly RampRow[]) {
  const parts = rules.map(() => ({ own: none(), rest: none() }));
  for (const { call_type, app_version, user_id, anonymous_id, disposition } of rows) {
    const share = shareOf({ userId: user_id, anonymousId: anonymous_id });
    for (const [index, rule] of rules.entries()) {
      const part = parts[index];
      if (part === undefined || !isInScope(rule, call_type, app_version)) continue;
      const isOwn = share < rule.percent;
      const counted = isOwn ? part.own : part.rest;
      counted.received += 1;
      if (disposition === "analysis") counted.accepted += 1;
      if (isOwn) break;
    }
  }
  return parts;
}

/**
 * Places of the rules of which so much less is accepted than of the rest that they go. Few events say nothing. Pure.
 */
export function fallenRules(rules: readonly EnforcementRule[], rows: readonly RampRow[]): number[] {
  const fallen: number[] = [];
  for (const [index, { own, rest }] of partsOf(rules, rows).entries()) {
    const rollback = rules[index]?.rollback;
    if (rollback === undefined || own.received < FEWEST_EVENTS || rest.received < FEWEST_EVENTS) continue;
    const fall = 100 * (rest.accepted / rest.received - own.accepted / own.received);
    if (fall >= rollback) fallen.push(index);
  }
  return fallen;
}

interface Ramped {
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  readonly name: string;
  readonly projectId: string;
  readonly project: { readonly number: number; readonly workspaceId: string };
  readonly rules: unknown;
}

function rulesOf({ rules }: Pick<Ramped, "rules">): readonly EnforcementRule[] {
  return rules as readonly EnforcementRule[];
}

function isRamped(source: Ramped): boolean {
  return rulesOf(source).some(({ rollback, percent }) => rollback !== undefined && percent < 100);
}

/** Takes these rules away, unless somebody changed the rules meanwhile: whoever is first does, and tells it once. */
async function rollBack(source: Ramped, fallen: readonly number[], now: number): Promise<void> {
  const { id, slug, name, projectId } = source;
  const place = { workspaceId: source.project.workspaceId, projectId, actor: SYSTEM_ACTOR };
  const rules = rulesOf(source);
  const kept = rules.filter((_, index) => !fallen.includes(index));
  const rolled = await planDb().$transaction(async (db) => {
    await db.$queryRaw`select 1 from "Source" where id = ${id} for update`;
    const current = await db.source.findUnique({ where: { id } });
    if (current === null || rulesText(rulesOf(current)) !== rulesText(rules)) return false;
    await db.source.update({ where: { id }, data: { rules: kept as unknown as Prisma.InputJsonArray } });
    const detail = auditChanges(["rules"], { rules: rulesText(rules) }, { rules: rulesText(kept) });
    await recordAudit(db, place, { action: "source.update", target: slug, detail });
    const payload = { subject: name, source: slug };
    await happen(db, projectId, [{ kind: "ramp_rolled_back", payload }], new Date(now));
    return true;
  });
  if (rolled) notify("sourcesChanged", { projectId });
}

/** What came before the source was last changed came under other rules. */
async function changedAt({ projectId, slug }: Ramped): Promise<number> {
  const entry = await planDb().auditEntry.findFirst({
    where: { projectId, target: slug, action: { in: ["source.create", "source.update"] } },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return entry?.at.getTime() ?? 0;
}

/** Looks at the ramps of every source. */
export async function watchRamps(now: number, stopping?: AbortSignal): Promise<void> {
  const sources = await planDb().source.findMany({
    where: { archivedAt: null, NOT: { rules: { equals: [] } } },
    include: { project: { select: { number: true, workspaceId: true } } },
    orderBy: { id: "asc" },
  });
  for (const source of sources.filter(isRamped)) {
    if (stopping?.aborted) return;
    try {
      const from = Math.max(now - WINDOW_MS, await changedAt(source));
      const scope = { project: source.project.number, source: source.number, from, to: now };
      const rows = await eventDb().query<RampRow>("alert.ramp", latestEvents(scope, MOST_EVENTS), {
        maxSeconds: 20,
        ...(stopping === undefined ? {} : { signal: stopping }),
      });
      const fallen = fallenRules(rulesOf(source), rows);
      if (fallen.length > 0) await rollBack(source, fallen, now);
    } catch (error) {
      // It is looked at again in a minute; the others are looked at all the same.
      if (!stopping?.aborted)
        log().error({ origin: "alert", source: source.id, err: error }, "a ramp could not be looked at");
    }
  }
}
