/**
 * What the team has decided about a violation, and what has become of that decision since.
 *
 * open: nobody decided. assigned: a member of the workspace sees to it. ignored: not shown until a date, or for good. resolved: said to be mended, in a release of the app
 * or at once. regressed: seen again where it was said to be mended.
 */

export const VIOLATION_STATES = ["open", "assigned", "ignored", "resolved", "regressed"] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];

/** Those that wait for somebody. */
export const WAITING_STATES: readonly ViolationState[] = ["open", "assigned", "regressed"];

/** A decision as kept. */
export interface Triage {
  readonly state: ViolationState;
  /** Of `assigned`: the id of the person. */
  readonly assigneeId?: string;
  /** Of `ignored`: when it opens again; absent means never. */
  readonly ignoredUntil?: Date;
  /** Of `resolved`: the first app version that is said to be right; absent means every one from now on. */
  readonly resolvedInRelease?: string;
  readonly resolvedAt?: Date;
}

/** When each app version last showed the violation; "" stands for events that name no version. */
export type LastSeen = ReadonlyMap<string, Date>;

/** Compares release names number by number: `2.10.0` is after `2.9.1`; a suffix (`-beta`) comes before none. */
export function compareReleases(a: string, b: string): number {
  const parts = (text: string): (number | string)[] =>
    [...text.replace(/^v/i, "").matchAll(/\d+|[a-z]+/gi)].map(([part]) => (/^\d/.test(part) ? Number(part) : part));
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const x = left[index] ?? 0;
    const y = right[index] ?? 0;
    if (x === y) continue;
    if (typeof x === "number" && typeof y === "number") return x - y;
    if (typeof x === "string" && typeof y === "string") return x < y ? -1 : 1;
    return typeof x === "string" ? -1 : 1;
  }
  return 0;
}

/** True when the violation was seen after it was resolved, in a release that was said to be right. */
function isBack({ resolvedAt, resolvedInRelease }: Triage, lastSeen: LastSeen): boolean {
  if (resolvedAt === undefined) return false;
  for (const [release, at] of lastSeen) {
    if (at <= resolvedAt) continue;
    // An event that names no version may come from any: only a decision without a release is broken by it.
    if (resolvedInRelease === undefined) return true;
    if (release !== "" && compareReleases(release, resolvedInRelease) >= 0) return true;
  }
  return false;
}

/** The state as it is now. */
export function stateNow(triage: Triage | undefined, lastSeen: LastSeen, now: Date): ViolationState {
  if (triage === undefined) return "open";
  if (triage.state === "ignored") {
    return triage.ignoredUntil !== undefined && triage.ignoredUntil <= now ? "open" : "ignored";
  }
  if (triage.state === "resolved" && isBack(triage, lastSeen)) return "regressed";
  return triage.state;
}

/** What a person may decide. */
export type ViolationChange =
  | { readonly to: "open" }
  | { readonly to: "assigned"; readonly assigneeId: string }
  | { readonly to: "ignored"; readonly until?: Date }
  /** `at`: when it was resolved before, where that decision is taken again. Default: now. */
  | { readonly to: "resolved"; readonly release?: string; readonly at?: Date };

/** The decision as it is kept from now on. */
export function decided(change: ViolationChange, now: Date): Triage {
  switch (change.to) {
    case "open":
      return { state: "open" };
    case "assigned":
      return { state: "assigned", assigneeId: change.assigneeId };
    case "ignored":
      return { state: "ignored", ...(change.until === undefined ? {} : { ignoredUntil: change.until }) };
    case "resolved":
      return {
        state: "resolved",
        resolvedAt: change.at !== undefined && change.at < now ? change.at : now,
        ...(change.release === undefined || change.release === "" ? {} : { resolvedInRelease: change.release }),
      };
  }
}

/** The change that leads to a decision as kept: what takes back whatever came after it. */
export function changeTo(triage: Triage | undefined): ViolationChange {
  switch (triage?.state) {
    case "assigned":
      return triage.assigneeId === undefined ? { to: "open" } : { to: "assigned", assigneeId: triage.assigneeId };
    case "ignored":
      return { to: "ignored", ...(triage.ignoredUntil === undefined ? {} : { until: triage.ignoredUntil }) };
    case "resolved":
      return {
        to: "resolved",
        ...(triage.resolvedInRelease === undefined ? {} : { release: triage.resolvedInRelease }),
        ...(triage.resolvedAt === undefined ? {} : { at: triage.resolvedAt }),
      };
    default:
      return { to: "open" };
  }
}
