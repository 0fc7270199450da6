/** Decisions upon violations, told: the one something is assigned to hears of it, webhooks of what is assigned or resolved. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { findEvent } from "../plan/find.ts";
import { latestVersion } from "../plan/store-version.ts";
import { decideViolations, type FormerDecision, type ViolationDecision } from "../violation/decide.ts";
import type { ViolationGroup } from "../violation/group.ts";
import { violationsNamed } from "../violation/store.ts";
import { concernedEvent } from "./concerned.ts";
import { type HappeningKind, type HappeningPayload, happen, type NewHappening } from "./happening.ts";

function payloadOf(groups: readonly ViolationGroup[]): HappeningPayload | undefined {
  const [first] = groups;
  if (first === undefined) return undefined;
  const subject = first.eventName === "" ? first.code : first.eventName;
  if (groups.length > 1) return { subject, more: groups.length - 1 };
  const { fingerprint, message, code, path } = first;
  return { subject, text: message, fingerprint, violation: { code, path } };
}

/** One for each person who is assigned something, one for all that is resolved. */
async function happeningsOf(
  project: AuthorizedProject,
  decisions: readonly ViolationDecision[],
): Promise<readonly NewHappening[]> {
  const told = decisions.filter(({ change: { to } }) => to === "assigned" || to === "resolved");
  if (told.length === 0) return [];
  const fingerprints = told.map(({ fingerprint }) => fingerprint);
  const groups = new Map(
    (await violationsNamed(project, fingerprints)).map((group) => [group.fingerprint, group] as const),
  );
  const plan = (await latestVersion(project.projectId))?.plan;
  const assigneeOf = ({ change }: ViolationDecision) => (change.to === "assigned" ? change.assigneeId : undefined);
  return [...new Set(told.map(assigneeOf))].flatMap((personId): NewHappening[] => {
    const own = told
      .filter((decision) => assigneeOf(decision) === personId)
      .flatMap(({ fingerprint }) => groups.get(fingerprint) ?? []);
    const payload = payloadOf(own);
    if (payload === undefined) return [];
    const events = new Set(own.flatMap(({ eventId }) => eventId ?? []));
    const concerned = [...events].flatMap((id) => {
      const event = plan === undefined ? undefined : findEvent(plan, id);
      // Owners were told when it was met.
      return plan === undefined || event === undefined ? [] : [{ ...concernedEvent(plan, event), owners: [] }];
    });
    const kind: HappeningKind = personId === undefined ? "violation_resolved" : "violation_assigned";
    const people = personId === undefined ? {} : { people: [personId], by: project.actor.name };
    return [{ kind, actorId: project.actor.id, payload: { ...payload, ...people, concerned } }];
  });
}

/** As `decideViolations`; `quietly` where a decision is only taken back. */
export async function decideAndTell(
  project: AuthorizedProject,
  decisions: readonly ViolationDecision[],
  { quietly = false }: { readonly quietly?: boolean } = {},
): Promise<readonly FormerDecision[]> {
  const happenings = quietly ? [] : await happeningsOf(project, decisions);
  return decideViolations(project, decisions, (db) => happen(db, project.projectId, happenings));
}
