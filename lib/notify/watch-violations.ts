/** Violations nobody has met before, and those that came back after they were resolved, as happenings: each once. */

import { log } from "../base/log.ts";
import { findEvent } from "../plan/find.ts";
import type { Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import { type RecentViolation, recentViolations } from "../violation/recent.ts";
import { concernedEvent } from "./concerned.ts";
import { type HappeningPayload, happen, type NewHappening } from "./happening.ts";
import { markOf, setMark } from "./mark.ts";

const MARK = "violations";
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** What is stored a little late is met again; each is told of once. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** What was there when this was first asked is no news. */
const KNOWN_DAYS = 90;
/** So many of a kind are told one by one each time; the others as one, and each of them is known from then on. */
const TOLD_AT_ONCE = 20;

interface Met {
  readonly violation: RecentViolation;
  readonly kind: "violation_new" | "violation_regressed";
  readonly dedupeKey: string;
}

function metAs(violation: RecentViolation, day: string): Met | undefined {
  const { fingerprint, state, resolvedAt } = violation;
  if (state === "ignored" || state === "resolved") return undefined;
  return state === "regressed"
    ? { violation, kind: "violation_regressed", dedupeKey: `regressed:${fingerprint}:${resolvedAt?.getTime() ?? day}` }
    : { violation, kind: "violation_new", dedupeKey: `violation:${fingerprint}` };
}

function payloadOf({ violation }: Met, plan: Plan | undefined): HappeningPayload {
  const { fingerprint, eventName, eventId, message, code, path } = violation;
  const event = plan === undefined || eventId === undefined ? undefined : findEvent(plan, eventId);
  return {
    subject: eventName === "" ? code : eventName,
    text: message,
    fingerprint,
    violation: { code, path },
    concerned: plan !== undefined && event !== undefined ? [concernedEvent(plan, event)] : [],
  };
}

/** Of one kind, those beyond the first few as one. */
export function gatherFound(found: readonly NewHappening[]): readonly NewHappening[] {
  const rest = found.slice(TOLD_AT_ONCE);
  const [first] = rest;
  if (first === undefined) return found;
  const concerned = new Map(rest.flatMap(({ payload }) => (payload.concerned ?? []).map((one) => [one.id, one])));
  const payload = {
    subject: first.payload.subject ?? "",
    more: rest.length - 1,
    concerned: [...concerned.values()],
  };
  return [
    ...found.slice(0, TOLD_AT_ONCE),
    ...rest.map((one) => ({ ...one, silently: true })),
    { kind: first.kind, payload },
  ];
}

/** Those of a project that are not known; whatever is met again stays known. */
async function unknownOf(projectId: string, met: readonly Met[], now: number): Promise<readonly Met[]> {
  const dedupeKey = { in: met.map((one) => one.dedupeKey) };
  const rows = await planDb().happening.findMany({ where: { projectId, dedupeKey }, select: { dedupeKey: true } });
  await planDb().happening.updateMany({
    where: { projectId, dedupeKey, toldAt: { lt: new Date(now - DAY_MS) } },
    data: { toldAt: new Date(now) },
  });
  const known = new Set(rows.map((row) => row.dedupeKey));
  return met.filter((one) => !known.has(one.dedupeKey));
}

interface Run {
  readonly now: number;
  readonly silently: boolean;
}

async function tellProject(projectId: string, violations: readonly RecentViolation[], run: Run): Promise<void> {
  const { now, silently } = run;
  const day = new Date(now).toISOString().slice(0, 10);
  const met = violations.flatMap((violation) => metAs(violation, day) ?? []);
  const unknown = await unknownOf(projectId, met, now);
  if (unknown.length === 0) return;
  const plan = (await latestVersion(projectId))?.plan;
  const found = unknown.map((one): NewHappening => {
    const { kind, dedupeKey } = one;
    return { kind, dedupeKey, payload: payloadOf(one, plan), silently };
  });
  const told = silently
    ? found
    : (["violation_new", "violation_regressed"] as const).flatMap((kind) =>
        gatherFound(found.filter((one) => one.kind === kind)),
      );
  await happen(planDb(), projectId, told, new Date(now));
}

/** Looks at what was received since the last time. */
export async function watchViolations(now: number, stopping?: AbortSignal): Promise<void> {
  const since = await markOf(MARK);
  const from = since === undefined ? now - KNOWN_DAYS * DAY_MS : since - OVERLAP_MS;
  const projects = await planDb().project.findMany({ select: { id: true, number: true } });
  const ids = new Map(projects.map(({ id, number }) => [number, id]));
  for (const [number, violations] of await recentViolations({ from, to: now }, ids, stopping)) {
    if (stopping?.aborted) return;
    const projectId = ids.get(number);
    if (projectId === undefined) continue;
    try {
      await tellProject(projectId, violations, { now, silently: since === undefined });
    } catch (error) {
      // The overlap meets them again; other projects are told all the same.
      log().error({ origin: "notify", projectId, err: error }, "violations of a project could not be told");
    }
  }
  await setMark(MARK, now);
}
