/** Violations nobody has met before, and those that came back after they were resolved, as happenings: each once. */

import { findEvent } from "../plan/find.ts";
import { latestVersion } from "../plan/store-version.ts";
import { planDb } from "../store/plan-db.ts";
import { type RecentViolation, recentViolations } from "../violation/recent.ts";
import { concernedEvent } from "./concerned.ts";
import { happen, type NewHappening } from "./happening.ts";
import { markOf, setMark } from "./mark.ts";

const MARK = "violations";
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** What is stored a little late is met again; each is told of once. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** What was there when this was first asked is no news. */
const KNOWN_DAYS = 90;

type Found = Pick<NewHappening, "kind" | "payload" | "dedupeKey">;

async function happeningOf(projectId: string, violation: RecentViolation, day: string): Promise<Found | undefined> {
  const { fingerprint, eventName, eventId, message, code, path, state, resolvedAt } = violation;
  if (state === "ignored" || state === "resolved") return undefined;
  const plan = eventId === undefined ? undefined : (await latestVersion(projectId))?.plan;
  const event = plan === undefined || eventId === undefined ? undefined : findEvent(plan, eventId);
  const subject = eventName === "" ? code : eventName;
  const payload = {
    subject,
    text: message,
    fingerprint,
    violation: { code, path },
    concerned: plan !== undefined && event !== undefined ? [concernedEvent(plan, event)] : [],
  };
  if (state === "regressed")
    return {
      kind: "violation_regressed",
      dedupeKey: `regressed:${fingerprint}:${resolvedAt?.getTime() ?? day}`,
      payload,
    };
  return { kind: "violation_new", dedupeKey: `violation:${fingerprint}`, payload };
}

/** Looks at what was received since the last time. */
export async function watchViolations(now: number): Promise<void> {
  const since = await markOf(MARK);
  const from = since === undefined ? now - KNOWN_DAYS * DAY_MS : since - OVERLAP_MS;
  const projects = await planDb().project.findMany({ select: { id: true, number: true } });
  const ids = new Map(projects.map(({ id, number }) => [number, id]));
  const day = new Date(now).toISOString().slice(0, 10);
  for (const [number, violations] of await recentViolations({ from, to: now }, ids)) {
    const projectId = ids.get(number);
    if (projectId === undefined) continue;
    const found: NewHappening[] = [];
    for (const violation of violations) {
      const one = await happeningOf(projectId, violation, day);
      if (one !== undefined) found.push({ ...one, silently: since === undefined });
    }
    await happen(planDb(), projectId, found, new Date(now));
  }
  await setMark(MARK, now);
}
