/** Violations as rows of a table for spreadsheets: instants in ISO 8601, UTC; lists with spaces between. */

import type { Language } from "../plan/plan.ts";
import type { ViolationGroup } from "./group.ts";

const COLUMNS = [
  ...["fingerprint", "code", "event", "path", "message", "state", "assignee", "people", "events", "held", "moves"],
  ...["first_seen", "last_seen", "sources", "app_versions", "plan_versions", "note"],
] as const;

/** The first row names the columns, which are the same in every language; `message` is a sentence in one. */
export function violationRows(groups: readonly ViolationGroup[], language: Language): readonly (readonly string[])[] {
  return [
    COLUMNS,
    ...groups.map((group) => [
      ...[group.fingerprint, group.code, group.eventName, group.path, group.message[language], group.state],
      ...[group.assignee?.name ?? "", String(group.users), String(group.events), String(group.held)],
      ...[String(group.moves), group.firstSeen.toISOString(), group.lastSeen.toISOString()],
      ...[group.sources.map(({ slug }) => slug).join(" "), group.appVersions.filter((one) => one !== "").join(" ")],
      ...[group.planVersions.join(" "), group.note],
    ]),
  ];
}
