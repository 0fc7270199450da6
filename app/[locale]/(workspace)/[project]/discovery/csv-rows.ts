/** Views of discovery as rows of a table for spreadsheets: instants in ISO 8601, UTC; lists with spaces between. */

import type { SourceName } from "../../../../../lib/discovery/discovery.ts";
import { typeText } from "../../../../../lib/document/type-text.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import type { Listed } from "./list.ts";
import type { View } from "./page-of.ts";

type Rows = readonly (readonly string[])[];

const slugs = (sources: readonly SourceName[]) => sources.map(({ slug }) => slug).join(" ");

/** The first row names the columns, which are the same in every language; types are in the reader's words. */
export function csvRows(list: Listed, view: View, plan: AreaText<"plan">): Rows {
  switch (view) {
    case "events":
      return [
        ["call_type", "event", "events", "people", "first_seen", "last_seen", "sources"],
        ...list.events.map(({ callType, name, events, users, firstSeen, lastSeen, sources }) => [
          ...[callType, name, String(events), String(users)],
          ...[firstSeen.toISOString(), lastSeen.toISOString(), slugs(sources)],
        ]),
      ];
    case "properties":
      return [
        ["call_type", "event", "property", "type", "share", "events", "people", "first_seen", "last_seen", "sources"],
        ...list.properties.map(({ callType, name, property, candidate, share, events, users, ...row }) => [
          ...[callType, name, property, typeText(candidate.type, plan), String(share), String(events), String(users)],
          ...[row.firstSeen.toISOString(), row.lastSeen.toISOString(), slugs(row.sources)],
        ]),
      ];
    case "missing":
      return [
        ["call_type", "event", "sources"],
        ...list.missing.map(({ callType, name, sources }) => [callType, name, sources.join(" ")]),
      ];
    case "silent":
      return [
        ["call_type", "event", "last_seen", "silent_seconds", "longest_gap_seconds"],
        ...list.silent.map(({ callType, name, lastSeen, silence, longestGap }) => [
          ...[
            callType,
            name,
            lastSeen.toISOString(),
            String(silence),
            longestGap === undefined ? "" : String(longestGap),
          ],
        ]),
      ];
  }
}
